import { unzipSync, type UnzipFileInfo } from 'fflate';

import { decodeText } from '../decode/decode-text.ts';
import { unreadable, type DocumentText } from './document-text.ts';
import { readWordParts } from './read-word-parts.ts';

const MAX_ENTRY_BYTES = 20 * 1024 * 1024;
const MAX_RATIO = 100;
const MAX_ENTRIES = 500;
// Small parts of repeated markup pack very well and are harmless.
const HARMLESS_BYTES = 1024 * 1024;
// Some writers use another number or the other slash.
const MAIN_PART = /^word[/\\]document\d*\.xml$/iu;
const NUMBERING_PART = /^word[/\\]numbering\.xml$/iu;
const STYLES_PART = /^word[/\\]styles\.xml$/iu;

/** Reads a .docx: only the text, its numbering and styles are unpacked, and only if their declared size is sane. */
export function readDocx(bytes: Uint8Array): DocumentText {
  const limit = { entries: 0, isBroken: false, hasMain: false };
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, { filter: (info) => isWanted(info, limit) });
  } catch {
    return unreadable();
  }
  if (limit.isBroken || limit.entries > MAX_ENTRIES) return unreadable('too-large');
  return readWordParts({
    main: partOf(parts, MAIN_PART),
    numbering: partOf(parts, NUMBERING_PART),
    styles: partOf(parts, STYLES_PART),
  });
}

function partOf(parts: Readonly<Record<string, Uint8Array>>, name: RegExp): string | null {
  const bytes = Object.entries(parts).find(([path]) => name.test(path))?.[1];
  return bytes === undefined ? null : decodeText(bytes, null).text;
}

interface Limit {
  entries: number;
  isBroken: boolean;
  hasMain: boolean;
}

function isWanted(info: UnzipFileInfo, limit: Limit): boolean {
  limit.entries += 1;
  if (limit.entries > MAX_ENTRIES || limit.isBroken) return false;
  const isLarge =
    info.originalSize > MAX_ENTRY_BYTES ||
    (info.originalSize > HARMLESS_BYTES && info.originalSize > info.size * MAX_RATIO);
  if (MAIN_PART.test(info.name)) {
    // The first one is the document; hundreds of further ones would be unpacked for nothing.
    if (limit.hasMain) return false;
    limit.hasMain = true;
    limit.isBroken = isLarge;
    return !isLarge;
  }
  // Without its numbers a letter is still a letter.
  return !isLarge && (NUMBERING_PART.test(info.name) || STYLES_PART.test(info.name));
}
