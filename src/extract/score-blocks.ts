import { containerTrust, isSurrounding } from '../markup/containers.ts';
import { fileType } from '../markup/file-type.ts';
import { furnitureKinds } from '../furniture/furniture.ts';
import type { Furniture } from '../furniture/furniture-rules.ts';
import { isLabelRow } from '../markup/metadata-labels.ts';
import type { Block, Box, PageBlocks } from '../markup/blocks.ts';
import { ruleTable, weightTable } from '../text/rule-table.ts';

/** What the scorer thinks of each block; the arrays run parallel to the tree's blocks. */
export interface BlockScores {
  readonly values: readonly number[];
  readonly furniture: readonly (Furniture | null)[];
  /** Long lines that occurred earlier on the page. */
  readonly isCopy: readonly boolean[];
}

// 上一篇, 相关链接, ICP: whatever follows is another document or the site's foot.
const END = -260;
const BY_HAND = 'set by hand on 55 pages and on composed ones: docs/field-notes.md §5';
// Strong is more than a sidebar holds and less than a letter: a body outside its usual container still wins.
const reward = weightTable('block-rewards', [
  { id: 'strong', weight: 400, source: BY_HAND },
  { id: 'weak', weight: 30, source: BY_HAND },
  { id: 'opening', weight: 250, source: BY_HAND },
  { id: 'below', weight: 40, source: BY_HAND },
] as const);
const OPENING = ruleTable('body-openings', [
  {
    id: 'words',
    match: ['收悉', '(?:答复|函复|函告|回复|意见|通知|公告|通报).{0,6}如下'],
    source: 'docs/field-notes.md §2.3 (4)',
  },
]);
// A longer paragraph does not score more.
const MAX_BLOCK_VALUE = 600;
// A surrounding by name that holds more than this share of the page's text is a wrapper with a bad name.
const MAX_SURROUNDING_SHARE = 0.6;
const SENTENCE_MARK = /[，。；：！？、,;]/u;

/** Values every block once: text of sentences counts for, links and furniture count against. */
export function scoreBlocks(tree: PageBlocks): BlockScores {
  const furniture = furnitureKinds(tree.blocks.map((block) => block.text));
  const values = tree.blocks.map((block, index) => valueOf(block, furniture[index] ?? null));
  const isCopy = dropCopies(tree.blocks, values);
  dropSurroundings(tree.boxes, values);
  discountListItems(tree, values);
  rewardContainers(tree, values);
  rewardOpenings(tree.blocks, values, furniture);
  return { values, furniture, isCopy };
}

function valueOf(block: Block, furniture: Furniture | null): number {
  const { length } = block.text;
  if (furniture === 'day') return 0;
  if (furniture === 'end' || furniture === 'foot') return END;
  if (furniture !== null) return -20 - Math.min(length, 60);
  if (block.links.length > 0 && block.linkLength > length * 0.5) return linkValue(block);
  if (block.cells.length > 0) return isLabelRow(block) ? -30 : Math.min(length, 120) * 0.5;
  if (block.heading > 0 && block.heading < 4) return 0;
  if (length >= 10 && SENTENCE_MARK.test(block.text))
    return Math.min(length, MAX_BLOCK_VALUE) - block.linkLength;
  return length >= 25 ? length * 0.3 : 2;
}

function linkValue(block: Block): number {
  if (block.links.every((link) => fileType(link.href) !== null)) return 1;
  return -Math.min(block.linkLength, 80) - 5;
}

/** A page printed twice (desktop and mobile) counts once, so that no run over both copies wins. */
function dropCopies(blocks: readonly Block[], values: number[]): boolean[] {
  const seen = new Set<string>();
  return blocks.map((block, index) => {
    const value = values[index] ?? 0;
    if (value <= 0) return false;
    const isSeen = seen.has(block.text);
    if (isSeen) values[index] = 0;
    seen.add(block.text);
    return isSeen && value >= 20;
  });
}

/** A summary below the link of a list item belongs to that link's article. */
function discountListItems(tree: PageBlocks, values: number[]): void {
  for (const box of tree.boxes) {
    if (box.name !== 'li' || box.end - box.first > 6) continue;
    let hasLink = false;
    for (let at = box.first; at < box.end; at += 1) hasLink ||= (values[at] ?? 0) < 0;
    if (!hasLink) continue;
    for (let at = box.first; at < box.end; at += 1) {
      const value = values[at] ?? 0;
      if (value > 0) values[at] = value * 0.2;
    }
  }
}

/** Two plain words first: most paragraphs hold neither. */
function isOpening(text: string): boolean {
  return (text.includes('收悉') || text.includes('如下')) && OPENING.test(text.slice(0, 300));
}

/** Documents open with set phrases, and right below the line with day and source. */
function rewardOpenings(
  blocks: readonly Block[],
  values: number[],
  furniture: readonly (Furniture | null)[],
): void {
  blocks.forEach((block, at) => {
    const value = values[at] ?? 0;
    if (value <= 0 || block.linkLength > 0) return;
    if (isOpening(block.text)) values[at] = value + reward('opening');
    else if (value >= 10 && isDateLine(blocks, furniture, at - 1))
      values[at] = value + reward('below');
  });
}

function isDateLine(
  blocks: readonly Block[],
  furniture: readonly (Furniture | null)[],
  at: number,
): boolean {
  return furniture[at] === 'about' && /20\d{2}/u.test(blocks[at]?.text ?? '');
}

/** The first block of worth in a known container carries the container's points; nested ones count once. */
function rewardContainers(tree: PageBlocks, values: number[]): void {
  let rewardedUntil = 0;
  for (const box of tree.boxes) {
    if (box.end === box.first) continue;
    const trust = box.end <= rewardedUntil ? null : containerTrust(box);
    if (trust === null) continue;
    const at = firstOfWorth(tree.blocks, values, box);
    if (at === null) continue;
    values[at] = Math.max(values[at] ?? 0, 0) + reward(trust);
    // A weak mark may wrap the whole page: strong ones inside it still count.
    if (trust === 'strong') rewardedUntil = box.end;
  }
}

function firstOfWorth(
  blocks: readonly Block[],
  values: readonly number[],
  box: Box,
): number | null {
  for (let at = box.first; at < box.end; at += 1) {
    if ((values[at] ?? 0) > 0 || hasFile(blocks[at])) return at;
  }
  return null;
}

function hasFile(block: Block | undefined): boolean {
  return block?.links.some((link) => fileType(link.href) !== null) ?? false;
}

function dropSurroundings(boxes: readonly Box[], values: number[]): void {
  const total = values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  let droppedUntil = 0;
  for (const box of boxes) {
    if (box.end === box.first || box.end <= droppedUntil || !isSurrounding(box)) continue;
    let held = 0;
    for (let at = box.first; at < box.end; at += 1) held += Math.max(values[at] ?? 0, 0);
    if (held > total * MAX_SURROUNDING_SHARE) continue;
    for (let at = box.first; at < box.end; at += 1) values[at] = Math.min(values[at] ?? 0, 0);
    droppedUntil = box.end;
  }
}
