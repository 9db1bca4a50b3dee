import { agencyOfLine } from '../text/agency-name.ts';
import { isSurrounding } from '../markup/containers.ts';
import { documentNumberOfLine } from '../letter/document-number.ts';
import type { Block, Box, PageBlocks } from '../markup/blocks.ts';
import { isSalutation } from '../letter/salutation.ts';
import type { BlockScores } from './score-blocks.ts';
import { weightTable } from '../text/rule-table.ts';

/** The blocks that make up the body's region, before its edges are trimmed. */
export interface BodyRegion {
  /** Indexes of blocks, in order. */
  readonly indexes: readonly number[];
  readonly first: number;
  readonly end: number;
}

const BY_HAND = 'set by hand on 55 pages and on composed ones: docs/field-notes.md §5';
// Points that it costs to continue beyond an element; rows and cells of tables are free.
const LIKE_DIV = 'parts texts on pages that use it as others use div; no marked page does';
const ON_REAL_PAGES =
  'parts two texts in neighbouring boxes on one of the 55 pages of docs/field-notes.md; no composed page has such';
const crossing = weightTable<string>('crossings', [
  { id: 'div', weight: 6, source: BY_HAND, keep: ON_REAL_PAGES },
  { id: 'section', weight: 6, source: BY_HAND, keep: LIKE_DIV },
  { id: 'article', weight: 6, source: BY_HAND, keep: LIKE_DIV },
  { id: 'form', weight: 6, source: BY_HAND, keep: LIKE_DIV },
  { id: 'table', weight: 5, source: BY_HAND, keep: LIKE_DIV },
  { id: 'main', weight: 6, source: BY_HAND, keep: LIKE_DIV },
  { id: 'ul', weight: 4, source: BY_HAND, keep: LIKE_DIV },
]);
const MAX_CROSSING = 60;
// A word or two between menus is not a body; the shortest sentence scores more.
const MIN_WORTH = 10;
const MAX_PARTING = 130;
const PARTING_SHARE = 0.25;
const FREE_CROSSING = 6;
// A signature or a salutation in an element of its own is worth little to the scorer, much to the letter.
const MAX_EXTENSION = 6;

/** Finds the run of blocks worth most, minus what it costs to leave containers; null when no run scores. */
export function findBody(tree: PageBlocks, scores: BlockScores): BodyRegion | null {
  const run = bestRun(tree.blocks, scores.values, tree.boxes.length > 1 ? MIN_WORTH : 0);
  if (run === null) return null;
  const first = extendBack(tree.blocks, scores, run.first);
  const end = extendOn(tree.blocks, scores, run.end);
  const indexes = keptBlocks(tree, scores, { first, end });
  return indexes.length === 0 ? null : { indexes, first, end };
}

interface Run {
  readonly first: number;
  readonly end: number;
}

/** Maximum-sum run in one pass (Kadane), so that a body split over siblings is still one run. */
function bestRun(blocks: readonly Block[], values: readonly number[], floor: number): Run | null {
  let best: Run | null = null;
  let bestSum = floor;
  let sum = 0;
  let first = 0;
  // The smallest box that holds the run so far: moving about inside it costs nothing.
  let home: Box | null = null;
  for (let at = 0; at < values.length; at += 1) {
    const box: Box | null = blocks[at]?.box ?? null;
    const shared: Box | null = sum > 0 ? sharedBox(home, box) : null;
    const going: number =
      sum > 0 ? sum - leavingCost(home, shared) - partingCost(home, shared, sum) : 0;
    if (going <= 0) first = at;
    home = going > 0 ? shared : box;
    sum = Math.max(going, 0) + (values[at] ?? 0);
    if (sum > bestSum) {
      bestSum = sum;
      best = { first, end: at + 1 };
    }
  }
  return best;
}

function sharedBox(one: Box | null, other: Box | null): Box | null {
  let [left, right] = [one, other];
  while (left !== right && left !== null && right !== null) {
    if (left.depth >= right.depth) left = left.parent;
    else right = right.parent;
  }
  return left === right ? left : null;
}

/** What it costs to leave boxes for a larger one; the first level is a paragraph next to a paragraph. */
function leavingCost(from: Box | null, to: Box | null): number {
  let cost = 0;
  for (let box = from; box !== to && box !== null; box = box.parent) cost += crossing(box.name);
  return Math.min(MAX_CROSSING, Math.max(0, cost - FREE_CROSSING));
}

