import type { MediaKind } from '../domain/page.ts';

/** What is known of a page besides its bytes; hints only. */
export interface KindHints {
  readonly url: string | null;
  readonly contentType: string | null;
}

const PDF_MAGIC = '%PDF-';
const OLE_MAGIC = '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1';
const ZIP_MAGIC = 'PK\u0003\u0004';
const RTF_MAGIC = /^(?:\u00ef\u00bb\u00bf)?\s{0,64}\{\\rtf/u;
/** Files of many parts, of which a Word document is one. */
const CONTAINERS: readonly string[] = [OLE_MAGIC, ZIP_MAGIC];
const HEAD = 96;
/** The first bytes of files that are named and linked but not read; each from the format's specification. */
const OTHER_MAGICS: readonly string[] = [
  ZIP_MAGIC,
  'PK\u0005\u0006',
  'Rar!\u001a\u0007',
  '7z\u00bc\u00af\u0027\u001c',
  '\u0089PNG\r\n',
  'GIF87a',
  'GIF89a',
  '\u00ff\u00d8\u00ff',
  'ID3',
  'OggS',
  'wOFF',
  'wOF2',
  '\u0000\u0000\u0001\u0000',
  '\u0000\u0001\u0000\u0000',
  'MZ\u0090\u0000',
];

/** True for Rich Text Format, which Word saves under the name .doc. */
export function isRtf(bytes: Uint8Array): boolean {
  return RTF_MAGIC.test(latin(bytes.subarray(0, HEAD)));
}

/** Whether it begins as a document file does, a Word document or PDF among others. Looks at its first bytes alone. */
export function startsLikeFile(bytes: Uint8Array): boolean {
  const head = latin(bytes.subarray(0, HEAD));
  return isPdf(head) || RTF_MAGIC.test(head) || CONTAINERS.some((magic) => head.startsWith(magic));
}

/** Recognizes by magic bytes what is not text; null when the bytes may be text. */
export function sniffBinary(bytes: Uint8Array): 'docx' | 'doc' | 'pdf' | 'other' | null {
  const head = latin(bytes.subarray(0, HEAD));
  if (isPdf(head)) return 'pdf';
  if (RTF_MAGIC.test(head)) return 'doc';
  if (head.startsWith(OLE_MAGIC))
    return hasText(bytes, 'WordDocument', 'utf16le') ? 'doc' : 'other';
  if (head.startsWith(ZIP_MAGIC) && hasText(bytes, 'word/document', 'latin1')) return 'docx';
  if (OTHER_MAGICS.some((magic) => head.startsWith(magic))) return 'other';
  return head.startsWith('ftyp', 4) || head.startsWith('WEBP', 8) ? 'other' : null;
}

/** Readers accept a PDF header anywhere in the first 1,024 bytes; but a page may quote one. */
function isPdf(head: string): boolean {
  return head.startsWith(PDF_MAGIC) || /^[\s\u0000\u00ef\u00bb\u00bf]{0,64}%PDF-/u.test(head);
}

const FRONT_MATTER = /^---[ \t]*\r?\n[\w-]{1,40}[ \t]*:/u;
// Word documents as one XML file: of Word 2003, a flat package, or the main part alone.
const WORD_ROOT = /^<(?:[\w.-]{1,20}:)?(?:(wordDocument)|package|document)(?=[\s>])/u;
const WORD_NAMESPACE =
  /\b(?:schemas\.microsoft\.com\/office\/2006\/xmlPackage|(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/(?:wordprocessingml\/2006\/main|wordprocessingml\/main))/u;
const XML_ROOT = /^<(?:rss|feed|rdf:RDF|datastore|urlset|sitemapindex)[\s>]/iu;
const HTML_START = /^<(?:!doctype\s+html|html|head|body)\b/iu;
const HTML_TAG =
  /<\/?(?:html|head|body|div|p|table|tr|td|span|meta|script|style|a|ul|li|br|font|h[1-6]|center|title)\b[^<>]{0,2000}>/giu;

/** True for a Word document that is one XML file. */
export function isWordXml(text: string): boolean {
  const root = skipInstructions(text.slice(0, 65_536));
  const match = WORD_ROOT.exec(root);
  if (match === null) return false;
  return match[1] !== undefined || WORD_NAMESPACE.test(root.slice(0, root.indexOf('>') + 1));
}

/** Judges decoded text: front matter, JSON, XML (a Word document or another), HTML, or else plain text. */
export function sniffText(text: string, hints: KindHints): MediaKind {
  const head = skipComments(text.slice(0, 65_536));
  if (FRONT_MATTER.test(head)) return 'markdown';
  if (HTML_START.test(head)) return 'html';
  if (isWordXml(head)) return 'docx';
  if (head.startsWith('<?xml')) return isXhtml(head) ? 'html' : 'xml';
  if (XML_ROOT.test(head)) return 'xml';
  if (isJson(text, head)) return 'json';
  if (isMarkdownHint(hints)) return 'markdown';
  return looksLikeHtml(head, hints) ? 'html' : 'text';
}

function skipComments(head: string): string {
  let rest = head.trimStart();
  while (rest.startsWith('<!--')) {
    const end = rest.indexOf('-->', 4);
    if (end < 0) return rest;
    rest = rest.slice(end + 3).trimStart();
  }
  return rest;
}

/** Past the comments and processing instructions before the root element. */
function skipInstructions(head: string): string {
  let rest = skipComments(head);
  while (rest.startsWith('<?')) {
    const end = rest.indexOf('?>');
    if (end < 0) return rest;
    rest = skipComments(rest.slice(end + 2));
  }
  return rest;
}

function isXhtml(head: string): boolean {
  return /<(?:!doctype\s+html|html)\b/iu.test(head.slice(0, 4096));
}

function isJson(text: string, head: string): boolean {
  if (!/^(?:\{\s*["}]|\[\s*[{["\]\d])/u.test(head)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // A cut answer is still no page.
    return /^[[{\s]{1,20}"[\w@$-]{1,60}"\s*:/u.test(head);
  }
}

function isMarkdownHint(hints: KindHints): boolean {
  const path = (hints.url ?? '').replace(/[?#].*$/su, '');
  return /\.(?:md|markdown)$/iu.test(path) || /\bmarkdown\b/iu.test(hints.contentType ?? '');
}

function looksLikeHtml(head: string, hints: KindHints): boolean {
  const tags = head.match(HTML_TAG)?.length ?? 0;
  if (head.startsWith('<') && tags > 0) return true;
  // A plain text may quote a tag or two; a fragment of a page is full of them.
  return tags >= 3 || (tags > 0 && /\bhtml\b/iu.test(hints.contentType ?? ''));
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** Where the part's name is in a container nobody can say: all of it is searched, a second for 20 MB, in a reader. */
function hasText(bytes: Uint8Array, text: string, encoding: 'latin1' | 'utf16le'): boolean {
  const needle = [...Buffer.from(text, encoding)];
  const [first = 0] = needle;
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (needle.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}
