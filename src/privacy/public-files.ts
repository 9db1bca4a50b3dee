import type { Article, Attachment } from '../domain/article.ts';
import { findPersons } from './find-persons.ts';
import { namesIn } from './known-names.ts';
import { namesInTitle } from './names-in-title.ts';
import { personsOf } from './persons-of.ts';

const ESCAPED = /(?:%[0-9a-f]{2}){1,2000}/giu;
const MAX_READ = 2000;

/**
 * The files of a letter as they may be shown and kept: names without persons, by `clean`. A file whose address names one
 * is linked by the page that it hangs on; where that has no address it is left out.
 */
export function publicFiles(
  article: Article,
  clean: (text: string) => string,
): readonly Attachment[] {
  return article.attachments.flatMap((file) => {
    const url = namesPerson(file.url, personsOf(article)) ? article.url : file.url;
    return url === null ? [] : [{ ...file, url, name: clean(file.name) }];
  });
}

/** Whether an address names one of these persons, or somebody as a title does. */
function namesPerson(url: string, names: readonly string[]): boolean {
  const text = readableAddress(url);
  if (!/\p{Script=Han}{2}/u.test(text)) return false;
  const isOne = namesIn(text, names).length > 0 || findPersons(text).length > 0;
  return isOne || namesInTitle(text).length > 0;
}

/** An address with what is escaped in it as characters: UTF-8, or GB 18030 as on older sites. */
export function readableAddress(url: string): string {
  return url.slice(0, MAX_READ).replaceAll('%25', '%').replaceAll(ESCAPED, unescape);
}

function unescape(escaped: string): string {
  const bytes = Buffer.from(escaped.replaceAll('%', ''), 'hex');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
