import { DAY_MS, HOUR_MS, shanghaiDay, timeOfShanghaiDay } from '../base/clock.ts';
import type { TroubleReason } from '../domain/fetch.ts';
import type { RobotsRecord } from './robots-rules.ts';
import { trouble, type Trouble } from './trouble.ts';

/** What is remembered of a host between visits and restarts. */
export interface HostState {
  readonly version: 1;
  readonly host: string;
  /** The day in China that `requestsToday` counts, `YYYY-MM-DD`. */
  readonly day: string;
  readonly requestsToday: number;
  /** Troubles in a row that count against the host. */
  readonly failures: number;
  /** How often the host was paused since it last answered well. */
  readonly pauses: number;
  readonly pausedUntil: string | null;
  readonly pausedFor: TroubleReason | null;
  /** By origin (`https://www.example.gov.cn`). */
  readonly robots: Readonly<Record<string, RobotsRecord>>;
}

/** Keeps hosts' states. */
export interface HostStore {
  load(host: string): Promise<HostState | null>;
  save(host: string, state: HostState): Promise<void>;
}

interface BreakerRule {
  /** Troubles in a row before the host is paused. */
  readonly after: number;
  readonly pausesHours: readonly number[];
}

const MAX_PAUSE_MS = 72 * HOUR_MS;

// Pauses of 1, 6, 24, 72 hours; where asking again soon cannot help (gates, certificates), the row starts
// later; a refusal is probed weekly in the end. Reasons not listed concern one page, not its host.
const BREAKER_RULES: Partial<Readonly<Record<TroubleReason, BreakerRule>>> = {
  challenge: { after: 1, pausesHours: [24, 72] },
  forbidden: { after: 2, pausesHours: [6, 24, 72, 168] },
  tls: { after: 2, pausesHours: [6, 24, 72] },
  'rate-limited': { after: 1, pausesHours: [1, 6, 24, 72] },
  'server-error': { after: 3, pausesHours: [1, 6, 24, 72] },
  dns: { after: 3, pausesHours: [1, 6, 24, 72] },
  timeout: { after: 3, pausesHours: [1, 6, 24, 72] },
  connection: { after: 3, pausesHours: [1, 6, 24, 72] },
};

// These answers show that the host itself is well.
const HOST_IS_WELL: ReadonlySet<TroubleReason> = new Set([
  'gone',
  'too-large',
  'redirect',
  'shell',
]);

/** A host that was never asked. */
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
export function countRequest(state: HostState, now: Date): HostState {
  const day = shanghaiDay(now);
  return { ...state, day, requestsToday: state.day === day ? state.requestsToday + 1 : 1 };
}

/** Why the host must not be asked now, or null. */
export function refuseHost(state: HostState, dailyBudget: number, now: Date): Trouble | null {
  const pausedMs = Date.parse(state.pausedUntil ?? '') - now.getTime();
  if (pausedMs > 0) {
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

/** The host answered as it should: earlier troubles are forgotten. */
export function afterSuccess(state: HostState): HostState {
  return { ...state, failures: 0, pauses: 0, pausedUntil: null, pausedFor: null };
}

/** Counts a trouble; pauses the host when its reason's rule says so, or when it asked for it by Retry-After. */
export function afterTrouble(state: HostState, fault: Trouble, now: Date): HostState {
  if (HOST_IS_WELL.has(fault.reason)) return afterSuccess(state);
  const rule = BREAKER_RULES[fault.reason];
  if (rule === undefined) return state;
  const failures = state.failures + 1;
  const askedMs = Math.min(fault.retryAfterMs ?? 0, MAX_PAUSE_MS);
  const after = failuresNeeded(rule, fault);
  if (failures < after && askedMs === 0) return { ...state, failures };
  const step = Math.min(state.pauses, rule.pausesHours.length - 1);
  // A host that names its own time is believed, unless it goes on failing.
  const ownMs = failures < after || (askedMs > 0 && state.pauses === 0) ? 0 : hours(rule, step);
  return {
    ...state,
    failures,
    pauses: state.pauses + 1,
    pausedUntil: new Date(now.getTime() + Math.max(ownMs, askedMs)).toISOString(),
    pausedFor: fault.reason,
  };
}

// One odd page of script answered with 200 does not yet prove a gate before the whole host.
function failuresNeeded(rule: BreakerRule, fault: Trouble): number {
  const isMild = fault.reason === 'challenge' && fault.status !== null && fault.status < 300;
  return isMild ? rule.after + 1 : rule.after;
}

function hours(rule: BreakerRule, step: number): number {
  return (rule.pausesHours[step] ?? 1) * HOUR_MS;
}
