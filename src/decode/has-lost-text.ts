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
// Figures survive it: a paragraph `?????15????8???`. Blanks that became question marks have words beside them.
const PIECE_END = /[<>\n]/u;
const FIGURES_AMONG_MARKS = /\?\d[\d.]{0,8}%?(?=\?)/gu;
const MIN_FIGURES = 3;
const MIN_PIECE_MARKS = 12;
// A font or a charset without some characters leaves a mark for each of them between the others. The mark first: what
// stands around it is looked at only where there is one.
const SCATTERED =
  /[?？□▯](?:(?=[\p{Script=Han}\d“《])(?<=[\p{Script=Han}\d”》、，。][?？□▯]{1,2})|(?<=\p{Script=Han}[?？□▯]))/gu;
const MIN_SCATTERED = 8;
const SCATTERED_SHARE = 0.02;
const MAX_QUESTION = 40;
// A question asks something; a box of a form stands beside what is ticked.
const ASKS =
  /[吗呢么何谁哪几怎咋啥吧嘛啊]|多[少久大长高远]|是否|能否|可否|有无|难道|(\p{Script=Han})[不没]\1|有没有|请问|问[:：]/u;
const BOX_BESIDE =
  /^(?:满意|基本满意|不满意|同意|不同意|是|否|有|无|男|女|其他|公开|已|未|[A-D]类?)|(?:满意|同意|是|否|有|无|男|女|其他|公开|解决|类)$/u;
const CODE_START = /<(?:script|style)\b|<!--/giu;

/** Whether a text lost characters: more than one in a hundred of those that people read, or nearly all. */
export function hasLostText(text: string): boolean {
  const isSuspect = text.includes('\ufffd') || text.includes(TWICE_LOST);
  const mayBeScattered = countScattered(text) >= MIN_SCATTERED;
  if (!isSuspect && !mayBeScattered && !text.includes('???')) return false;
  const shown = withoutCode(text);
  if (isQuestionMarks(shown) || (mayBeScattered && isScattered(shown))) return true;
  const lost = countOf(shown, '\ufffd') + 2 * countOf(shown, TWICE_LOST);
  if (lost < MIN_LOST) return false;
  const han = countHan(shown);
  return lost > (han > lost ? han + lost : shown.length) * DAMAGED_SHARE;
}

/** Whether words are question marks, and hardly any Chinese is left. */
function isQuestionMarks(text: string): boolean {
  let marks = 0;
  for (const [run] of text.matchAll(QUESTION_MARKS)) marks += run.length;
  if (marks < MIN_QUESTION_MARKS) return false;
  return marks > countHan(text) * 4 || figuresAmongMarks(text) >= MIN_FIGURES;
}

/** Figures in paragraphs of which nothing else is left. */
function figuresAmongMarks(text: string): number {
  const pieces = text
    .split(PIECE_END)
    .filter((piece) => countOf(piece, '?') >= MIN_PIECE_MARKS && countHan(piece) === 0);
  return pieces.reduce((sum, piece) => sum + (piece.match(FIGURES_AMONG_MARKS)?.length ?? 0), 0);
}

function countScattered(text: string): number {
  let count = 0;
  for (const found of text.matchAll(SCATTERED)) count += Number(found.index >= 0);
  return count;
}

/** Whether marks stand for characters all over a text: far more of them than it has questions and boxes to tick. */
function isScattered(text: string): boolean {
  let [lost, meant] = [0, 0];
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(SCATTERED)) {
    const start = Math.max(from, index - MAX_QUESTION);
    const before =
      text
        .slice(start, index)
        .split(/[。；！\n<>]/u)
        .at(-1) ?? '';
    const isMeant = /[□▯]/u.test(mark)
      ? BOX_BESIDE.test(text.slice(index + 1, index + 5)) || BOX_BESIDE.test(before)
      : ASKS.test(before);
    if (isMeant) meant += 1;
    else lost += 1;
    from = index + 1;
  }
  return lost >= MIN_SCATTERED && lost > meant * 2 && lost > countHan(text) * SCATTERED_SHARE;
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
