import type { SourceCondition, SourceState } from '../domain/source-state.ts';

/** What moderators should know of a source; one message for all, edited when it changes. */
export interface Alarm {
  readonly kind: 'stopped' | 'recovered' | 'redesigned';
  readonly sourceId: string;
  readonly condition: SourceCondition;
  readonly reason: string | null;
  readonly since: string;
  /** When it last gave rows. */
  readonly lastSuccessAt: string | null;
  readonly troubles: number;
  /** How many rows it used to give. */
  readonly rowsBefore: number;
}

const dayMs = 86_400_000;
const longSilenceMs = 3 * dayMs;

// Visits in a row before a stop is announced: what passes by itself gets one more.
const visitsUntilAlarm: Readonly<Record<string, number>> = {
  dns: 3,
  timeout: 3,
  connection: 3,
  'server-error': 3,
  'rate-limited': 3,
};
const usualVisitsUntilAlarm = 2;
const stopped: ReadonlySet<SourceCondition> = new Set(['blocked', 'gone', 'empty', 'drift']);

/** Does a source in this condition give no rows that could be used? */
export function isStoppedCondition(condition: SourceCondition): boolean {
  return stopped.has(condition);
}

/** Is it time to tell moderators that a source which used to give rows has stopped? */
export function isStopped(state: SourceState, now: Date): boolean {
  if (state.lastSuccessAt === null || !isStoppedCondition(state.condition)) return false;
  const needed = visitsUntilAlarm[state.reason ?? ''] ?? usualVisitsUntilAlarm;
  if (state.consecutiveTroubles >= needed) return true;
  // A host that is paused is not asked, so its sources count by time.
  const silentMs = now.getTime() - Date.parse(state.lastSuccessAt);
  const blockedMs = now.getTime() - Date.parse(state.since);
  return state.condition === 'blocked' && Math.min(silentMs, blockedMs) > longSilenceMs;
}

/** The facts of an alarm; the words are the messenger's. */
export function toAlarm(kind: Alarm['kind'], state: SourceState, rowsBefore: number): Alarm {
  const { sourceId, condition, reason, since, lastSuccessAt, consecutiveTroubles } = state;
  return {
    kind,
    sourceId,
    condition,
    reason,
    since,
    lastSuccessAt,
    troubles: consecutiveTroubles,
    rowsBefore,
  };
}
