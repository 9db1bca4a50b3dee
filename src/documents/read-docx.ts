import { unzipSync } from 'fflate';
import type { UnzipFileInfo } from 'fflate';

import { toDocumentText, unreadable } from './document-text.ts';
import type { DocumentText } from './document-text.ts';
import { docxText } from './docx-text.ts';

const MAX_ENTRY_BYTES = 20 * 1024 * 1024;
const MAX_RATIO = 100;
const MAX_ENTRIES = 500;
// Small parts of repeated markup pack very well and harm nobody.
const HARMLESS_BYTES = 256 * 1024;
// Some writers use another number or the other slash.
const MAIN_PART = /^word[/\\]document\d*\.xml$/iu;

/** Reads a .docx: only its main part is unpacked, and only if its declared size is sane. */
export function readDocx(bytes: Uint8Array): DocumentText {
  const limit = { entries: 0, isBroken: false };
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, { filter: (info) => isWanted(info, limit) });
  } catch {
    return unreadable();
  }
  if (limit.isBroken || limit.entries > MAX_ENTRIES) return unreadable('too-large');
  const [main] = Object.values(parts);
  if (main === undefined) return unreadable();

  const xml = new TextDecoder(main[0] === 0xff ? 'utf-16le' : 'utf-8').decode(main);
  // A header that lies about the size stops the unpacking early: the end is missing.
  const isCut = !/<\/(?:\w{1,20}:)?document>\s*$/u.test(xml.slice(-400).replaceAll('\u0000', ''));
  return toDocumentText(docxText(xml), isCut ? ['truncated'] : []);
}

function isWanted(info: UnzipFileInfo, limit: { entries: number; isBroken: boolean }): boolean {
  limit.entries += 1;
  if (!MAIN_PART.test(info.name) || limit.entries > MAX_ENTRIES || limit.isBroken) return false;
  limit.isBroken =
    info.originalSize > MAX_ENTRY_BYTES ||
    (info.originalSize > HARMLESS_BYTES && info.originalSize > info.size * MAX_RATIO);
  return !limit.isBroken;
}
