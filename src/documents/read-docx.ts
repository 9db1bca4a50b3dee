import { unzipSync, type UnzipFileInfo } from 'fflate';

import { toDocumentText, unreadable, type DocumentText } from './document-text.ts';
import { docxText } from './docx-text.ts';
import { createNumberer, readStyleLists } from './word-numbering.ts';

const MAX_ENTRY_BYTES = 20 * 1024 * 1024;
const MAX_RATIO = 100;
const MAX_ENTRIES = 500;
// Small parts of repeated markup pack very well and harm nobody.
const HARMLESS_BYTES = 1024 * 1024;
// Some writers use another number or the other slash.
const MAIN_PART = /^word[/\\]document\d*\.xml$/iu;
const NUMBERING_PART = /^word[/\\]numbering\.xml$/iu;
const STYLES_PART = /^word[/\\]styles\.xml$/iu;

/** Reads a .docx: only the text and its numbering are unpacked, and only if their declared size is sane. */
export function readDocx(bytes: Uint8Array): DocumentText {
  const limit = { entries: 0, isBroken: false };
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, { filter: (info) => isWanted(info, limit) });
  } catch {
    return unreadable();
  }
  if (limit.isBroken || limit.entries > MAX_ENTRIES) return unreadable('too-large');
  const main = partOf(parts, MAIN_PART);
  if (main === null) return unreadable();

  // A header that lies about the size stops the unpacking early: the end is missing.
  const isCut = !/<\/(?:\w{1,20}:)?document>\s*$/u.test(main.slice(-400));
  const lists = {
    label: createNumberer(partOf(parts, NUMBERING_PART) ?? ''),
    ofStyle: readStyleLists(partOf(parts, STYLES_PART) ?? ''),
  };
  return toDocumentText(docxText(main, lists), isCut ? ['truncated'] : []);
}

function partOf(parts: Readonly<Record<string, Uint8Array>>, name: RegExp): string | null {
  const bytes = Object.entries(parts).find(([path]) => name.test(path))?.[1];
  if (bytes === undefined) return null;
  return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(bytes);
}

function isWanted(info: UnzipFileInfo, limit: { entries: number; isBroken: boolean }): boolean {
  limit.entries += 1;
  if (limit.entries > MAX_ENTRIES || limit.isBroken) return false;
  const isLarge =
    info.originalSize > MAX_ENTRY_BYTES ||
    (info.originalSize > HARMLESS_BYTES && info.originalSize > info.size * MAX_RATIO);
  if (MAIN_PART.test(info.name)) {
    limit.isBroken = isLarge;
    return !isLarge;
  }
  // Without its numbers a letter is still a letter.
  return !isLarge && (NUMBERING_PART.test(info.name) || STYLES_PART.test(info.name));
}
