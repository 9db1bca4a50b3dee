/** A text with every kind of digit as an ASCII one. */
export interface PlainDigits {
  readonly plain: string;
  /** The place in the given text of a place in `plain`. */
  readonly placeOf: (at: number) => number;
}

// Digits of all scripts, in circles and brackets, full-width letters and signs; what parts a number without being seen.
const OTHER = /[\p{Nd}\p{No}Ａ-Ｚａ-ｚ．＠＃＊＿＋／～｜]|[\u00ad\u200b-\u200f\u2060\ufeff]/gu;
const UNSEEN = /^[\u00ad\u200b-\u200f\u2060\ufeff]$/u;
/** By their value: 〇 is zero. */
const NUMERALS = [
  '〇零○',
  '一壹幺',
  '二贰两',
  '三叁',
  '四肆',
  '五伍',
  '六陆',
  '七柒',
  '八捌',
  '九玖',
];
// A number in words has no 十 or 百 in it, and a figure in words no seven digits in a row: 幺三八 一二三四 五六七八.
const NUMERAL = '[0-9〇零○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]';
const SPOKEN = new RegExp(
  `${NUMERAL}{7,24}|${NUMERAL}{2,4}(?:[-－—–·.\\s，,、/]{1,2}${NUMERAL}{2,8}){1,4}|${NUMERAL}(?:[ 　]${NUMERAL}){6,24}`,
  'gu',
);
const LEAST = 7;

/** Full-width, Chinese, circled and foreign digits as ASCII ones, and nothing unseen between them. */
export function plainDigits(text: string): PlainDigits {
  const { plain, placeOf } = withAscii(text);
  if (
    !/[〇零○一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]{2}|[〇零一二三四五六七八九] /u.test(plain)
  ) {
    return { plain, placeOf };
  }
  return { plain: plain.replaceAll(SPOKEN, spokenDigits), placeOf };
}

/** One character for one: places stay. */
function spokenDigits(run: string): string {
  const digits = Array.from(run, digitOf);
  return digits.filter((char) => /\d/u.test(char)).length < LEAST ? run : digits.join('');
}

function digitOf(char: string): string {
  const value = NUMERALS.findIndex((row) => row.includes(char));
  return value < 0 ? char : String(value);
}

function withAscii(text: string): PlainDigits {
  if (text.search(NOT_ASCII) < 0) return { plain: text, placeOf: same };
  const places: number[] = [];
  let plain = '';
  let from = 0;
  const take = (to: number): void => {
    for (let at = from; at < to; at += 1) places.push(at);
    plain += text.slice(from, to);
  };
  for (const { 0: char, index } of text.matchAll(OTHER)) {
    take(index);
    const ascii = asciiOf(char);
    for (let at = 0; at < ascii.length; at += 1) places.push(index);
    plain += ascii;
    from = index + char.length;
  }
  take(text.length);
  return { plain, placeOf: (at) => places[at] ?? text.length };
}

const NOT_ASCII = new RegExp(`(?![0-9])(?:${OTHER.source})`, 'u');

function same(at: number): number {
  return at;
}

function asciiOf(char: string): string {
  if (UNSEEN.test(char)) return '';
  const wide = char.normalize('NFKC');
  if (/^[ -~]+$/u.test(wide)) return /\d/u.test(wide) ? wide.replaceAll(/[().]/gu, '') : wide;
  return /^\p{Nd}$/u.test(char) ? String(valueOf(char)) : char;
}

/** Unicode keeps ten digits of a script in order, from zero on. */
function valueOf(char: string): number {
  let code = char.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(code - 1))) {
    code -= 1;
    value += 1;
  }
  return value;
}
