import WordExtractor from 'word-extractor';

import { toDocumentText, unreadable, type DocumentText } from './document-text.ts';

/** Reads a .doc of Word 97 to 2003. A broken one may hang: run this in a worker. */
export async function readDoc(bytes: Uint8Array): Promise<DocumentText> {
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes));
    // The default turns “ and ” into ASCII quotes: not what was written.
    const body = document.getBody({ filterUnicode: false });
    const boxes = document.getTextboxes({ filterUnicode: false, includeHeadersAndFooters: false });
    return toDocumentText(`${toRows(body)}\n${boxes}`);
  } catch {
    return unreadable();
  }
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
