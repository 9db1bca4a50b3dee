import type { NoPage } from '../domain/page.ts';
import { furnitureKind } from '../furniture/furniture.ts';
import { fileType } from '../markup/file-type.ts';
import { findGate, nameGate, shownBy, type PageShown } from '../markup/gates.ts';
import { agencyOfLine } from '../text/agency-name.ts';
import { bareText, countHan } from '../text/han.ts';
import { documentNumberOfLine } from '../letter/document-number.ts';
import { isSalutation } from '../letter/salutation.ts';
import type { PageReading } from './read-page.ts';
import { ruleTable } from '../text/rule-table.ts';

// The shortest real reply met has 90 Chinese characters; whatever is shorter must show that it is a document.
const MAX_NOTICE_HAN = 80;
// A longer text is a document, whatever words it holds.
const MAX_GATE_HAN = 150;
const LETTER_WORDS = ruleTable('document-phrases', [
  {
    id: 'words',
    match: [
      '收悉',
      '(?:答复|函复|回复|通知|公告|通报|报告|公示|公布|说明)如下',
      '如下[：:]',
      '特此',
      '此复',
      '见附件',
    ],
    source: '党政机关公文处理工作条例（2012）：结尾用语',
  },
]);
// A column's name ends like this too; a document's title has words before it.
const DOCUMENT_TITLE =
  /(?:^|[^\u4e00-\u9fff])?(?:.{0,40}关于.{4,}|.{6,}(?:答复|复函|回复|函|通知|公告|通报|意见|批复|决定|办法|方案|报告|公示|名单|细则|规定|条例|计划|总结|纪要|简报|解读))(?:[（(【].{1,30}[)）】])?$/u;
/** Fewer characters of a title may stand on any page. */
export const MIN_SUBJECT = 8;
const SIGNATURE_LINES = 6;

/**
 * Names what answered in place of a document; nothing for a document. A short page is one only where something shows
 * so: greeting, set phrases, signature with a day, number, attachment, a title of its own, or its entry's title.
 * With `unreadable` beside it, a word is a guess from the page's text.
 */
export function judgePage(reading: PageReading, entryTitle: string | null): readonly NoPage[] {
  const own = ownLines(reading);
  const text = own.join('\n');
  const han = countHan(text);
  if (han > MAX_GATE_HAN) return [];
  const shown = shownOf(reading, text);
  const gate = findGate(shown);
  if (gate === 'shell' && han < MIN_SUBJECT) return ['shell'];
  if (showsDocument(reading, own, entryTitle)) return [];
  if (gate !== null) return [gate];
  return han < MAX_NOTICE_HAN ? [...new Set([nameGate(shown), 'unreadable' as const])] : [];
}

/** Text without markup has no furniture: all of it is its own; so is what a page shows that has no body. */
export function ownLines({ markup, lines, tree }: PageReading): readonly string[] {
  return markup === null || lines.length === 0 ? tree.blocks.map(({ text }) => text) : lines;
}

function shownOf({ markup, title }: PageReading, own: string): PageShown {
  return markup === null ? { title, own, han: countHan(own), code: '' } : shownBy(markup, own);
}

function showsDocument(
  reading: PageReading,
  own: readonly string[],
  entryTitle: string | null,
): boolean {
  const { headLines, title, metadata, tree } = reading;
  if (own.some(isLetterLine)) return true;
  if (tree.meta.has('articletitle')) return true;
  if (metadata.some(({ field }) => field !== 'other' && field !== 'dated')) return true;
  if ([...headLines, ...own].some((line) => documentNumberOfLine(line) !== null)) return true;
  return isSigned(own) || hasFile(reading) || isNamed(reading, title, entryTitle);
}

function isLetterLine(line: string): boolean {
  return isSalutation(line) || LETTER_WORDS.test(line);
}

/** A greeting or a set phrase of documents in the page's own text. */
export function showsDocumentWords(reading: PageReading): boolean {
  return ownLines(reading).some(isLetterLine);
}

/** An agency with a day below it, as only a letter is signed. */
function isSigned(own: readonly string[]): boolean {
  return own
    .slice(-SIGNATURE_LINES)
    .some((line, at, tail) => agencyOfLine(line) !== null && isDay(tail[at + 1] ?? ''));
}

function isDay(line: string): boolean {
  return (
    furnitureKind(line) === 'day' || /^[\d〇○零一二三四五六七八九十]{4}年.{2,8}日$/u.test(line)
  );
}

/** A file that the page's own text links. */
export function hasFile({ region, tree }: PageReading): boolean {
  const indexes = region?.indexes ?? tree.blocks.keys();
  const links = [...indexes].flatMap((at) => tree.blocks[at]?.links ?? []);
  return links.some(({ href, text }) => (fileType(href) ?? fileType(text)) !== null);
}

/** A title that reads like a document's, or the one that the list gave, or the matter in it: all on the page itself. */
function isNamed({ tree }: PageReading, title: string, entryTitle: string | null): boolean {
  const words = bareText(`${tree.title} ${tree.blocks.map(({ text }) => text).join('')}`);
  const shows = (name: string): boolean => {
    const bare = bareText(name).replace(/…$/u, '');
    return bare.length >= MIN_SUBJECT && words.includes(bare);
  };
  if (DOCUMENT_TITLE.test(title) && shows(title)) return true;
  return shows(entryTitle ?? '') || shows(subjectOf(entryTitle ?? ''));
}

/** What a title is about: between 关于 and the noun of the document; empty where it does not say. */
export function subjectOf(title: string): string {
  return SUBJECT.exec(title)?.[1] ?? '';
}

const SUBJECT = /关于(.{6,80}?)的?(?:提案|建议|议案|答复|复函|函|通知|意见)/u;
