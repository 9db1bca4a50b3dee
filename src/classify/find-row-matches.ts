import type { CompiledRow, MatrixWord } from './compile-matrix.ts';
import type { Hit } from './words.ts';

/** A place where a row of the matrix matches. */
export interface RowMatch {
  readonly row: CompiledRow;
  readonly at: number;
  readonly end: number;
  /** What was found: noun, act and the word that makes it a pupil's matter. */
  readonly words: string;
}

/** A sentence and the words of the matrix in it. */
export interface ReadSentence {
  readonly folded: string;
  readonly hits: readonly Hit<MatrixWord>[];
}

/** Whether a noun without a deciding word beside it is about pupils; the text as a whole decides. */
export type Presume = (row: CompiledRow) => boolean;

// A clause ends here; 作业、睡眠 are two things.
const BREAK = /[，、,：:]/u;
// Words further away do not count; a word of the same clause is nearer than any of the next.
const REACH = 40;
const NEXT_CLAUSE = 30;
// What qualifies a noun comes before it: 暑期托管资金 is not a trust, 校外培训机构教练 not training for coaches.
const REACH_BEHIND = 4;
// The schema of the vocabulary allows no longer ones.
const LONGEST_WORD = 20;

/** The rows that match in a sentence, each once. */
export function findRowMatches({ folded, hits }: ReadSentence, presume: Presume): RowMatch[] {
  const found = new Map<CompiledRow, RowMatch>();
  let telling: readonly Hit<MatrixWord>[] | null = null;
  for (const [index, noun] of hits.entries()) {
    for (const row of noun.word.nounOf) {
      if (found.has(row)) continue;
      const span = spanOf(row, index, { folded, hits });
      if (span === null) continue;
      telling ??= tellingHits(hits);
      const mark = markBeside(noun, row, { folded, hits: telling });
      if (mark === OTHER || (mark === null && !row.isAlone && !presume(row))) continue;
      const beside = mark === null || span.words.includes(mark) ? '' : `, beside ${mark}`;
      found.set(row, { row, at: span.at, end: span.end, words: `${span.words}${beside}` });
    }
  }
  return [...found.values()];
}

type Place = Pick<RowMatch, 'at' | 'end'>;

type Span = Omit<RowMatch, 'row'>;

/** A noun, by its place among the hits, with the nearest act of a row; null where the row needs an act and none is near. */
function spanOf(row: CompiledRow, index: number, { folded, hits }: ReadSentence): Span | null {
  const noun = hits[index];
  if (noun === undefined) return null;
  if (row.acts === null) return { at: noun.at, end: noun.end, words: noun.word.text };
  let best: Hit<MatrixWord> | null = null;
  let least = row.gap + 1;
  for (const act of hitsAround(hits, index, row.gap)) {
    if (!row.acts.has(act.word.text) || (row.isLed && act.at > noun.at)) continue;
    const gap = distance(noun, act);
    if (gap === null || gap >= least || BREAK.test(between(noun, act, folded))) continue;
    best = act;
    least = gap;
  }
  if (best === null) return null;
  const words = `${noun.word.text} × ${best.word.text}`;
  return { at: Math.min(noun.at, best.at), end: Math.max(noun.end, best.end), words };
}

/** The hits that may end or begin within some characters of one of them. */
function hitsAround(
  hits: readonly Hit<MatrixWord>[],
  index: number,
  reach: number,
): readonly Hit<MatrixWord>[] {
  const { at, end } = hits[index] ?? { at: 0, end: 0 };
  let first = index;
  let last = index;
  while ((hits[first - 1]?.at ?? -Infinity) >= at - reach - LONGEST_WORD) first -= 1;
  while ((hits[last + 1]?.at ?? Infinity) <= end + reach) last += 1;
  return hits.slice(first, last + 1);
}

/** Characters between two places; null where they overlap. */
function distance(one: Place, other: Place): number | null {
  const gap = Math.max(one.at, other.at) - Math.min(one.end, other.end);
  return gap < 0 ? null : gap;
}

function between(one: Place, other: Place, text: string): string {
  return text.slice(Math.min(one.end, other.end), Math.max(one.at, other.at));
}

const OTHER = Symbol('another meaning');

/** The word of `beside` nearest to the noun; `OTHER` where one of `unless` is nearer, null where neither is near. */
function markBeside(
  noun: Place,
  { beside, unless }: CompiledRow,
  { folded, hits }: ReadSentence,
): string | typeof OTHER | null {
  let mark: string | typeof OTHER | null = null;
  let least = REACH;
  for (const hit of hits) {
    const isOther = unless.has(hit.word.text);
    if (hit.at > noun.end + REACH) break;
    if (!isOther && !beside.has(hit.word.text)) continue;
    const gap = distance(noun, hit);
    // 作业人员: what the noun is part of decides.
    if (gap === null && isOther) return OTHER;
    if (isOther && hit.at - noun.end > REACH_BEHIND) continue;
    const isNextClause = BREAK.test(between(noun, hit, folded));
    const far = (gap ?? 0) + (isNextClause ? NEXT_CLAUSE : 0);
    // At the same distance the earlier word wins.
    if (far >= least) continue;
    mark = isOther ? OTHER : hit.word.text;
    least = far;
  }
  return mark;
}

/** The words that decide whether something is about pupils; those inside a word of another meaning do not count. */
export function tellingHits(hits: readonly Hit<MatrixWord>[]): Hit<MatrixWord>[] {
  let foreignEnd = 0;
  return hits.filter(({ word, end }) => {
    if (!word.isTelling || end <= foreignEnd) return false;
    if (word.isForeign) foreignEnd = end;
    return true;
  });
}
