import type { FailureReason, FetchFailure } from '../domain/fetch.ts';
import type { Followed } from './follow-redirects.ts';
import type { ChangeHost, HostRegistry } from './host-registry.ts';
import type { HttpsTrial } from './host-state.ts';
import {
  isFresh,
  msUntilStale,
  readRobots,
  reduceRecord,
  robotsText,
  type AdviseOn,
  type RobotsRecord,
} from './robots-rules.ts';
import { trouble } from './trouble.ts';

/** Whether this address may be requested, and how slowly. */
export type AdviseOnRobots = (
  url: URL,
  trial?: HttpsTrial,
) => Promise<{ readonly kind: 'allowed'; readonly crawlDelayMs: number } | FetchFailure>;

export interface RobotsDeps {
  readonly hosts: HostRegistry;
  readonly change: ChangeHost;
  /** Reads what other processes know of a host by now. */
  readonly lookAgain: (host: string) => Promise<void>;
  readonly hostKey: (url: URL) => string;
  /** Gets a robots.txt in the host's turn, redirects followed. */
  readonly fetchRobots: (url: URL, trial?: HttpsTrial) => Promise<Followed | FetchFailure>;
  readonly now: () => Date;
  readonly userAgent: string;
}

// A host has two origins as a rule, http and https.
const MAX_ORIGINS_PER_HOST = 4;

// RFC 9309 2.3.1.2: one that leads nowhere counts as none. Reasons not listed are those of the page itself.
const KIND_BY_FAILURE: Partial<Readonly<Record<FailureReason, RobotsRecord['kind']>>> = {
  forbidden: 'none',
  gone: 'none',
  redirect: 'none',
  'refused-address': 'none',
  'server-error': 'unavailable',
  'too-large': 'unavailable',
};

/** Creates the reader of robots.txt: requested once a day for each origin, however many pages wait for it. */
export function createRobots(deps: RobotsDeps): AdviseOnRobots {
  const pending = new Map<string, Promise<RobotsRecord | FetchFailure>>();
  // A record is read once, however many addresses are requested.
  const readings = new WeakMap<RobotsRecord, AdviseOn>();

  function adviceOf(record: RobotsRecord): AdviseOn {
    const known = readings.get(record);
    if (known !== undefined) return known;
    const advise = readRobots(record, deps.userAgent);
    readings.set(record, advise);
    return advise;
  }

  async function fetchRecord(url: URL, trial?: HttpsTrial): Promise<RobotsRecord | FetchFailure> {
    const result = await deps.fetchRobots(new URL('/robots.txt', url.origin), trial);
    const record = toRecord(result, deps);
    if (record.kind === 'failure') return record;
    const host = deps.hostKey(url);
    const origins = originsOf(result, url, deps.hostKey);
    await deps.change(host, (state) => {
      const others = Object.entries(state.robots).filter(([origin]) => !origins.includes(origin));
      const kept = others.slice(-(MAX_ORIGINS_PER_HOST - origins.length));
      const own = origins.map((origin): [string, RobotsRecord] => [origin, record]);
      return { ...state, robots: Object.fromEntries([...kept, ...own]) };
    });
    return record;
  }

  function freshRecord(url: URL): RobotsRecord | null {
    const known = deps.hosts.get(deps.hostKey(url)).robots[url.origin];
    return known !== undefined && isFresh(known, deps.now()) ? known : null;
  }

  /** Another process may have requested it since its host was read. */
  async function renewRecord(url: URL, trial?: HttpsTrial): Promise<RobotsRecord | FetchFailure> {
    await deps.lookAgain(deps.hostKey(url));
    return freshRecord(url) ?? fetchRecord(url, trial);
  }

  async function recordFor(url: URL, trial?: HttpsTrial): Promise<RobotsRecord | FetchFailure> {
    const host = deps.hostKey(url);
    await deps.hosts.open(host);
    const known = freshRecord(url);
    if (known !== null) return known;
    const waiting = pending.get(url.origin);
    if (waiting !== undefined) return waiting;
    const fetching = renewRecord(url, trial).finally(() => pending.delete(url.origin));
    pending.set(url.origin, fetching);
    return fetching;
  }

  return async (url, trial) => {
    const record = await recordFor(url, trial);
    if (record.kind === 'failure') return record;
    const advice = adviceOf(record)(url);
    if (advice.allowed) return { kind: 'allowed', crawlDelayMs: advice.crawlDelayMs };
    return trouble('robots', describe(record, url), {
      retryAfterMs: msUntilStale(record, deps.now()),
    });
  };
}

/** A host that redirects http to https has one robots.txt for both: it is requested once. */
function originsOf(
  result: Followed | FetchFailure,
  url: URL,
  hostKey: RobotsDeps['hostKey'],
): readonly string[] {
  if (result.kind === 'failure') return [url.origin];
  const end = result.answer.url;
  const isSameHost = end.pathname === '/robots.txt' && hostKey(end) === hostKey(url);
  return isSameHost ? [...new Set([url.origin, end.origin])] : [url.origin];
}

function toRecord(
  result: Followed | FetchFailure,
  { now, userAgent }: Pick<RobotsDeps, 'now' | 'userAgent'>,
): RobotsRecord | FetchFailure {
  const fetchedAt = now().toISOString();
  const record = (kind: RobotsRecord['kind'], text = ''): RobotsRecord => ({
    fetchedAt,
    kind,
    text,
  });
  if (result.kind === 'followed') {
    const { answer } = result;
    // What is missing may be what it forbids.
    if (answer.isCut) return trouble('cut', `${answer.url.href} was cut short.`);
    return reduceRecord(record('rules', robotsText(answer.bytes)), userAgent);
  }
  // RFC 9309 2.3.1.3 would allow after a 401 or 403; the bot stops there (docs/field-notes.md §3).
  const isRefused = result.status === 401 || result.status === 403;
  const kind = isRefused ? 'forbidden' : KIND_BY_FAILURE[result.reason];
  return kind === undefined ? result : record(kind);
}

function describe(record: RobotsRecord, url: URL): string {
  const file = `${url.origin}/robots.txt`;
  if (record.kind === 'forbidden') return `${file} is refused, so nothing is asked for today.`;
  if (record.kind === 'unavailable') return `${file} fails, so nothing is asked for just now.`;
  if (record.kind === 'excessive') {
    return `${file} has more rules than are read, so nothing is requested today.`;
  }
  return `${file} does not allow ${url.pathname}.`;
}
