import BufferReader from 'word-extractor/lib/buffer-reader.js';
import WordOleExtractor, { type TextPiece } from 'word-extractor/lib/word-ole-extractor.js';

import { hiddenRanges, type ByteRange } from './doc-hidden.ts';
import { toDocumentText, unreadable, type DocumentText } from './document-text.ts';

// Ends of cells, and the marks around the code and the result of a field: what they part stays parted.
const KEPT = /[\u0007\u0013-\u0015]/u;

/** Reads a .doc of Word 97 to 2003. A broken one may hang: run this in a process that may be killed. */
export async function readDoc(bytes: Uint8Array): Promise<DocumentText> {
  try {
    const document = await createExtractor().extract(new BufferReader(Buffer.from(bytes)));
    // The default turns “ and ” into ASCII quotes: not what was written.
    const body = document.getBody({ filterUnicode: false });
    const boxes = document.getTextboxes({ filterUnicode: false, includeHeadersAndFooters: false });
    return toDocumentText(`${toRows(body)}\n${boxes}`);
  } catch {
    return unreadable();
  }
}

/** word-extractor knows of deleted text only; what is hidden is blanked in the same step, before texts are joined. */
function createExtractor(): WordOleExtractor {
  const extractor = new WordOleExtractor();
  const markDeleted = extractor.writeCharacterProperties.bind(extractor);
  extractor.writeCharacterProperties = (main, table) => {
    markDeleted(main, table);
    const { _pieces: pieces } = extractor;
    blank(pieces, hiddenRanges(main, table));
  };
  return extractor;
}

function blank(pieces: readonly TextPiece[], ranges: readonly ByteRange[]): void {
  if (ranges.length === 0) return;
  for (const piece of pieces) {
    const characters = piece.text.split('');
    for (const { from, to } of ranges) {
      const start = Math.max(0, Math.floor((from - piece.startFilePos) / piece.bpc));
      const end = Math.min(characters.length, Math.ceil((to - piece.startFilePos) / piece.bpc));
      for (let at = start; at < end; at += 1) characters[at] = blanked(characters[at] ?? '');
    }
    piece.text = characters.join('');
  }
}

function blanked(character: string): string {
  return KEPT.test(character) ? character : '\u0000';
}

/** A row of a table ends in a tab: `cell⇥cell⇥`. */
function toRows(body: string): string {
  return body
    .split('\n')
    .map((line) => (line.endsWith('\t') ? rowOf(line) : line))
    .join('\n');
}

function rowOf(line: string): string {
  return line
    .split('\t')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' | ');
}
