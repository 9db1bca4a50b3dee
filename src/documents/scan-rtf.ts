/** One piece of RTF: a brace, a control word or symbol with its number, or one byte of text. */
export type RtfToken =
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'word'; readonly word: string; readonly value: number | null };

const OPEN: RtfToken = { kind: 'open' };
const CLOSE: RtfToken = { kind: 'close' };
const WORD = /\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?/uy;
const HEX = /^[\da-fA-F]{2}$/u;

/** Walks RTF from left to right; what is not RTF is skipped. */
export function* scanRtf(bytes: Uint8Array): Generator<RtfToken> {
  // In windows-1252 each byte is one character: places in the text are places in the bytes.
  const text = new TextDecoder('windows-1252').decode(bytes);
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x5c) {
      const { token, end } = controlAt(text, at);
      if (token !== null) yield token;
      // Raw bytes of a picture or an object.
      const isBinary = token?.kind === 'word' && token.word === 'bin';
      at = end + (isBinary ? Math.max(0, token.value ?? 0) : 0);
    } else {
      if (byte === 0x7b) yield OPEN;
      else if (byte === 0x7d) yield CLOSE;
      else if (byte >= 0x20) yield { kind: 'byte', byte };
      else if (byte === 0x09) yield { kind: 'word', word: 'tab', value: null };
      at += 1;
    }
  }
}

function controlAt(text: string, at: number): { token: RtfToken | null; end: number } {
  WORD.lastIndex = at;
  const match = WORD.exec(text);
  if (match !== null) {
    const [whole, word = '', digits] = match;
    const value = digits === undefined ? null : Number(digits);
    return { token: { kind: 'word', word, value }, end: at + whole.length };
  }
  const sign = text.charAt(at + 1);
  if (sign === "'") {
    const hex = text.slice(at + 2, at + 4);
    if (!HEX.test(hex)) return { token: null, end: at + 2 };
    return { token: { kind: 'byte', byte: Number.parseInt(hex, 16) }, end: at + 4 };
  }
  const end = at + 2;
  if (sign === '\\' || sign === '{' || sign === '}') {
    return { token: { kind: 'byte', byte: sign.charCodeAt(0) }, end };
  }
  if (sign === '\n' || sign === '\r')
    return { token: { kind: 'word', word: 'par', value: null }, end };
  return { token: { kind: 'word', word: sign, value: null }, end };
}
