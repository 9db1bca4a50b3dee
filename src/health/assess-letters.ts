import { DAY_MS } from '../base/clock.ts';
import type { Waiting } from '../domain/backlog.ts';
import type { SourceState } from '../domain/source-state.ts';
import { toAlarm } from './alarms.ts';
import type { Assessment } from './assess-visit.ts';

/** What reading the letters of a visit brought. */
export interface LettersRead {
  readonly waiting: Waiting;
  /** At least one was read, whatever it was. */
  readonly hasRead: boolean;
}

// One letter may be broken by itself; two that fail for a day, or one for three, while none could be read.
const SEVERAL = 2;
const SEVERAL_MS = DAY_MS;
const ONE_MS = 3 * DAY_MS;

/**
 * A source whose list is well and whose letters cannot be read is `unread`: nothing comes from it. `before` is its state before
 * the visit that was assessed.
 */
export function assessLetters(
  before: SourceState | null,
  { state, trust, alarm }: Assessment,
  { waiting, hasRead, now }: LettersRead & { readonly now: Date },
): Assessment {
  const read = hasRead ? { lastReadAt: now.toISOString() } : {};
  const after: SourceState = { ...state, ...read };
  const isWell = state.status === 'ok' || state.status === 'quiet';
  if (!isWell || !isUnread(after, waiting, now)) return { state: after, trust, alarm };
  const wasUnread = before?.status === 'unread';
  const unread: SourceState = {
    ...after,
    status: 'unread',
    reason: waiting.reason,
    since: wasUnread ? before.since : now.toISOString(),
    alarmedAt: before?.alarmedAt ?? now.toISOString(),
  };
  const isTold = wasUnread && before.alarmedAt !== undefined;
  return {
    state: unread,
    trust,
    alarm: isTold ? null : toAlarm('stopped', unread, after.rowCount),
  };
}

function isUnread({ lastReadAt }: SourceState, waiting: Waiting, now: Date): boolean {
  const { failing, since } = waiting;
  if (failing === 0 || since === null) return false;
  if (lastReadAt !== undefined && lastReadAt > since) return false;
  const failingMs = now.getTime() - Date.parse(since);
  return failingMs > (failing >= SEVERAL ? SEVERAL_MS : ONE_MS);
}
