import { createHash } from 'node:crypto';

import { DAY_MS, HOUR_MS, shanghaiDay } from '../base/clock.ts';
import type { SourceStatus, SourceState } from '../domain/source-state.ts';
import { nextOfficeTime } from './office-hours.ts';

/** The operator's bounds for the time between two visits to one source. */
export interface VisitBounds {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
}

const MAX_PAUSE_MS = 7 * DAY_MS;
/** The longest pause, stretched. */
const MAX_WAIT_MS = 8 * DAY_MS;
// Six looks per usual gap between new rows; more in the days after something new came.
const VISITS_PER_RHYTHM = 6;
const BURST_MS = 3 * DAY_MS;
// Replies are published from July to January, after the sessions of early spring.
const QUIET_MONTHS: ReadonlySet<number> = new Set([2, 3, 4, 5, 6]);
const SPREAD = 0.2;
const openingSpreadMs = HOUR_MS;

// Visited again with growing pauses; drift needs its second visit soon.
const PAUSING: ReadonlySet<SourceStatus> = new Set(['blocked', 'gone', 'empty']);

/** When to visit a source next: by its own rhythm, in office hours of China, later after failures, at once when overdue. */
export function nextVisitAt(state: SourceState, bounds: VisitBounds, now: Date): Date {
  if (state.lastVisitAt === null) return now;
  // A visit that lies ahead was made while the machine's clock was wrong.
  const last = Math.min(Date.parse(state.lastVisitAt), now.getTime());
  const offset = stableOffset(state.sourceId);
  const next = chooseTime(state, bounds, { last, offset, now });
  return new Date(Math.max(next, now.getTime()));
}

/** Whether a stored time for a visit has come; one further off than any rule gives comes from a wrong clock. */
export function isDue(dueAt: string | null, { maxIntervalMs }: VisitBounds, now: Date): boolean {
  const waitMs = Date.parse(dueAt ?? '') - now.getTime();
  return !(waitMs > 0 && waitMs <= Math.max(maxIntervalMs, MAX_WAIT_MS));
}

function chooseTime(
  state: SourceState,
  bounds: VisitBounds,
  facts: { readonly last: number; readonly offset: number; readonly now: Date },
): number {
  const { last, offset } = facts;
  const stretch = 1 + (offset - 0.5) * SPREAD;
  if (state.status === 'drift') return last + clamp(HOUR_MS, bounds);
  if (state.consecutiveFailures > 0 && PAUSING.has(state.status)) {
    const first = clamp(HOUR_MS, bounds);
    const pause = Math.min(first * 2 ** Math.min(state.consecutiveFailures - 1, 20), MAX_PAUSE_MS);
    return last + Math.max(pause * stretch, bounds.minIntervalMs);
  }
  // What waits may be taken down before it is read.
  const usual = state.isUnfinished === true ? 0 : usualInterval(state, bounds, facts.now);
  const interval = clamp(usual * stretch, bounds);
  const opening = nextOfficeTime(last + interval);
  if (opening === last + interval) return opening;
  // At night and on weekends only as often as the operator's longest interval requires.
  return Math.min(opening + offset * openingSpreadMs, last + bounds.maxIntervalMs);
}

function usualInterval(state: SourceState, bounds: VisitBounds, now: Date): number {
  const { rhythmMs, lastNewEntryAt } = state;
  const base =
    rhythmMs === undefined
      ? Math.sqrt(bounds.minIntervalMs * bounds.maxIntervalMs)
      : rhythmMs / VISITS_PER_RHYTHM;
  const sinceNew = lastNewEntryAt === null ? Infinity : now.getTime() - Date.parse(lastNewEntryAt);
  const month = Number(shanghaiDay(now).slice(5, 7));
  const season = QUIET_MONTHS.has(month) ? 2 : 1;
  return (sinceNew < BURST_MS ? base / 2 : base) * season;
}

function clamp(ms: number, { minIntervalMs, maxIntervalMs }: VisitBounds): number {
  return Math.min(Math.max(ms, minIntervalMs), maxIntervalMs);
}

/** 0 to 1, the same for a source for ever, so that sources do not all come at once. */
function stableOffset(sourceId: string): number {
  return createHash('sha256').update(sourceId).digest().readUInt32BE(0) / 2 ** 32;
}
