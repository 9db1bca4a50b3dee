import { HOUR_MS } from '../base/clock.ts';
import type { SourceStatus } from '../domain/source-state.ts';
import { isStoppedStatus } from '../health/alarms.ts';
import type { RoundOutcome } from './create-metrics.ts';
import { STOPPED_NAMED, type RoundFacts, type SourceFacts } from './status-facts.ts';

/** How a source is doing, as far as a status tells. */
interface Standing {
  readonly status: SourceStatus;
  readonly reason: string | null;
}

/** What is remembered of a running bot, in memory: what is looked at costs the store nothing. */
export interface StatusBook {
  /** What the store knows of a source at the start. */
  noteStored(sourceId: string, known: Standing & { readonly lastVisitAt: string | null }): void;
  /** Returns how the source was before, where that was otherwise. */
  noteVisit(sourceId: string, after: Standing): SourceStatus | null;
  /** Something of the running round happened. */
  noteSign(): void;
  beginRound(): void;
  /** `nextAt`: when the schedule wants another round after it. */
  endRound(outcome: RoundOutcome, nextAt: Date | null): void;
  /** When a good round ended before the start. */
  noteGoodBefore(at: Date): void;
  lastGoodAt(): Date | null;
  noteOffline(isOffline: boolean): void;
  isOffline(): boolean;
  /** When a source was visited last, in milliseconds since 1970, by whatever process; null where none ever was. */
  lastVisitMs(): number | null;
  noteSent(): void;
  sinceSentMs(): number;
  noteDeath(): void;
  recentDeaths(): number;
  sources(watched: readonly { readonly id: string }[]): SourceFacts;
  rounds(sources: SourceFacts): RoundFacts;
}

export interface StatusBookOptions {
  readonly now: () => Date;
  readonly startedAt: Date;
  /** The operator's longest time between two visits to a source that works. */
  readonly maxIntervalMs: number;
}

/** The longest pause of a source that does not work: `schedule/next-visit.ts`. */
const LONGEST_PAUSE_MS = 8 * 24 * HOUR_MS;
/** More are not told apart. */
const MOST_DEATHS = 100;

export function createStatusBook(options: StatusBookOptions): StatusBook {
  const { now, startedAt, maxIntervalMs } = options;
  const standings = new Map<string, Standing>();
  const deaths: number[] = [];
  let lastVisitMs: number | null = null;
  let dueMs = startedAt.getTime();
  let signMs = startedAt.getTime();
  let sentMs = startedAt.getTime();
  let running = 0;
  let goodAt: Date | null = null;
  let isOffline = false;

  const nowMs = (): number => now().getTime();
  // A clock that was set back makes nothing old.
  const age = (ms: number): number => Math.max(0, nowMs() - ms);

  return {
    noteStored(sourceId, { status, reason, lastVisitAt }) {
      standings.set(sourceId, { status, reason });
      const at = Date.parse(lastVisitAt ?? '');
      if (!Number.isNaN(at)) lastVisitMs = Math.max(lastVisitMs ?? at, at);
    },
    noteVisit(sourceId, { status, reason }) {
      const before = standings.get(sourceId)?.status ?? 'new';
      standings.set(sourceId, { status, reason });
      lastVisitMs = nowMs();
      return before === status ? null : before;
    },
    noteSign: () => void (signMs = nowMs()),
    beginRound() {
      running += 1;
      signMs = nowMs();
    },
    endRound(outcome, nextAt) {
      running -= 1;
      if (outcome !== 'good') return;
      goodAt = now();
      dueMs = nextAt?.getTime() ?? Number.POSITIVE_INFINITY;
    },
    noteGoodBefore: (at) => void (goodAt ??= at),
    lastGoodAt: () => goodAt,
    noteOffline: (is) => void (isOffline = is),
    isOffline: () => isOffline,
    lastVisitMs: () => lastVisitMs,
    noteSent: () => void (sentMs = nowMs()),
    sinceSentMs: () => age(sentMs),
    noteDeath() {
      deaths.push(nowMs());
      if (deaths.length > MOST_DEATHS) deaths.shift();
    },
    recentDeaths: () => deaths.filter((at) => age(at) < HOUR_MS).length,
    sources(watched) {
      const byStatus = { ...NONE };
      const stopped: SourceFacts['stopped'][number][] = [];
      for (const { id } of watched) {
        const { status, reason } = standings.get(id) ?? UNSEEN;
        byStatus[status] += 1;
        const isNamed = isStoppedStatus(status) && stopped.length < STOPPED_NAMED;
        if (isNamed) stopped.push({ id, status, reason });
      }
      return { watched: watched.length, byStatus, stopped };
    },
    rounds({ byStatus }) {
      const isAnyWell = byStatus.ok + byStatus.quiet > 0;
      const since = running > 0 ? Math.max(dueMs, signMs) : dueMs;
      return {
        lastGoodAt: goodAt,
        isRunning: running > 0,
        lateMs: age(since),
        isOffline,
        sinceVisitMs: lastVisitMs === null ? null : age(lastVisitMs),
        longestRestMs: isAnyWell ? maxIntervalMs : Math.max(maxIntervalMs, LONGEST_PAUSE_MS),
      };
    },
  };
}

const UNSEEN: Standing = { status: 'new', reason: null };
const NONE: Readonly<Record<SourceStatus, number>> = {
  new: 0,
  ok: 0,
  quiet: 0,
  unread: 0,
  drift: 0,
  empty: 0,
  blocked: 0,
  gone: 0,
};
