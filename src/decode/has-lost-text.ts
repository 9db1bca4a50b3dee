import { countHan } from '../text/han.ts';

// A rare name or a picture sign that an editor lost is one character in some thousand; a wrong charset, or bytes cut
// between characters, cost one in three to fifty. Fewer than this many do not count.
const DAMAGED_SHARE = 0.01;
const MIN_LOST = 4;
// What two lost characters become when their UTF-8 is read as GBK.
const TWICE_LOST = '锟斤拷';
// A charset without Chinese saves each character as a question mark.
const QUESTION_MARKS = /\?{3,}/gu;
const MIN_QUESTION_MARKS = 30;
const CODE_START = /<(?:script|style)\b|<!--/giu;

/** Whether a text lost characters: more than one in a hundred of those that people read, or nearly all. */
export function hasLostText(text: string): boolean {
  const mayHaveLost = text.includes('\ufffd') || text.includes(TWICE_LOST);
  if (!mayHaveLost && !text.includes('???')) return false;
  const shown = withoutCode(text);
  if (isQuestionMarks(shown)) return true;
  const lost = countOf(shown, '\ufffd') + 2 * countOf(shown, TWICE_LOST);
  if (lost < MIN_LOST) return false;
  const han = countHan(shown);
  return lost > (han > lost ? han + lost : shown.length) * DAMAGED_SHARE;
}

/** Whether words are question marks, and hardly any Chinese is left. */
function isQuestionMarks(text: string): boolean {
  let marks = 0;
  for (const [run] of text.matchAll(QUESTION_MARKS)) marks += run.length;
  return marks >= MIN_QUESTION_MARKS && marks > countHan(text) * 4;
}

/** Comments of scripts are often in another charset than their page, and are not shown. */
function withoutCode(text: string): string {
  let shown = '';
  let at = 0;
  for (const start of text.matchAll(CODE_START)) {
    if (start.index < at) continue;
    shown += text.slice(at, start.index);
    const end = endOf(text, start[0].toLowerCase(), start.index);
    if (end === null) return shown;
    at = end;
  }
  return shown + text.slice(at);
}

function endOf(text: string, start: string, from: number): number | null {
  if (start === '<!--') {
    const end = text.indexOf('-->', from + 4);
    return end < 0 ? null : end + 3;
  }
  const close = start === '<style' ? /<\/style/giu : /<\/script/giu;
  close.lastIndex = from;
  return close.exec(text)?.index ?? null;
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}
