/** Text and how it was read. */
export interface DecodedText {
  readonly text: string;
  readonly charset: string;
  /** The last character was cut in two. */
  readonly isTruncated: boolean;
  /** Bytes that no charset could read. */
  readonly lostCharacters: number;
}

const LABEL = /(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([\w-]{2,20})/giu;
const BIG5_LABEL = /^(?:big5|big-5|big5-hkscs|x-x-big5|cn-big5)$/iu;
// Frequent in any Chinese text, and the same in both scripts.
const COMMON_HAN = /[的一是在不了有和人中大工作政府教育，。]/gu;

/**
 * Byte-order mark, then UTF-16 by its zeros, then strict UTF-8, then whichever of GB18030, UTF-8 and a
 * declared Big5 loses least. Labels may lie, bytes do not (docs/field-notes.md §4).
 */
export function decodeText(bytes: Uint8Array, contentType: string | null): DecodedText {
  const wide = utf16Label(bytes);
  if (wide !== null) return decodeAs(bytes, wide);
  return decodeStrictUtf8(bytes) ?? decodeByLeastLoss(bytes, contentType);
}

function utf16Label(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Word exports without a mark: markup, blanks and digits have a zero in each pair, always on one side.
  const end = Math.min(bytes.length, 4096) & ~1;
  const zeros = [0, 0];
  for (let index = 0; index < end; index += 1) {
    if (bytes[index] === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const enough = Math.max(2, end / 40);
  if (odd >= enough && even * 20 <= odd) return 'utf-16le';
  if (even >= enough && odd * 20 <= even) return 'utf-16be';
  return null;
}

function decodeAs(bytes: Uint8Array, charset: string): DecodedText {
  const text = new TextDecoder(charset).decode(bytes);
  return { text, charset, isTruncated: false, lostCharacters: countLost(text) };
}

function decodeStrictUtf8(bytes: Uint8Array): DecodedText | null {
  // An unfinished last character does not rule UTF-8 out.
  const tail = unfinishedBytes(bytes);
  try {
    const whole = bytes.subarray(0, bytes.length - tail);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(whole);
    return { text, charset: 'utf-8', isTruncated: tail > 0, lostCharacters: 0 };
  } catch {
    return null;
  }
}

/** How many bytes at the end begin a character that does not end. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < lengthByLead(byte) ? back : 0;
  }
  return 0;
}

function lengthByLead(byte: number): number {
  if (byte >= 0xf0) return 4;
  return byte >= 0xe0 ? 3 : 2;
}

function decodeByLeastLoss(bytes: Uint8Array, contentType: string | null): DecodedText {
  const utf8 = decodeAs(bytes, 'utf-8');
  // A UTF-8 page with a GBK footer: GBK text hardly ever forms three-byte characters by chance.
  if (countWideUtf8(utf8.text) > utf8.lostCharacters) return utf8;

  const gb18030 = decodeAs(bytes, 'gb18030');
  const best = utf8.lostCharacters < gb18030.lostCharacters ? utf8 : gb18030;
  if (!declaresBig5(bytes, contentType)) return best;
  const big5 = decodeAs(bytes, 'big5');
  if (big5.lostCharacters !== best.lostCharacters) {
    return big5.lostCharacters < best.lostCharacters ? big5 : best;
  }
  // Nearly every pair of GBK's first level is some pair of Big5: ask which reads like a language.
  return countCommon(big5.text) >= countCommon(best.text) ? big5 : best;
}

function declaresBig5(bytes: Uint8Array, contentType: string | null): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const labels = `${contentType ?? ''}\n${head}`.matchAll(LABEL);
  return Array.from(labels).some((match) => BIG5_LABEL.test(match[1] ?? ''));
}

function countLost(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count += 1;
  return count;
}

function countCommon(text: string): number {
  return text.match(COMMON_HAN)?.length ?? 0;
}

function countWideUtf8(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x3000 && code <= 0x9fff) count += 1;
  }
  return count;
}
