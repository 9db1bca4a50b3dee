// Copied from a PDF or an old editor, a text has its paragraphs cut into lines of one width. Pages print
// 20 to 60 characters a line; a letter whose longest line is that short is cut so, or has no paragraphs at all.
const MIN_WIDTH = 40;
const MAX_WIDTH = 120;
// Two blanks before a paragraph, and a mark that may not begin a line.
const SLACK = 6;
const MIN_FULL = 3;
const SENTENCE_END = /[。；！？：:;!?]["”’）)】》]?$/u;
const POINT =
  /^(?:[一二三四五六七八九十]{1,3}[、是要]|第[一二三四五六七八九十]{1,3}[，、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]|附件|联系|抄送)/u;
const ROW = /\s{2}|\t/u;

/** Joins the lines of a text that was cut at one width; any other text is given back as it is. */
export function unwrapLines(lines: readonly string[]): readonly string[] {
  const widths = lines.map((line) => widthOf(line));
  const widest = Math.max(0, ...widths);
  if (widest < MIN_WIDTH || widest > MAX_WIDTH) return lines;
  // Some editors count what a line is wide, some how many characters it has.
  const longest = Math.max(...lines.map((line) => line.length));
  const isCut = lines.map((line, at) => {
    const isFull = (widths[at] ?? 0) >= widest - SLACK || line.length >= longest - SLACK / 2;
    return isFull && !SENTENCE_END.test(line) && !ROW.test(line);
  });
  if (isCut.filter(Boolean).length < MIN_FULL) return lines;
  const paragraphs: string[] = [];
  lines.forEach((line, at) => {
    const goesOn = at > 0 && isCut[at - 1] === true && !POINT.test(line) && !ROW.test(line);
    if (goesOn) paragraphs.push(`${paragraphs.pop() ?? ''}${line}`);
    else paragraphs.push(line);
  });
  return paragraphs;
}

/** A Chinese character is as wide as two letters. */
function widthOf(line: string): number {
  let width = 0;
  for (const char of line) {
    width += (char.codePointAt(0) ?? 0) >= 0x2000 ? 2 : 1;
    if (width > MAX_WIDTH) return width;
  }
  return width;
}
