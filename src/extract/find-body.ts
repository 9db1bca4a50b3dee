import { containerTrust } from './containers.ts';
import { fileType } from './file-type.ts';
import type { Box, PageTree } from './page-tree.ts';
import { isSurrounding } from './containers.ts';
import type { BlockScores } from './score-blocks.ts';

/** The blocks that make up the body's region, before its edges are trimmed. */
export interface BodyRegion {
  /** Indexes of blocks, in order. */
  readonly indexes: readonly number[];
  readonly first: number;
  readonly end: number;
  readonly isKnownContainer: boolean;
}

// Points for a known container. Strong is more than any sidebar holds, less than a letter:
// a body that stands outside its usual container still wins.
const BONUS = { strong: 500, weak: 60 } as const;
// A parent inherits the bonus minus this, so that it wins only by holding much more of the body;
// the parent of two containers (a body split over siblings) inherits all of it.
const BONUS_STEP = { strong: 200, weak: 40 } as const;

/** Chooses the box whose text, minus its furniture, is worth most; null when nothing speaks for any. */
export function findBody(tree: PageTree, scores: BlockScores): BodyRegion | null {
  const best = bestBox(tree, scores);
  if (best === null) return null;
  const { box } = best;
  const indexes = keptBlocks(tree, scores, box);
  if (indexes.length === 0) return null;
  return {
    indexes,
    first: box.first,
    end: box.end,
    isKnownContainer: containerTrust(box) !== null,
  };
}

function bestBox(tree: PageTree, scores: BlockScores): { readonly box: Box } | null {
  const bonuses = bonusOfBoxes(tree, scores);
  let best: Box | null = null;
  let bestScore = 0;
  for (const box of tree.boxes) {
    if (box.end === box.first || box.name === 'li' || box.name === 'a') continue;
    const score = sumOf(scores, box) + (bonuses.get(box) ?? 0);
    // Parents come first: on a tie the deeper box wins.
    if (score > 0 && (score >= bestScore || best === null)) {
      best = box;
      bestScore = score;
    }
  }
  return best === null ? null : { box: best };
}

function sumOf(scores: BlockScores, box: Box): number {
  return (scores.prefix[box.end] ?? 0) - (scores.prefix[box.first] ?? 0);
}

function bonusOfBoxes(tree: PageTree, scores: BlockScores): ReadonlyMap<Box, number> {
  const bonuses = new Map<Box, number>();
  const holders = new Map<Box, number>();
  for (let at = tree.boxes.length - 1; at >= 0; at -= 1) {
    const box = tree.boxes[at];
    if (box === undefined) continue;
    const trust = holdsAnything(tree, scores, box) ? containerTrust(box) : null;
    const own = trust === null ? 0 : BONUS[trust];
    const bonus = Math.max(own, bonuses.get(box) ?? 0);
    if (bonus === 0) continue;
    bonuses.set(box, bonus);
    const { parent } = box;
    if (parent === null) continue;
    const count = (holders.get(parent) ?? 0) + (own === BONUS.strong ? 1 : 0);
    holders.set(parent, count);
    const step = bonus > BONUS.weak ? BONUS_STEP.strong : BONUS_STEP.weak;
    const inherited = count > 1 ? bonus : bonus - step;
    bonuses.set(parent, Math.max(bonuses.get(parent) ?? 0, inherited));
  }
  return bonuses;
}

function holdsAnything(tree: PageTree, scores: BlockScores, box: Box): boolean {
  for (let at = box.first; at < box.end; at += 1) {
    if ((scores.values[at] ?? 0) > 0) return true;
    if (tree.blocks[at]?.links.some((link) => fileType(link.href) !== null)) return true;
  }
  return false;
}

/** The body's blocks without the boxes inside it that are furniture: share bars, related lists, second copies. */
function keptBlocks(tree: PageTree, scores: BlockScores, body: Box): number[] {
  const dropped = new Uint8Array(body.end - body.first);
  for (const box of tree.boxes) {
    if (box === body || box.first < body.first || box.end > body.end || box.end === box.first) {
      continue;
    }
    if (!isDropped(tree, scores, box)) continue;
    dropped.fill(1, box.first - body.first, box.end - body.first);
  }
  const seen = new Set<string>();
  const kept: number[] = [];
  for (let at = body.first; at < body.end; at += 1) {
    if (dropped[at - body.first] === 1) continue;
    const text = tree.blocks[at]?.text ?? '';
    if (text.length >= 20 && seen.has(text)) continue;
    seen.add(text);
    kept.push(at);
  }
  return kept;
}

function isDropped(tree: PageTree, scores: BlockScores, box: Box): boolean {
  const sum = sumOf(scores, box);
  if (isSurrounding(box) && sum <= 0 && !isWithinText(scores, box)) return true;
  if (sum >= 0) return isCopy(tree, scores, box);
  let characters = 0;
  let linked = 0;
  let links = 0;
  for (let at = box.first; at < box.end; at += 1) {
    const block = tree.blocks[at];
    if (block === undefined) continue;
    characters += block.text.length;
    linked += block.linkLength;
    links += block.links.length;
  }
  return links >= 3 && linked > characters * 0.6;
}

function isWithinText(scores: BlockScores, box: Box): boolean {
  for (let at = box.first; at < box.end; at += 1) if ((scores.values[at] ?? 0) > 60) return true;
  return false;
}

/** A box in which nearly all long lines were seen before. */
function isCopy(tree: PageTree, scores: BlockScores, box: Box): boolean {
  let copied = 0;
  let characters = 0;
  for (let at = box.first; at < box.end; at += 1) {
    const block = tree.blocks[at];
    if (block === undefined) continue;
    characters += block.text.length;
    if (scores.values[at] === 0 && block.heading === 0 && block.text.length >= 20) {
      copied += block.text.length;
    }
  }
  return copied >= 80 && copied > characters * 0.7;
}
