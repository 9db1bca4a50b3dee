import { bareText } from '../text/han.ts';
import { documentNumberOfLine } from '../letter/document-number.ts';
import type { BodyRegion } from './find-body.ts';
import type { Furniture } from '../furniture/furniture-rules.ts';
import { fieldOfLabel, isLabelRow } from '../markup/metadata-labels.ts';
import type { Block, PageBlocks } from '../markup/blocks.ts';
import { isSalutation } from '../letter/salutation.ts';
import { letterLength } from '../letter/signature.ts';
import { isTornPart } from '../text/torn-date.ts';
import type { BlockScores } from './score-blocks.ts';

const MAX_HEAD_LINES = 40;
// Between two lines of furniture at the head there are at most so many short lines of unlisted furniture.
const MAX_HEAD_GAP = 3;
// A welcome or a hint for readers may be above the title; a longer text is the document's.
const MAX_BEFORE_TITLE = 100;
const MAX_TAIL_LINES = 60;

/** The indexes of the blocks that are the document's own text: title, furniture and labels cut off both ends. */
export function trimBody(input: {
  readonly tree: PageBlocks;
  readonly scores: BlockScores;
  readonly region: BodyRegion;
  readonly title: string;
  /** Blocks in which labels of the disclosure block or the source line were read. */
  readonly labelled: ReadonlySet<number>;
}): readonly number[] {
  const { tree, scores, region, title, labelled } = input;
  const lines = region.indexes.map((index) => ({
    index,
    block: tree.blocks[index],
    furniture: scores.furniture[index] ?? (labelled.has(index) ? 'about' : null),
  }));
  const texts = lines.flatMap((line) =>
    line.block === undefined ? [] : [{ ...line, block: line.block }],
  );
  const start = headEnd(texts, title);
  const numbers = texts
    .slice(0, start)
    .filter((line, at) => isOwnNumber(line.block, texts[at - 1]?.block ?? null));
  const end = tailStart(texts, start);
  const own = texts.slice(start, end).filter((line) => !isRemoved(line));
  // Below the signature a letter has only copies, contacts and annexes.
  const length = letterLength(own.map((line) => line.block.text)) ?? own.length;
  const kept = own.slice(0, length);
  return [...numbers, ...kept].map((line) => line.index);
}

/** The letter's own 发文字号 above its title; the value of a label is none of its text. */
function isOwnNumber(block: Block, before: Block | null): boolean {
  if (documentNumberOfLine(block.text) === null || isLabelled(block)) return false;
  return before === null || fieldOfLabel(before.text) === null;
}

interface Line {
  readonly index: number;
  readonly block: Block;
  readonly furniture: Furniture | null;
}

/** Furniture in any place. */
function isRemoved(line: Line): boolean {
  if (line.furniture === 'tool' || line.furniture === 'crumb') return true;
  return line.furniture === 'end' && line.block.text.length < 40 && line.block.links.length > 0;
}

function headEnd(lines: readonly Line[], title: string): number {
  const wanted = bareText(title);
  let start = titleEnd(lines, wanted);
  for (let at = start; at < Math.min(lines.length, start + MAX_HEAD_LINES); at += 1) {
    const line = lines[at];
    // Some pages print the title in the disclosure block and once more above the text.
    const again = titleLines(lines, at, wanted);
    if (again > 0) {
      start = at + again;
      at = start - 1;
      continue;
    }
    if (line === undefined || isContent(line)) break;
    if (isHeadLine(line)) start = at + 1;
    else if (at - start >= MAX_HEAD_GAP) break;
  }
  return start;
}

/** A paragraph of sentences, a salutation, a heading of the text: the letter has begun. */
function isContent(line: Line): boolean {
  const { text } = line.block;
  if (isHeadLine(line)) return false;
  return (
    text.length > 60 ||
    /[。；]$/u.test(text) ||
    /[:：]$/u.test(text) ||
    /^[一二三四五六七八九十]{1,3}、/u.test(text)
  );
}

function isHeadLine(line: Line): boolean {
  return line.furniture !== null || isTornPart(line.block.text) || isLabelled(line.block);
}

function isLabelled(block: Block): boolean {
  if (isLabelRow(block)) return true;
  const { text } = block;
  if (text.length > 200) return false;
  const colon = text.search(/[:：∶]/u);
  return fieldOfLabel(colon < 0 ? text : text.slice(0, colon)) !== null;
}

/** Index after the title's last line, or 0 when the region does not print it. */
function titleEnd(lines: readonly Line[], wanted: string): number {
  if (wanted.length < 4) return 0;
  let before = 0;
  for (let at = 0; at < Math.min(lines.length, MAX_HEAD_LINES); at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const length = titleLines(lines, at, wanted);
    if (length > 0) return at + length;
    if (isSalutation(line.block.text)) break;
    if (line.furniture === null && line.block.text.includes('。')) before += line.block.text.length;
    if (before > MAX_BEFORE_TITLE) break;
  }
  return 0;
}

/** How many lines from `from` on make up the title, or its end where the region begins inside it; 0 when they do not. */
function titleLines(lines: readonly Line[], from: number, wanted: string): number {
  if (wanted.length < 4) return 0;
  let joined = '';
  for (let count = 1; count <= 4; count += 1) {
    joined += bareText(lines[from + count - 1]?.block.text ?? '');
    const isWhole = joined.endsWith(wanted) && joined.length < wanted.length + 8;
    const isEnd = from === 0 && joined.length >= 6 && wanted.endsWith(joined);
    if (isWhole || isEnd) return count;
    if (!wanted.startsWith(joined) || joined === '') return 0;
  }
  return 0;
}

/** Index of the first line that belongs to the page's foot. */
function tailStart(lines: readonly Line[], start: number): number {
  let end = lines.length;
  const from = Math.max(start, lines.length - MAX_TAIL_LINES);
  for (let at = from; at < lines.length; at += 1) {
    const kind = lines[at]?.furniture;
    if ((kind === 'end' || kind === 'foot') && isFootFrom(lines, at)) {
      end = at;
      break;
    }
  }
  while (end > start && isTailLine(lines[end - 1])) end -= 1;
  return end;
}

/** After the mark nothing but short lines, links and furniture. */
function isFootFrom(lines: readonly Line[], at: number): boolean {
  let content = 0;
  for (const line of lines.slice(at + 1)) {
    const isSentence = /。/u.test(line.block.text) && line.furniture === null;
    if (isSentence && line.block.linkLength < line.block.text.length * 0.5) {
      content += line.block.text.length;
    }
  }
  return content < 120;
}

function isTailLine(line: Line | undefined): boolean {
  if (line === undefined) return false;
  return (
    (line.furniture !== null && line.furniture !== 'day') || isLabelWithoutValue(line.block.text)
  );
}

function isLabelWithoutValue(text: string): boolean {
  return /^(?:附件(?:下载|列表)?|相关附件|打印|分享)[:：]?$/u.test(text.replaceAll(/\s+/gu, ''));
}
