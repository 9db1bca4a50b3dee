import { unreadable, toDocumentText, type DocumentText } from './document-text.ts';
import { rtfText } from './rtf-text.ts';

/** Reads Rich Text Format, which is often saved under the name .doc. */
export function readRtf(bytes: Uint8Array): DocumentText {
  const text = rtfText(bytes);
  return text === '' ? unreadable() : toDocumentText(text);
}
