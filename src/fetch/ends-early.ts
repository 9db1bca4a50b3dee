import { isUtf8 as isUtf8Text } from 'node:buffer';

const HEAD = 4096;
/** Behind the end mark some programs leave blanks, a signature or a comment. */
const PDF_TAIL = 4096;
/** APPNOTE 4.3.16: 22 bytes and a comment of at most 65,535. */
const ZIP_TAIL = 65_557;
/** Behind its closed root a page may have what a counter or an intruder appended, never this much. */
const MARKUP_TAIL = 1_048_576;
/** To count the brackets of an answer of this size takes 20 ms; of a longer one the last mark is looked at. */
const MAX_COUNTED = 2_097_152;
const [QUOTE, BACKSLASH, BRACE, BRACKET] = [0x22, 0x5c, 0x7b, 0x5b];
const PDF = '%PDF-';
const ZIP = 'PK\u0003\u0004';
const JSON_START = /^(?:\{\s{0,20}["}]|\[\s{0,20}["[{\]\d])/u;
const ZIP_END = 'PK\u0005\u0006';

/**
 * Whether content says by itself that its end is missing: markup whose root is open, JSON whose brackets are, a PDF, Word or
 * RTF file without its last part. What has no end of its own (plain text, parts of a page, old Word files) never does.
 */
export function endsEarly(bytes: Uint8Array): boolean {
  const start = latin1(bytes.subarray(0, HEAD));
  if (start.startsWith(PDF)) return !latin1(bytes.subarray(-PDF_TAIL)).includes('%%EOF');
  if (start.startsWith(ZIP)) return !latin1(bytes.subarray(-ZIP_TAIL)).includes(ZIP_END);
  // UTF-16 is the same letters with zeros between them.
  const plain = start
    .replaceAll('\u0000', '')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/u, '');
  const head = plain.trimStart();
  if (head.startsWith('{\\rtf')) return !/\}\s*$/u.test(tailOf(bytes, HEAD));
  if (JSON_START.test(head)) {
    return bytes.length > MAX_COUNTED ? !endsWithCloserOf(head, bytes) : hasOpenBracket(bytes);
  }
  const root = rootOf(head);
  return root !== null && !tailOf(bytes, MARKUP_TAIL).toLowerCase().includes(`</${root}`);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function tailOf(bytes: Uint8Array, length: number): string {
  return latin1(bytes.subarray(-length)).replaceAll('\u0000', '');
}

/** The element that must be closed at the end, in lower case; null for a part of a page and for plain text. */
function rootOf(head: string): string | null {
  const html = /<(html|body)(?=[\s>])/iu.exec(head)?.[1];
  if (html !== undefined) return html.toLowerCase();
  if (!/^<(?:\?xml|rss|feed|rdf:rdf|urlset)[\s>]/iu.test(head)) return null;
  const name = /<([a-z_][\w:.-]{0,60})(?=[\s>])/iu.exec(head)?.[1];
  return name?.toLowerCase() ?? null;
}

/** Whether the last mark of JSON is the one that closes the first; cut behind such a one within, it passes for whole. */
function endsWithCloserOf(head: string, bytes: Uint8Array): boolean {
  const last = /["[\]{}][^"[\]{}]*$/u.exec(tailOf(bytes, HEAD))?.[0];
  return last?.startsWith(head.startsWith('{') ? '}' : ']') === true;
}

/** Whether a bracket or a string is open at the end, by the marks of JSON alone: other readers take what is almost JSON. */
function hasOpenBracket(bytes: Uint8Array): boolean {
  // In GB18030 the second half of a character may look like a mark, in UTF-8 none does. The last character may be cut in two.
  const isUtf8 = [0, 1, 2, 3].some((cut) => isUtf8Text(bytes.subarray(0, bytes.length - cut)));
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 0x80 && !isUtf8) at += 1;
    else if (isInString && byte === BACKSLASH) at += 1;
    else if (byte === QUOTE) isInString = !isInString;
    else if (!isInString && (byte === BRACE || byte === BRACKET)) depth += 1;
    else if (!isInString && (byte === BRACE + 2 || byte === BRACKET + 2)) depth -= 1;
  }
  return isInString || depth > 0;
}
