const HEAD = 4096;
/** Behind the end mark some programs leave blanks, a signature or a comment. */
const PDF_TAIL = 4096;
/** APPNOTE 4.3.16: 22 bytes and a comment of at most 65,535. */
const ZIP_TAIL = 65_557;
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
  if (head.startsWith('{\\rtf')) return !/\}\s*$/u.test(tailOf(bytes));
  if (JSON_START.test(head)) return hasOpenBracket(decode(bytes));
  const root = rootOf(head);
  return (
    root !== null && !latin1(bytes).replaceAll('\u0000', '').toLowerCase().includes(`</${root}`)
  );
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

function tailOf(bytes: Uint8Array): string {
  return latin1(bytes.subarray(-HEAD)).replaceAll('\u0000', '');
}

/** The element that must be closed at the end, in lower case; null for a part of a page and for plain text. */
function rootOf(head: string): string | null {
  const html = /<(html|body)(?=[\s>])/iu.exec(head)?.[1];
  if (html !== undefined) return html.toLowerCase();
  if (!/^<(?:\?xml|rss|feed|rdf:rdf|urlset)[\s>]/iu.test(head)) return null;
  const name = /<([a-z_][\w:.-]{0,60})(?=[\s>])/iu.exec(head)?.[1];
  return name?.toLowerCase() ?? null;
}

/** Whether a bracket or a string is open at the end, by the marks of JSON alone: other readers take what is almost JSON. */
function hasOpenBracket(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (isInString && char === '\\') at += 1;
    else if (char === '"') isInString = !isInString;
    else if (!isInString && (char === '{' || char === '[')) depth += 1;
    else if (!isInString && (char === '}' || char === ']')) depth -= 1;
  }
  return isInString || depth > 0;
}

/** In GB18030 half of a character may look like a bracket: it is read as what it is. The last character may be cut in two. */
function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  const lost = text.indexOf('\ufffd');
  const isUtf8 = lost < 0 || lost >= text.length - 1;
  return isUtf8 ? text : new TextDecoder('gb18030').decode(bytes);
}