/** What it costs, once, to leave a container of several paragraphs: the more it holds, the surer it is the body. */
function partingCost(from: Box | null, to: Box | null, sum: number): number {
  for (let box = from; box !== to && box !== null; box = box.parent) {
    const isContainer = crossing(box.name) > 0 || box.name === 'td';
    if (isContainer && box.end - box.first >= 3) return Math.min(MAX_PARTING, sum * PARTING_SHARE);
  }
  return 0;
}

/** Salutation and number right before the run. */
function extendBack(blocks: readonly Block[], scores: BlockScores, first: number): number {
  let start = first;
  for (let at = first - 1; at >= Math.max(0, first - MAX_EXTENSION); at -= 1) {
    const text = blocks[at]?.text ?? '';
    if (scores.furniture[at] !== null) break;
    if (isSalutation(text) || documentNumberOfLine(text) !== null) start = at;
  }
  return start;
}

/** Signature, date, copies and contacts right after the run. */
function extendOn(blocks: readonly Block[], scores: BlockScores, end: number): number {
  let last = end;
  for (let at = end; at < Math.min(blocks.length, end + MAX_EXTENSION); at += 1) {
    const block = blocks[at];
    const kind = scores.furniture[at] ?? null;
    if (block === undefined || (kind !== null && kind !== 'day')) break;
    if (block.linkLength > block.text.length * 0.5) break;
    const isDay = isDayBlock(blocks, scores, at);
    const isAgency = agencyOfLine(block.text) !== null;
    // Below a heading left open all lines are headings; the signature is known by its day.
    if (block.heading > 0 && !isDay && !(isAgency && isDayBlock(blocks, scores, at + 1))) break;
    const isFoot = /^[（(]?(?:抄送|联系人|此件)/u.test(block.text);
    if (!isDay && !isFoot && !isAgency) break;
    last = at + 1;
  }
  return last;
}

function isDayBlock(blocks: readonly Block[], scores: BlockScores, at: number): boolean {
  const text = blocks[at]?.text ?? '';
  return (
    scores.furniture[at] === 'day' || /^[\d〇○零一二三四五六七八九十]{4}年.{2,8}日$/u.test(text)
  );
}

/** The run's blocks without the boxes inside it that are furniture: share bars, related lists, second copies. */
function keptBlocks(tree: PageBlocks, scores: BlockScores, run: Run): number[] {
  const dropped = new Uint8Array(run.end - run.first);
  for (const box of tree.boxes) {
    if (box.first < run.first || box.end > run.end || box.end === box.first) continue;
    if (box.end - box.first === run.end - run.first || dropped[box.first - run.first] === 1)
      continue;
    if (isDropped(tree, scores, box)) dropped.fill(1, box.first - run.first, box.end - run.first);
  }
  const kept: number[] = [];
  for (let at = run.first; at < run.end; at += 1) if (dropped[at - run.first] !== 1) kept.push(at);
  return withoutCopies(tree.blocks, scores, kept);
}

/** When a good part of the run repeats itself it was printed twice; a line or two may recur in any text. */
function withoutCopies(blocks: readonly Block[], scores: BlockScores, kept: number[]): number[] {
  let copied = 0;
  let characters = 0;
  for (const at of kept) {
    const length = blocks[at]?.text.length ?? 0;
    characters += length;
    if (scores.isCopy[at] === true) copied += length;
  }
  if (copied < characters * 0.25) return kept;
  const seen = new Set<string>();
  return kept.filter((at) => {
    const text = blocks[at]?.text ?? '';
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function isDropped(tree: PageBlocks, scores: BlockScores, box: Box): boolean {
  let sum = 0;
  let characters = 0;
  let linked = 0;
  let links = 0;
  let copied = 0;
  let longest = 0;
  for (let at = box.first; at < box.end; at += 1) {
    const block = tree.blocks[at];
    if (block === undefined) continue;
    const value = scores.values[at] ?? 0;
    sum += value;
    longest = Math.max(longest, value);
    characters += block.text.length;
    linked += block.linkLength;
    links += block.links.length;
    if (scores.isCopy[at] === true) copied += block.text.length;
  }
  if (isSurrounding(box) && sum <= 0 && longest <= 60) return true;
  if (copied >= 80 && copied > characters * 0.7) return true;
  return sum < 0 && links >= 3 && linked > characters * 0.6;
}
