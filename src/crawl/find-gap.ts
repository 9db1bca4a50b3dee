import type { WaitingRow } from '../domain/backlog.ts';
import type { Gap, SourceState } from '../domain/source-state.ts';
import type { Row } from '../rows/row.ts';

/** What a visit met, and what was known before it. */
interface GapFacts {
  readonly before: SourceState | null;
  /** The rows of all list pages that it read. */
  readonly rows: readonly Row[];
  /** What the visits before left to read. */
  readonly waiting: readonly WaitingRow[];
  /** Keys of known rows that only other sources have seen. */
  readonly foreign: ReadonlySet<string>;
  /** A walk over older pages began on an earlier visit: what waits is mostly what it passed. */
  readonly hasBegun: boolean;
  readonly now: Date;
}

/**
 * Whether letters may have passed between two visits: to its very end the list shows only what is news. It is kept with the one
 * found before, as what slides back onto the list later is none that was always there.
 */
export function findGap(facts: GapFacts): Gap | null {
  const { before, rows, waiting, foreign, hasBegun, now } = facts;
  const gap = before?.gap ?? null;
  if (before === null || before.rowCount === 0 || before.lastSuccessAt === null) return gap;
  const { lastSuccessAt, horizon = null } = before;
  const isLeft = ({ since }: WaitingRow): boolean => !hasBegun && since <= lastSuccessAt;
  const left = new Set(waiting.filter(isLeft).map(({ key }) => key));
  const passed = new Set(hasBegun ? waiting.map(({ key }) => key) : []);
  // What a visit that was cut short wrote down is younger than the last one that was not.
  const isNew = ({ key, known }: Row): boolean =>
    passed.has(key) ||
    (!left.has(key) && (known === null || foreign.has(key) || known.firstSeenAt > lastSuccessAt));
  if (rows.length === 0 || !rows.every(isNew)) return gap;
  const days = rows.flatMap(({ entry }) => entry.date ?? []).sort();
  const [oldest = null] = days;
  // A column without days that shows nothing known over all its pages was rebuilt.
  if (days.length === 0 && hasBegun) return gap;
  if (days.length === 0) return { from: null, to: null, at: now.toISOString() };
  // A row from before the horizon shows that the list reaches back to what was known.
  if (horizon === null || oldest === null || oldest < horizon) return gap;
  const from = gap?.from != null && gap.from < horizon ? gap.from : horizon;
  const to = gap?.to != null && gap.to > oldest ? gap.to : oldest;
  return { from, to, at: now.toISOString() };
}
