import { DAY_MS, HOUR_MS, shanghaiDay, timeOfShanghaiDay } from '../base/clock.ts';
import type { FailureReason, FetchFailure } from '../domain/fetch.ts';
import type { RobotsRecord } from './robots-rules.ts';
import { trouble } from './trouble.ts';

/**
 * Why an https address is requested in place of the http one that is meant: `probe` to find out whether it gives the same page,
 * `instead` as it is known to.
 */
export type HttpsTrial = 'probe' | 'instead';

/** What is remembered of a host between visits and restarts. */
export interface HostState {
  readonly version: 1;
  readonly host: string;
  /** The day in China that `requestsToday` counts, `YYYY-MM-DD`. */
  readonly day: string;
  readonly requestsToday: number;
  /** Of those, how many read a page again; absent where none did. */
  readonly rereadsToday?: number;
  /** Failures in a row that count against the host. */
  readonly failures: number;
  /** How often the host was paused since it last answered well. */
  readonly pauses: number;
  readonly pausedUntil: string | null;
  readonly pausedFor: FailureReason | null;
  /** By origin (`https://www.example.gov.cn`). */
  readonly robots: Readonly<Record<string, RobotsRecord>>;
  /** Whether https gives the same pages as http, and when that was found out; absent where it was not tried. */
  readonly https?: { readonly works: boolean; readonly checkedAt: string };
}

export interface HostStore {
  load(host: string): Promise<HostState | null>;
  save(host: string, state: HostState): Promise<void>;
}

interface BreakerRule {
  /** Failures in a row before the host is paused. */
  readonly after: number;
  readonly pausesHours: readonly number[];
}

const MAX_PAUSE_MS = 72 * HOUR_MS;
const LONGEST_PAUSE_MS = 7 * DAY_MS;

// Pauses of 1, 6, 24, 72 hours; where a second request soon cannot help (gates, certificates), the row starts
// later; a refusal is probed weekly in the end. Reasons not listed concern one page, not its host.
const BREAKER_RULES: Partial<Readonly<Record<FailureReason, BreakerRule>>> = {
  challenge: { after: 1, pausesHours: [24, 72] },
  forbidden: { after: 2, pausesHours: [6, 24, 72, 168] },
  tls: { after: 2, pausesHours: [6, 24, 72] },
  'rate-limited': { after: 1, pausesHours: [1, 6, 24, 72] },
  'server-error': { after: 3, pausesHours: [1, 6, 24, 72] },
  dns: { after: 3, pausesHours: [1, 6, 24, 72] },
  timeout: { after: 3, pausesHours: [1, 6, 24, 72] },
  connection: { after: 3, pausesHours: [1, 6, 24, 72] },
  malformed: { after: 3, pausesHours: [1, 6, 24, 72] },
};

// These answers show that the host itself works.
const HOST_IS_WELL: ReadonlySet<FailureReason> = new Set([
  'gone',
  'too-large',
  'redirect',
  'shell',
]);

/** A host before its first request. */
export function newHostState(host: string, now: Date): HostState {
  return {
    version: 1,
    host,
    day: shanghaiDay(now),
    requestsToday: 0,
    failures: 0,
    pauses: 0,
    pausedUntil: null,
    pausedFor: null,
    robots: {},
  };
}

/** Counts one request against the day's budget. */
export function countRequest(state: HostState, now: Date, isReread = false): HostState {
  const day = shanghaiDay(now);
  const { rereadsToday: before = 0, ...others } = state;
  const isSameDay = state.day === day;
  const rereadsToday = (isSameDay ? before : 0) + (isReread ? 1 : 0);
  return {
    ...others,
    day,
    requestsToday: isSameDay ? state.requestsToday + 1 : 1,
    ...(rereadsToday > 0 ? { rereadsToday } : {}),
  };
}

/** Why no request may go to the host now, or null. */
export function refuseHost(state: HostState, dailyBudget: number, now: Date): FetchFailure | null {
  const pausedMs = Date.parse(state.pausedUntil ?? '') - now.getTime();
  // A pause longer than any rule gives comes from a wrong clock.
  if (pausedMs > 0 && pausedMs <= LONGEST_PAUSE_MS) {
    const why = state.pausedFor ?? 'connection';
    return trouble('paused-host', `${state.host} is paused until ${state.pausedUntil} (${why}).`, {
      retryAfterMs: pausedMs,
    });
  }
  if (state.day === shanghaiDay(now) && state.requestsToday >= dailyBudget) {
    return trouble('budget', `${state.host} had its ${dailyBudget} requests of today.`, {
      retryAfterMs: DAY_MS - timeOfShanghaiDay(now),
    });
  }
  return null;
}

/** Of a host's daily budget, so much goes at most into reading pages again. */
const REREAD_SHARE = 0.1;
/** Once so much of the budget is used by whatever, pages are read again on another day: new letters come first. */
const BUSY_SHARE = 0.5;

/** Why no page of the host may be read again now, or null; besides what `refuseHost` says. */
export function refuseReread(
  state: HostState,
  dailyBudget: number,
  now: Date,
): FetchFailure | null {
  const isToday = state.day === shanghaiDay(now);
  const rereads = isToday ? (state.rereadsToday ?? 0) : 0;
  const requests = isToday ? state.requestsToday : 0;
  const most = Math.floor(dailyBudget * REREAD_SHARE);
  if (rereads < most && requests < dailyBudget * BUSY_SHARE) return null;
  return trouble('budget', `${state.host} has no requests left for reading pages again today.`, {
    retryAfterMs: DAY_MS - timeOfShanghaiDay(now),
  });
}

/** The host answered as it should: earlier failures are forgotten. */
export function afterSuccess(state: HostState): HostState {
  return { ...state, failures: 0, pauses: 0, pausedUntil: null, pausedFor: null };
}

/** Counts a failure; pauses the host when the rule of its reason says so, or when the host sent Retry-After. */
export function afterTrouble(state: HostState, failure: FetchFailure, now: Date): HostState {
  if (HOST_IS_WELL.has(failure.reason)) return afterSuccess(state);
  const rule = BREAKER_RULES[failure.reason];
  if (rule === undefined) return state;
  const failures = state.failures + 1;
  const requestedMs = Math.min(failure.retryAfterMs ?? 0, MAX_PAUSE_MS);
  const after = failuresNeeded(rule, failure);
  if (failures < after && requestedMs === 0) return { ...state, failures };
  const step = Math.min(state.pauses, rule.pausesHours.length - 1);
  // The pause that a host requests is kept, unless it goes on failing.
  const ownMs = failures < after || (requestedMs > 0 && state.pauses === 0) ? 0 : hours(rule, step);
  return {
    ...state,
    failures,
    pauses: state.pauses + 1,
    pausedUntil: new Date(now.getTime() + Math.max(ownMs, requestedMs)).toISOString(),
    pausedFor: failure.reason,
  };
}

// One odd page of script answered with 200 does not yet prove a gate before the whole host.
function failuresNeeded(rule: BreakerRule, failure: FetchFailure): number {
  const isMild = failure.reason === 'challenge' && failure.status !== null && failure.status < 300;
  return isMild ? rule.after + 1 : rule.after;
}

function hours(rule: BreakerRule, step: number): number {
  return (rule.pausesHours[step] ?? 1) * HOUR_MS;
}
