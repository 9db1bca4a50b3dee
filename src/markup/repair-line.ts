// What Word leaves when a document is pasted or exported: field codes, bookmarks, conditional comments.
// docs/field-notes.md §6; a letter put online from Word has `[bookmark: _GoBack]`.
const WORD_JUNK =
  /\[bookmark: {0,3}[^\]\r\n]{0,80}\]|\[endif\]|\[if [^\]\r\n]{0,60}\]|\b(?:HYPERLINK|PAGEREF|TOC|SEQ|REF|INCLUDEPICTURE|EMBED|MACROBUTTON|FORMTEXT)(?= {1,3}["\\A-Z_])(?: {1,3}(?:"[^"\r\n]{0,300}"|\\[a-z*@#](?: {1,2}"[^"\r\n]{0,80}")?|_[A-Za-z0-9]{1,40}|MERGEFORMAT\w{0,8}|[A-Z][A-Za-z]{1,20}\.[A-Za-z.0-9]{1,30})){1,8}|\\\* {0,2}MERGEFORMAT\w{0,8}/gu;

// GBK has no U+00A0: each one became `?`. Two or more in a row beside Chinese text are such blanks.
const LOST_BLANKS = /(?:^|(?<=[\u3000-\u9fff\uff00-\uffef”’…]))[ \t]{0,4}\?{2,}[? \t]{0,80}/gu;

// `<<` typed for 《, as keyboards without a Chinese layout have it.
const TYPED_QUOTES = /<<([^<>\r\n]{2,120})>>/gu;
// A justified line sets every digit apart; a decimal point is torn off its number.
const TORN_NUMBER =
  /(?<![\d.])\d(?: [\d.]){2,12}(?= ?[%年月日万亿])|\d+ \.\d+(?= ?[%万亿])|(?<=\D)\d+\. \d+(?= ?%)/gu;
// Blanks around numbers: on both sides, or before a unit. One alone may part two things.
const AIRY_NUMBER = /(?<=[\u4e00-\u9fff]) (\d[\d.,]{0,12}%?) (?=[\u4e00-\u9fff])/gu;
const AIRY_UNIT = /(?<=[^\s\d.]\s?\d[\d.,]{0,12}|^\d{4}) (?=[%年月日号万亿个名人所家次元项天])/gu;

const HALF_WIDTH = /(?<=[\u4e00-\u9fff”’》）】〉])[,;:!?](?=[\u4e00-\u9fff“‘《（【〈]|$)/gu;
const HAS_HALF_WIDTH = /[,;:!?]/u;
const FULL_WIDTH: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '!': '！',
  '?': '？',
};

/** Removes what tools left in one line: Word's field codes, lost blanks, half-width marks between Chinese. */
export function repairLine(line: string): string {
  let text = line;
  if (mayHaveJunk(text)) text = text.replaceAll(WORD_JUNK, ' ');
  if (text.includes('??')) text = text.replaceAll(LOST_BLANKS, ' ');
  if (text.includes('<<')) text = text.replaceAll(TYPED_QUOTES, '《$1》');
  return text === line ? line : text.replaceAll(/ {2,}/gu, ' ').trim();
}

/** Every field code has a quote, a backslash or a bracket, except embedded objects. */
function mayHaveJunk(text: string): boolean {
  return text.includes('[') || text.includes('"') || text.includes('\\') || text.includes('EMBED ');
}

/** Numbers without the blanks that editors set around and inside them. */
export function tightenNumbers(line: string): string {
  if (!line.includes(' ')) return line;
  return line
    .replaceAll(TORN_NUMBER, (number) => number.replaceAll(' ', ''))
    .replaceAll(AIRY_NUMBER, '$1')
    .replaceAll(AIRY_UNIT, '');
}

/** Full-width marks where a line was written in Chinese with half-width ones. */
export function widenMarks(line: string): string {
  if (!HAS_HALF_WIDTH.test(line)) return line;
  return line.replaceAll(HALF_WIDTH, (mark) => FULL_WIDTH[mark] ?? mark);
}
