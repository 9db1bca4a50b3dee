// What Word leaves when a document is pasted or exported: field codes, bookmarks, conditional comments.
// docs/field-notes.md §6; a letter put online from Word has `[bookmark: _GoBack]`.
const WORD_JUNK =
  /\[bookmark: {0,3}[^\]\r\n]{0,80}\]|\[endif\]|\[if [^\]\r\n]{0,60}\]|\b(?:HYPERLINK|PAGEREF|TOC|SEQ|REF|INCLUDEPICTURE|EMBED|MACROBUTTON|FORMTEXT)(?= {1,3}["\\A-Z_])(?: {1,3}(?:"[^"\r\n]{0,300}"|\\[a-z*@#](?: {1,2}"[^"\r\n]{0,80}")?|_[A-Za-z0-9]{1,40}|MERGEFORMAT\w{0,8}|[A-Z][A-Za-z]{1,20}\.[A-Za-z.0-9]{1,30})){1,8}|\\\* {0,2}MERGEFORMAT\w{0,8}/gu;

// GBK has no U+00A0: each one became `?`. Two or more in a row beside Chinese text are such blanks.
const LOST_BLANKS = /(?:^|(?<=[\u3000-\u9fff\uff00-\uffef”’…]))[ \t]{0,4}\?{2,}[? \t]{0,80}/gu;

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
  return text === line ? line : text.replaceAll(/ {2,}/gu, ' ').trim();
}

/** Every field code has a quote, a backslash or a bracket, but for embedded objects. */
function mayHaveJunk(text: string): boolean {
  return text.includes('[') || text.includes('"') || text.includes('\\') || text.includes('EMBED ');
}

/** Full-width marks where a line was written in Chinese with half-width ones. */
export function widenMarks(line: string): string {
  if (!HAS_HALF_WIDTH.test(line)) return line;
  return line.replaceAll(HALF_WIDTH, (mark) => FULL_WIDTH[mark] ?? mark);
}
