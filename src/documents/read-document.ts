import { expandGzip } from '../decode/gunzip.ts';
import { isRtf, isWordXml, sniffBinary } from '../decode/sniff-kind.ts';
import { decodeText } from '../decode/decode-text.ts';
import {
  MAX_FILE_BYTES,
  unreadable,
  type DocumentKind,
  type DocumentText,
} from './document-text.ts';

type ReadBytes = (bytes: Uint8Array) => DocumentText | Promise<DocumentText>;

/** The formats behind the names .docx, .doc and .pdf. */
type Format = DocumentKind | 'rtf' | 'word-xml';

// Enough to see the root element, which may declare thirty namespaces.
const HEAD_BYTES = 65_536;

const READERS: Readonly<Record<Format, () => Promise<ReadBytes>>> = {
  docx: async () => (await import('./read-docx.ts')).readDocx,
  doc: async () => (await import('./read-doc.ts')).readDoc,
  pdf: async () => (await import('./read-pdf.ts')).readPdf,
  rtf: async () => (await import('./read-rtf.ts')).readRtf,
  'word-xml': async () => (await import('./read-word-xml.ts')).readWordXml,
};

/** Reads one document by what its bytes are; the given kind counts only where the bytes do not decide. */
export async function readDocument(bytes: Uint8Array, kind: DocumentKind): Promise<DocumentText> {
  const expanded = expandGzip(bytes);
  if (expanded.bytes.length > MAX_FILE_BYTES) return unreadable('too-large');
  const format = formatOf(expanded.bytes) ?? kind;
  if (format === 'other') return unreadable('unsupported');
  // Each parser is loaded when first needed: pdf.js alone takes longer than most documents.
  const read = await READERS[format]();
  return read(expanded.bytes);
}

function formatOf(bytes: Uint8Array): Format | 'other' | null {
  if (isRtf(bytes)) return 'rtf';
  const head = bytes.subarray(0, HEAD_BYTES);
  return sniffBinary(bytes) ?? (isWordXml(decodeText(head, null).text) ? 'word-xml' : null);
}
