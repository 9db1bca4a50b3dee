import { isSurrounding } from './containers.ts';
import { fileType } from './file-type.ts';
import { furnitureKind, type Furniture } from './furniture.ts';
import { isLabelRow } from './metadata-labels.ts';
import type { Block, Box, PageTree } from './page-tree.ts';

/** What the scorer thinks of each block; the arrays run parallel to the tree's blocks. */
export interface BlockScores {
  readonly values: readonly number[];
  readonly furniture: readonly (Furniture | null)[];
  /** `prefix[i]` is the sum of the values before block `i`. */
  readonly prefix: readonly number[];
}

// Beyond this a paragraph says nothing more about where the body is.
const MAX_BLOCK_VALUE = 600;
// A surrounding by name that holds more than this share of the page's text is a wrapper with a bad name.
const MAX_SURROUNDING_SHARE = 0.6;
const SENTENCE_MARK = /[，。；：！？、,;]/gu;

/** Values every block once: text of sentences counts for, links and furniture count against. */
export function scoreBlocks(tree: PageTree): BlockScores {
  const furniture = tree.blocks.map((block) => furnitureKind(block.text));
  const values = tree.blocks.map((block, index) => valueOf(block, furniture[index] ?? null));
  dropCopies(tree.blocks, values);
  dropSurroundings(tree.boxes, values);
  return { values, furniture, prefix: prefixSums(values) };
}

function prefixSums(values: readonly number[]): number[] {
  const prefix = [0];
  let sum = 0;
  for (const value of values) {
    sum += value;
    prefix.push(sum);
  }
  return prefix;
}

function valueOf(block: Block, furniture: Furniture | null): number {
  const { length } = block.text;
  if (furniture === 'day') return 0;
  if (furniture !== null) return -20 - Math.min(length, 60);
  if (block.links.length > 0 && block.linkLength > length * 0.5) return linkValue(block);
  if (block.cells.length > 0) return isLabelRow(block) ? -30 : Math.min(length, 120) * 0.5;
  if (block.heading > 0 && block.heading < 4) return 0;
  const marks = block.text.match(SENTENCE_MARK)?.length ?? 0;
  if (marks > 0 && length >= 10) return Math.min(length, MAX_BLOCK_VALUE) - block.linkLength;
  return length >= 25 ? length * 0.3 : 2;
}

function linkValue(block: Block): number {
  if (block.links.every((link) => fileType(link.href) !== null)) return 1;
  return -Math.min(block.linkLength, 80) - 5;
}

/** A page printed twice (desktop and mobile) counts once, so that no parent of both copies wins. */
function dropCopies(blocks: readonly Block[], values: number[]): void {
  const seen = new Set<string>();
  blocks.forEach((block, index) => {
    if ((values[index] ?? 0) < 20) return;
    if (seen.has(block.text)) values[index] = 0;
    else seen.add(block.text);
  });
}

function dropSurroundings(boxes: readonly Box[], values: number[]): void {
  const total = values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  let droppedUntil = 0;
  for (const box of boxes) {
    if (box.end <= droppedUntil || !isSurrounding(box)) continue;
    let held = 0;
    for (let at = box.first; at < box.end; at += 1) held += Math.max(values[at] ?? 0, 0);
    if (held > total * MAX_SURROUNDING_SHARE) continue;
    for (let at = box.first; at < box.end; at += 1) values[at] = Math.min(values[at] ?? 0, 0);
    droppedUntil = box.end;
  }
}
