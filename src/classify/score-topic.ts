import type { Reason } from '../domain/verdict.ts';
import type { Topic } from '../domain/vocabulary.ts';
import type { CompiledRow } from './compile-matrix.ts';
import type { PlacedMatch } from './read-matrix.ts';

/** How much an article has to do with one topic. */
export interface TopicScore {
  readonly key: string;
  readonly relevance: Topic['relevance'];
  readonly score: number;
  readonly isNamed: boolean;
  /** Which sentences of the body are about it. */
  readonly sentences: readonly number[];
  readonly reasons: readonly Reason[];
}

// What the subject names counts as much as three mentions; the fourth mention of a row adds nothing.
const SUBJECT_FACTOR = 3;
const MENTION_CAP = 3;

/** Scores one topic by its rows that spoke: each by its weight, more when the subject names it. */
export function scoreTopic({ key, relevance }: Topic, seen: readonly PlacedMatch[]): TopicScore {
  const rows = scoreRows(seen);
  // Two names for one thing in a subject say it once.
  const subject = SUBJECT_FACTOR * Math.max(0, ...rows.map((row) => row.subject));
  const label = relevance === 'related' ? 'related' : 'adjacent';
  return {
    key,
    relevance,
    score: subject + rows.reduce((sum, row) => sum + row.body, 0),
    isNamed: rows.some((row) => row.subject > 0),
    sentences: [...new Set(seen.flatMap(({ sentence }) => sentence ?? []))],
    reasons: rows.map((row) => ({
      rule: `${key}: ${row.first.words}`,
      label,
      weight: row.body + SUBJECT_FACTOR * row.subject,
      text: row.first.text,
    })),
  };
}

interface RowScore {
  readonly first: PlacedMatch;
  readonly subject: number;
  readonly body: number;
}

/** What each row adds. A sentence counts once, for the strongest of the rows that match in it. */
function scoreRows(seen: readonly PlacedMatch[]): RowScore[] {
  const strongest = new Map<number | null, PlacedMatch>();
  for (const one of seen) {
    const known = strongest.get(one.sentence);
    if (known === undefined || one.row.weight > known.row.weight) strongest.set(one.sentence, one);
  }
  const byRow = new Map<CompiledRow, PlacedMatch[]>();
  for (const one of strongest.values()) byRow.set(one.row, [...(byRow.get(one.row) ?? []), one]);
  return Array.from(byRow, ([{ weight }, mentions]) => {
    const inBody = mentions.filter(({ sentence }) => sentence !== null).length;
    return {
      first: mentions.find(({ sentence }) => sentence === null) ?? mentions[0],
      subject: inBody < mentions.length ? weight : 0,
      body: weight * Math.min(inBody, MENTION_CAP),
    };
  }).flatMap(({ first, ...row }) => (first === undefined ? [] : [{ first, ...row }]));
}
