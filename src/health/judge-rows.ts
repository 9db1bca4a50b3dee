import type { SourceState } from '../domain/source-state.ts';
import type { RowsFinding } from './visit.ts';

/** What makes rows suspicious; the word becomes the reason in the source's state. */
export type DriftReason = 'layout-changed' | 'no-known-row' | 'older-rows' | 'fewer-rows';

interface DriftRule {
  readonly reason: DriftReason;
  readonly applies: (before: SourceState, rows: RowsFinding) => boolean;
}

// A list of five that loses two is alive; one of twenty that shows six is not the same list.
const MIN_USUAL_ROWS = 6;
const SHRUNK_SHARE = 1 / 3;
const AGREEING_SHARE = 1 / 2;

// The first that applies is shown. Signals of a silent rebuild: docs/field-notes.md §1.10.
const DRIFT_RULES: readonly DriftRule[] = [
  {
    reason: 'layout-changed',
    applies: ({ layout }, rows) =>
      layout !== null && rows.layout !== null && layout !== rows.layout,
  },
  {
    reason: 'no-known-row',
    applies: ({ rowCount }, rows) => rowCount > 0 && rows.newRows >= rows.rows,
  },
  {
    reason: 'older-rows',
    applies: ({ newestDate }, rows) =>
      newestDate !== null && rows.newestDate !== null && rows.newestDate < newestDate,
  },
  {
    reason: 'fewer-rows',
    applies: ({ rowCount }, rows) =>
      rowCount >= MIN_USUAL_ROWS && rows.rows < rowCount * SHRUNK_SHARE,
  },
];

/** Why these rows should not count yet, or null; a source that was never read has nothing to compare with. */
export function findDriftReason(before: SourceState, rows: RowsFinding): DriftReason | null {
  if (before.lastSuccessAt === null) return null;
  return DRIFT_RULES.find((rule) => rule.applies(before, rows))?.reason ?? null;
}

/** Did the visit before show mostly the same rows, by their addresses or by their titles? */
export function agreesWithCandidate(before: SourceState, rows: RowsFinding): boolean {
  const waiting = [before.candidateRows ?? [], before.candidateTitles ?? []];
  return [rows.rowKeys, rows.titleKeys].some((keys, kind) => isShared(keys, waiting[kind] ?? []));
}

function isShared(keys: readonly string[], waiting: readonly string[]): boolean {
  const known = new Set(waiting);
  const smaller = Math.min(known.size, keys.length);
  if (smaller === 0) return false;
  return keys.filter((key) => known.has(key)).length >= smaller * AGREEING_SHARE;
}
