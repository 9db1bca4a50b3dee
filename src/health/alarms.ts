import { DAY_MS } from '../base/clock.ts';
import type { SourceStatus, SourceState } from '../domain/source-state.ts';

/** What moderators should know of a source; one message for all, edited when it changes. */
export interface Alarm {
  readonly kind: 'stopped' | 'recovered' | 'redesigned';
  readonly sourceId: string;
  readonly status: SourceStatus;
  readonly reason: string | null;
  readonly since: string;
  /** When it last gave rows. */
  readonly lastSuccessAt: string | null;
  readonly failures: number;
  /** How many rows it used to give. */
  readonly rowsBefore: number;
}

const LONG_SILENCE_MS = 3 * DAY_MS;

// Visits in a row before a stop is announced: what passes by itself gets one more.
const VISITS_UNTIL_ALARM: Readonly<Record<string, number>> = {
  dns: 3,
  timeout: 3,
  connection: 3,
  malformed: 3,
  cut: 3,
  'server-error': 3,
  'rate-limited': 3,
};
const USUAL_VISITS_UNTIL_ALARM = 2;
const STOPPED: ReadonlySet<SourceStatus> = new Set(['unread', 'blocked', 'gone', 'empty', 'drift']);

/** Whether a source with this status gives no usable rows. */
export function isStoppedStatus(status: SourceStatus): boolean {
  return STOPPED.has(status);
}

/** Whether moderators must be informed that a source which used to give rows has stopped. */
export function isStopped(state: SourceState, now: Date): boolean {
  if (state.lastSuccessAt === null || !isStoppedStatus(state.status)) return false;
  const needed = VISITS_UNTIL_ALARM[state.reason ?? ''] ?? USUAL_VISITS_UNTIL_ALARM;
  if (state.consecutiveFailures >= needed) return true;
  // A paused host gets no requests, so its sources count by time.
  const silentMs = now.getTime() - Date.parse(state.lastSuccessAt);
  const blockedMs = now.getTime() - Date.parse(state.since);
  return state.status === 'blocked' && Math.min(silentMs, blockedMs) > LONG_SILENCE_MS;
}

/** The facts of an alarm; the words are the messenger's. */
export function toAlarm(kind: Alarm['kind'], state: SourceState, rowsBefore: number): Alarm {
  const { sourceId, status, reason, since, lastSuccessAt, consecutiveFailures } = state;
  return {
    kind,
    sourceId,
    status,
    reason,
    since,
    lastSuccessAt,
    failures: consecutiveFailures,
    rowsBefore,
  };
}
