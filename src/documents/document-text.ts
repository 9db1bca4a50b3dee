import { hasLostText } from '../decode/has-lost-text.ts';
import { repairMisread } from '../decode/repair-misread.ts';
import type { PageIssue } from '../domain/page.ts';
import { toUsualCharacters } from '../text/usual-characters.ts';

/** What a document says: paragraphs separated by one newline, and what a reader must know about them. */
export interface DocumentText {
  readonly text: string;
  readonly issues: readonly PageIssue[];
}

export type DocumentKind = 'docx' | 'doc' | 'pdf';

/** Files above this are not opened (docs/field-notes.md §5). */
export const MAX_FILE_BYTES = 20 * 1024 * 1024;

/** A letter has some thousand characters, a yearbook a million: what is beyond is cut. */
export const MAX_CHARACTERS = 600_000;
const PRIVATE = /[\ue000-\uf8ff\u0000-\u0008\u000e-\u001f]/gu;
const LOST = /\ufffd/gu;

/** No text at all: the file was damaged, locked, or only pictures. */
export function unreadable(...more: readonly PageIssue[]): DocumentText {
  return { text: '', issues: ['unreadable', ...more] };
}

/**
 * Tidies blanks, drops empty paragraphs, cuts what is too long; text that is mostly no text is unreadable. A lost
 * character stays visible as U+FFFD: without it a number may be another one.
 */
export function toDocumentText(raw: string, issues: readonly PageIssue[] = []): DocumentText {
  const repaired = repairMisread(raw.slice(0, MAX_CHARACTERS));
  const cut = toUsualCharacters(repaired.text);
  const lost = cut.match(LOST)?.length ?? 0;
  const unmapped = cut.match(PRIVATE)?.length ?? 0;
  const text = cut
    .replaceAll(PRIVATE, '')
    .split(/[\r\n\u000b\u000c\u2028\u2029]+/u)
    .map((line) => line.replaceAll(/[^\S\n]+/gu, ' ').trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .join('\n');
  // Fonts without a map to Unicode give private-use characters instead of words.
  if (text === '' || unmapped + lost > text.length - lost) return unreadable(...issues);
  const found: PageIssue[] = [...issues];
  if (repaired.isBroken || hasLostText(text)) found.push('damaged-text');
  if (raw.length > MAX_CHARACTERS) found.push('truncated');
  return { text, issues: [...new Set(found)] };
}
