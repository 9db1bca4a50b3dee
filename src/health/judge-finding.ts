import { DAY_MS } from '../base/clock.ts';
import type { FailureReason } from '../domain/fetch.ts';
import type { SourceStatus, SourceState } from '../domain/source-state.ts';
import { agreesWithCandidate, findDriftReason } from './judge-rows.ts';
import type { Finding, RowsFinding } from './visit.ts';

/** The result of judging one visit. */
export interface Judgement {
  readonly status: SourceStatus;
  readonly reason: string | null;
  readonly trust: 'rows' | 'hold';
  readonly counts: 'success' | 'failure' | 'nothing';
  /** A changed layout was seen twice and is the one to trust from now on. */
  readonly isRedesign: boolean;
  /** What becomes of the state, apart from status, counters and history. */
  readonly change: Partial<SourceState>;
}

type NoRowsFinding = Extract<Finding, { kind: 'no-rows' }>;

const QUIET_RHYTHMS = 4;
const MIN_QUIET_MS = 45 * DAY_MS;
const MAX_QUIET_MS = 400 * DAY_MS;
const USUAL_QUIET_MS = 180 * DAY_MS;
const NO_CHANGE = { trust: 'hold', counts: 'failure', isRedesign: false, change: {} } as const;

/** Judges one finding in the light of what the source was before. */
export function judgeFinding(before: SourceState, finding: Finding, now: Date): Judgement {
  switch (finding.kind) {
    case 'rows':
      return judgeRows(before, finding, now);
    case 'not-modified':
      return {
        ...NO_CHANGE,
        status: quietOrOk(before, now),
        reason: null,
        trust: 'rows',
        counts: 'success',
      };
    case 'no-rows':
      return { ...NO_CHANGE, ...judgeNoRows(before, finding) };
    case 'failure':
      return judgeFailure(before, finding.reason);
    default:
      return finding satisfies never;
  }
}

function judgeRows(before: SourceState, rows: RowsFinding, now: Date): Judgement {
  const drift = findDriftReason(before, rows);
  const fullAt = { lastFullFetchAt: now.toISOString() };
  if (drift !== null && !agreesWithCandidate(before, rows)) {
    const change = {
      ...fullAt,
      // Without validators the next visit gets the whole list again, and can agree.
      validators: null,
      candidateLayout: rows.layout,
      candidateRows: rows.rowKeys,
      candidateTitles: rows.titleKeys,
    };
    return { ...NO_CHANGE, status: 'drift', reason: drift, change };
  }
  const isFirst = before.lastSuccessAt === null;
  const lastNewEntryAt = findLastNew(before, rows, { isFirst, now });
  const change: Partial<SourceState> = {
    ...fullAt,
    validators: rows.validators,
    candidateLayout: null,
    candidateRows: [],
    candidateTitles: [],
    layout: rows.layout ?? before.layout,
    newestDate: rows.newestDate ?? before.newestDate,
    rowCount: rows.rows,
    lastNewEntryAt,
    ...(rows.rhythmMs === null ? {} : { rhythmMs: rows.rhythmMs }),
  };
  return {
    status: quietOrOk({ ...before, ...change }, now),
    reason: null,
    trust: 'rows',
    counts: 'success',
    isRedesign: drift === 'layout-changed',
    change,
  };
}

function findLastNew(
  before: SourceState,
  rows: RowsFinding,
  facts: { readonly isFirst: boolean; readonly now: Date },
): string | null {
  // All rows of a first visit are unknown, but their dates show how old they are.
  if (facts.isFirst && rows.newestDate !== null) return new Date(rows.newestDate).toISOString();
  return rows.newRows > 0 ? facts.now.toISOString() : before.lastNewEntryAt;
}

/** Longer without new rows than its rhythm explains? */
function quietOrOk(state: SourceState, now: Date): SourceStatus {
  const rhythm = state.rhythmMs;
  const bound =
    rhythm === undefined
      ? USUAL_QUIET_MS
      : Math.min(Math.max(rhythm * QUIET_RHYTHMS, MIN_QUIET_MS), MAX_QUIET_MS);
  const silentMs = now.getTime() - Date.parse(state.lastNewEntryAt ?? state.since);
  return silentMs > bound ? 'quiet' : 'ok';
}

function judgeNoRows(
  before: SourceState,
  finding: NoRowsFinding,
): Pick<Judgement, 'status' | 'reason'> {
  const { reason } = finding;
  if (reason === 'soft-404') return { status: 'gone', reason };
  // A notice of unknown kind comes in place of the column, like any other gate.
  if (finding.state === 'blocked' || reason === 'unreadable') {
    return { status: 'blocked', reason: reason ?? 'challenge' };
  }
  // Where rows used to be, a page without a list is a redesign.
  if (finding.state === 'no-list' && before.lastSuccessAt !== null) {
    return { status: 'drift', reason: reason ?? 'no-rows' };
  }
  return { status: 'empty', reason: reason ?? 'no-rows' };
}

function judgeFailure(before: SourceState, reason: FailureReason): Judgement {
  if (reason === 'gone') return { ...NO_CHANGE, status: 'gone', reason };
  // The bot's own daily budget does not change the source's status.
  if (reason === 'budget') {
    return { ...NO_CHANGE, status: before.status, reason: before.reason, counts: 'nothing' };
  }
  // Nor was the source requested when its host is paused; the reason of the pause is the better one to show.
  if (reason === 'paused-host') {
    const known = before.status === 'blocked' || before.status === 'gone';
    return {
      ...NO_CHANGE,
      status: known ? before.status : 'blocked',
      reason: known ? before.reason : reason,
      counts: 'nothing',
    };
  }
  return { ...NO_CHANGE, status: 'blocked', reason };
}
