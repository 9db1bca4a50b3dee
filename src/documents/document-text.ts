import type { Problem } from '../domain/page.ts';
import { toUsualCharacters } from '../text/usual-characters.ts';

/** What a document says: paragraphs separated by one newline, and what a reader must know about them. */
export interface DocumentText {
  readonly text: string;
  readonly problems: readonly Problem[];
}

/** Kinds of documents that we read. */
export type DocumentKind = 'docx' | 'doc' | 'pdf';

/** Files above this are not opened (docs/field-notes.md §5). */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

// A letter has some thousand characters, a yearbook a million: what is beyond is cut.
const MAX_CHARACTERS = 600_000;
const PRIVATE_OR_LOST = /[\ue000-\uf8ff\ufffd\u0000-\u0008\u000e-\u001f]/gu;

/** No text at all: the file was damaged, locked, or only pictures. */
export function unreadable(...more: readonly Problem[]): DocumentText {
  return { text: '', problems: ['unreadable', ...more] };
}

/** Tidies blanks, drops empty paragraphs, cuts what is too long; text that is mostly no text is unreadable. */
export function toDocumentText(raw: string, problems: readonly Problem[] = []): DocumentText {
  const cut = toUsualCharacters(raw.slice(0, MAX_CHARACTERS));
  const lost = cut.match(PRIVATE_OR_LOST)?.length ?? 0;
  const text = cut
    .replaceAll(PRIVATE_OR_LOST, '')
    .split(/[\r\n\u000b\u000c\u2028\u2029]+/u)
    .map((line) => line.replaceAll(/[^\S\n]+/gu, ' ').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .join('\n');
  // Fonts without a map to Unicode give private-use characters instead of words.
  if (text === '' || lost > text.length) return unreadable(...problems);
  return { text, problems: cut.length < raw.length ? [...problems, 'truncated'] : problems };
}
