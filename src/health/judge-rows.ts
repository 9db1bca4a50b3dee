import type { SourceState } from '../domain/source-state.ts';
import type { RowsFinding } from './visit.ts';

/** What makes rows suspicious; the words stand in a source's state as its reason. */
export type Doubt = 'layout-changed' | 'no-known-row' | 'older-rows' | 'fewer-rows';

interface DoubtRule {
  readonly doubt: Doubt;
  readonly applies: (before: SourceState, rows: RowsFinding) => boolean;
}

// A list of five that loses two is alive; one of twenty that shows six is not the same list.
const MIN_USUAL_ROWS = 6;
const SHRUNK_SHARE = 1 / 3;
const AGREEING_SHARE = 1 / 2;

// The first that applies is shown. Signals of a silent rebuild: docs/field-notes.md §1.10.
const DOUBT_RULES: readonly DoubtRule[] = [
  {
    doubt: 'layout-changed',
    applies: ({ layout }, rows) =>
      layout !== null && rows.layout !== null && layout !== rows.layout,
  },
  {
    doubt: 'no-known-row',
    applies: ({ rowCount }, rows) => rowCount > 0 && rows.newRows >= rows.rows,
  },
  {
    doubt: 'older-rows',
    applies: ({ newestDate }, rows) =>
      newestDate !== null && rows.newestDate !== null && rows.newestDate < newestDate,
  },
  {
    doubt: 'fewer-rows',
    applies: ({ rowCount }, rows) =>
      rowCount >= MIN_USUAL_ROWS && rows.rows < rowCount * SHRUNK_SHARE,
  },
];

/** Why these rows should not count yet, or null. A source never read before has nothing to differ from. */
export function findDoubt(before: SourceState, rows: RowsFinding): Doubt | null {
  if (before.lastSuccessAt === null) return null;
  return DOUBT_RULES.find((rule) => rule.applies(before, rows))?.doubt ?? null;
}

/** Did the visit before show mostly the same rows? */
export function agreesWithCandidate(before: SourceState, rows: RowsFinding): boolean {
  const waiting = new Set(before.candidateRows ?? []);
  const smaller = Math.min(waiting.size, rows.rowKeys.length);
  if (smaller === 0) return false;
  const shared = rows.rowKeys.filter((key) => waiting.has(key)).length;
  return shared >= smaller * AGREEING_SHARE;
}
