/** Bytes read as UTF-8, and how well they did. */
export interface LossyText {
  /** With U+FFFD for each character that lost a byte. */
  readonly text: string;
  /** Whole characters of three or four bytes: Chinese ones and their marks. */
  readonly wide: number;
  /** Whole characters of two bytes. */
  readonly narrow: number;
  /** Characters of which bytes are missing. */
  readonly lost: number;
  /** Bytes that are out of place in UTF-8 although none is missing: this is not UTF-8. */
  readonly invalid: number;
}

const LOST = 0xff;
const QUESTION_MARK = 0x3f;

type Outcome = 'ascii' | Exclude<keyof LossyText, 'text'>;

interface Step {
  readonly char: string;
  readonly outcome: Outcome;
  readonly end: number;
}

/** Reads UTF-8 in which lost bytes were replaced by 0xFF or `?`. */
export function decodeLossy(bytes: readonly number[]): LossyText {
  const counts: Record<Outcome, number> = { ascii: 0, wide: 0, narrow: 0, lost: 0, invalid: 0 };
  const chars: string[] = [];
  for (let at = 0; at < bytes.length;) {
    const { char, outcome, end } = readOne(bytes, at);
    chars.push(char);
    counts[outcome] += 1;
    at = end;
  }
  return { ...counts, text: chars.join('') };
}

function readOne(bytes: readonly number[], at: number): Step {
  const lead = bytes[at] ?? 0;
  const size = sizeByLead(lead);
  if (size === 1) return { char: String.fromCodePoint(lead), outcome: 'ascii', end: at + 1 };
  if (size === 0) return readRest(bytes, at);
  let end = at + 1;
  while (end < at + size && isContinuation(bytes[end] ?? 0)) end += 1;
  if (end === at + size) {
    const char = codePointOf(bytes.slice(at, end));
    return { char, outcome: size === 2 ? 'narrow' : 'wide', end };
  }
  return isLossAt(bytes, end)
    ? { char: '\ufffd', outcome: 'lost', end: end + 1 }
    : { char: '\ufffd', outcome: 'invalid', end };
}

/** Bytes that begin no character: what a loss left of one, or no UTF-8 at all. */
function readRest(bytes: readonly number[], at: number): Step {
  let end = at + 1;
  while (end < bytes.length && sizeByLead(bytes[end] ?? 0) === 0) end += 1;
  const isLoss = bytes[at] === LOST || isLossAt(bytes, at - 1);
  return { char: '\ufffd', outcome: isLoss ? 'lost' : 'invalid', end };
}

/** Whether bytes were lost there; a text may also be cut at its ends. */
function isLossAt(bytes: readonly number[], at: number): boolean {
  const byte = bytes[at];
  return byte === undefined || byte === LOST || byte === QUESTION_MARK;
}

/** How many bytes a character has by its first one; 0 for a byte that begins none. */
function sizeByLead(byte: number): 0 | 1 | 2 | 3 | 4 {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

function isContinuation(byte: number): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}

function codePointOf(bytes: readonly number[]): string {
  const [lead = 0, ...rest] = bytes;
  const start = lead & (0x7f >> bytes.length);
  const code = rest.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), start);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    ? '\ufffd'
    : String.fromCodePoint(code);
}
