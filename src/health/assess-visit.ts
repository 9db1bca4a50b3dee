import type { SourceState, VisitRecord } from '../domain/source-state.ts';
import { isStopped, toAlarm, type Alarm } from './alarms.ts';
import { judgeFinding, type Judgement } from './judge-finding.ts';
import type { Visit } from './visit.ts';

/** What follows from one visit. */
export interface Assessment {
  /** To be stored once everything that the visit brought is queued. */
  readonly state: SourceState;
  /** `hold`: post nothing and mark nothing as known; the next visit decides. */
  readonly trust: 'rows' | 'hold';
  /** What moderators must be informed of, once; null for nothing. */
  readonly alarm: Alarm | null;
}

const MAX_HISTORY = 50;

/** A source before its first visit. */
export function newSourceState(sourceId: string, now: Date): SourceState {
  return {
    sourceId,
    status: 'new',
    reason: null,
    since: now.toISOString(),
    validators: null,
    lastFullFetchAt: null,
    lastVisitAt: null,
    lastSuccessAt: null,
    lastNewEntryAt: null,
    nextVisitAt: null,
    layout: null,
    candidateLayout: null,
    newestDate: null,
    rowCount: 0,
    consecutiveFailures: 0,
    history: [],
  };
}

/** Judges one visit: the source's status, whether its rows count, and whether moderators must be informed. */
export function assessVisit(state: SourceState | null, visit: Visit, now: Date): Assessment {
  const before = upTo(now, state ?? newSourceState(visit.sourceId, now));
  if (visit.finding.kind === 'failure' && visit.finding.reason === 'closed') {
    return { state: before, trust: 'hold', alarm: null };
  }
  const judgement = judgeFinding(before, visit.finding, now);
  const after = applyJudgement(before, judgement, now);
  const history = [toRecord(after, visit, judgement), ...before.history].slice(0, MAX_HISTORY);
  const { alarmedAt, ...calm } = { ...after, history };
  const alarm = decideAlarm(before, { after, judgement }, now);
  const isAlarmed = alarm?.kind === 'stopped' || (alarm === null && alarmedAt !== undefined);
  const alarmed = { ...calm, alarmedAt: alarmedAt ?? now.toISOString() };
  return { state: isAlarmed ? alarmed : calm, trust: judgement.trust, alarm };
}

/** Times that lie ahead were noted while the machine's clock was wrong: they count as now. */
function upTo(now: Date, state: SourceState): SourceState {
  const at = now.toISOString();
  const earlier = <T extends string | null>(time: T): T | string =>
    time !== null && time > at ? at : time;
  const { since, lastFullFetchAt, lastVisitAt, lastSuccessAt, lastNewEntryAt } = state;
  return {
    ...state,
    since: earlier(since),
    lastFullFetchAt: earlier(lastFullFetchAt),
    lastVisitAt: earlier(lastVisitAt),
    lastSuccessAt: earlier(lastSuccessAt),
    lastNewEntryAt: earlier(lastNewEntryAt),
  };
}

function applyJudgement(before: SourceState, judgement: Judgement, now: Date): SourceState {
  const at = now.toISOString();
  const { status, reason, counts } = judgement;
  const isSame = before.status === status && before.reason === reason;
  return {
    ...before,
    ...judgement.change,
    status,
    reason,
    since: isSame ? before.since : at,
    lastVisitAt: at,
    lastSuccessAt: counts === 'success' ? at : before.lastSuccessAt,
    consecutiveFailures: countFailures(before.consecutiveFailures, counts),
  };
}

function countFailures(before: number, counts: Judgement['counts']): number {
  if (counts === 'success') return 0;
  return counts === 'failure' ? before + 1 : before;
}

function toRecord(after: SourceState, visit: Visit, judgement: Judgement): VisitRecord {
  const { finding, ms } = visit;
  const rows = finding.kind === 'rows' ? finding : null;
  return {
    at: after.lastVisitAt ?? '',
    status: after.status,
    reason: finding.kind === 'failure' ? finding.reason : after.reason,
    rows: rows?.rows ?? 0,
    // Held rows are not new until a second visit agrees.
    newRows: judgement.trust === 'rows' ? (rows?.newRows ?? 0) : 0,
    newestDate: rows?.newestDate ?? null,
    ms,
  };
}

function decideAlarm(
  before: SourceState,
  visited: { readonly after: SourceState; readonly judgement: Judgement },
  now: Date,
): Alarm | null {
  const { after, judgement } = visited;
  if (judgement.counts === 'success' && before.alarmedAt !== undefined) {
    return toAlarm('recovered', after, before.rowCount);
  }
  if (judgement.isRedesign) return toAlarm('redesigned', after, before.rowCount);
  const isNews = before.alarmedAt === undefined && isStopped(after, now);
  return isNews ? toAlarm('stopped', after, before.rowCount) : null;
}
