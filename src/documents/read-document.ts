import { expandGzip } from '../decode/gunzip.ts';
import { sniffBinary } from '../decode/sniff-kind.ts';
import {
  MAX_FILE_BYTES,
  unreadable,
  type DocumentKind,
  type DocumentText,
} from './document-text.ts';

type ReadBytes = (bytes: Uint8Array) => DocumentText | Promise<DocumentText>;

const READERS: Readonly<Record<DocumentKind, () => Promise<ReadBytes>>> = {
  docx: async () => (await import('./read-docx.ts')).readDocx,
  doc: async () => (await import('./read-doc.ts')).readDoc,
  pdf: async () => (await import('./read-pdf.ts')).readPdf,
};

/** Reads one document by what its bytes are; the name only counts when the bytes do not tell. */
export async function readDocument(bytes: Uint8Array, kind: DocumentKind): Promise<DocumentText> {
  const expanded = expandGzip(bytes);
  if (expanded.bytes.length > MAX_FILE_BYTES) return unreadable('too-large');
  const sniffed = sniffBinary(expanded.bytes);
  if (sniffed === 'other') return unreadable('unsupported');
  // Each parser is loaded when first needed: pdf.js alone takes longer than most documents.
  const read = await READERS[sniffed ?? kind]();
  return read(expanded.bytes);
}
