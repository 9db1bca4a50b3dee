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
  readonly now: Date;
}

/**
 * Whether letters may have passed between two visits: to its very end the list shows only what is news. It is kept with the one
 * found before, as what slides back onto the list later is none that was always there.
 */
export function findGap({ before, rows, waiting, foreign, now }: GapFacts): Gap | null {
  const gap = before?.gap ?? null;
  if (before === null || before.rowCount === 0 || before.lastSuccessAt === null) return gap;
  const { lastSuccessAt, horizon = null } = before;
  const left = new Set(waiting.filter(({ since }) => since <= lastSuccessAt).map(({ key }) => key));
  // What a visit that was cut short wrote down is younger than the last one that was not.
  const isNew = ({ key, known }: Row): boolean =>
    !left.has(key) && (known === null || foreign.has(key) || known.firstSeenAt > lastSuccessAt);
  if (rows.length === 0 || !rows.every(isNew)) return gap;
  const days = rows.flatMap(({ entry }) => entry.date ?? []).sort();
  const [oldest = null] = days;
  if (days.length === 0) return { from: null, to: null, at: now.toISOString() };
  // A row from before the horizon shows that the list reaches back to what was known.
  if (horizon === null || oldest === null || oldest < horizon) return gap;
  const from = gap?.from != null && gap.from < horizon ? gap.from : horizon;
  const to = gap?.to != null && gap.to > oldest ? gap.to : oldest;
  return { from, to, at: now.toISOString() };
}
