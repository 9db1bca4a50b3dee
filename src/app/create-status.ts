import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Config } from '../config/load-config.ts';
import type { CrawlEvent } from '../crawl/crawl-deps.ts';
import type { RoundReport } from '../crawl/run-round.ts';
import type { StoreGate } from '../crawl/store-gate.ts';
import type { Delivery } from '../domain/delivery.ts';
import { ChannelGoneError, PermanentError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import type { SourceStatus } from '../domain/source-state.ts';
import { STATUSES } from '../health/messages.ts';
import type { Routes } from '../local/route.ts';
import type { ReaderPool } from '../readers/create-reader-pool.ts';
import { createMetrics, type PostOutcome, type RoundOutcome } from '../status/create-metrics.ts';
import { createStatusBook } from '../status/create-status-book.ts';
import type { DeliveryFacts, Role, Standing, StatusFacts } from '../status/status-facts.ts';
import { statusRoutes } from '../status/status-routes.ts';
import type { Store } from '../store/open-store.ts';
import type { DueHosts } from './hosts-due.ts';
import { botVersion } from './fetcher-options.ts';
import type { Outlet } from './outlet.ts';
import type { StoreGuard } from './guard-store.ts';

export interface StatusOptions {
  readonly config: Config;
  readonly store: Store;
  readonly gate: Pick<StoreGate, 'isOpen' | 'wasOpen'>;
  readonly guard: Pick<StoreGuard, 'isHeld'>;
  readonly readers: Pick<ReaderPool, 'state'>;
  readonly sources: () => readonly Source[];
  readonly outlet: Pick<Outlet, 'shards' | 'subscriptions'>;
  /** When the schedule wants the next round. */
  readonly nextRoundAt: () => Date | null;
  readonly role: Role;
  /** When the process was started; default now. */
  readonly startedAt?: Date | undefined;
  /** Whether this process leads, or is ready to take a leader's place. */
  readonly standing: () => Standing;
  readonly now: () => Date;
}

/** Knows how the bot is doing, and answers those who ask. */
export interface AppStatus {
  readonly routes: Routes;
  /** Reads what the store knows of the time before the start. */
  load(): Promise<void>;
  /** Runs a round and notes what came of it. */
  round(work: () => Promise<RoundReport>): Promise<RoundReport>;
  /** Hands a round's visits to other processes, and looks what became of those before. */
  handing(work: () => Promise<DueHosts>): Promise<void>;
  noteConnectivity(connectivity: RoundReport['connectivity']): void;
  noteEvent(event: CrawlEvent): void;
  noteVisitFailed(): void;
  noteDelivered(delivery: Delivery): void;
  noteReaderDeath(reason: string): void;
  /** The same requests to Discord, counted. */
  counted(outlet: Pick<Outlet, 'post' | 'edit'>): Pick<Outlet, 'post' | 'edit'>;
  /** The sources whose status changed since this was called last, for the one line of a round. */
  takeChanges(): SourceChanges;
  /** Tries, now and then, whether the store can be written, also while no site is visited; returns what the last try said. */
  tryStore(): Promise<boolean>;
}

interface SourceChanges {
  readonly changed: number;
  /** The first of them, like `moe-replies: ok → blocked (dns)`. */
  readonly changes: readonly string[];
}

const CHANGES_TOLD = 12;
const GOOD_ROUND_KEY = 'good-round-at';
/** Nobody who asks waits for longer; what is not known by then is told as unknown. */
const LOOK_WITHIN_MS = 1000;
const TRY_STORE_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;

export function createStatus(options: StatusOptions): AppStatus {
  const { config, store, gate, guard, now } = options;
  const beganAt = now();
  const { startedAt = beganAt } = options;
  const metrics = createMetrics();
  const book = createStatusBook({
    now,
    startedAt: beganAt,
    maxIntervalMs: config.schedule.maxIntervalMinutes * MINUTE_MS,
  });
  const changes: string[] = [];
  let triedMs = Number.NEGATIVE_INFINITY;
  let looking: Promise<StatusFacts> | null = null;
  /** What was so when hosts were last handed out. */
  let last: { readonly areSourcesDue: boolean; readonly visitedMs: number | null } | null = null;

  async function lookAtDeliveries(): Promise<DeliveryFacts> {
    const subscriptions = await options.outlet.subscriptions.all();
    const paused = new Set(
      subscriptions.flatMap((one) => (one.paused === null ? [] : [one.channelId])),
    );
    let [waiting, held, oldest] = [0, 0, Number.POSITIVE_INFINITY];
    for (const { channelId, size, since } of await store.outbox.queues()) {
      if (paused.has(channelId)) {
        held += size;
        continue;
      }
      waiting += size;
      oldest = Math.min(oldest, since);
    }
    return {
      waiting,
      held,
      oldestMs: Number.isFinite(oldest) ? Math.max(0, now().getTime() - oldest) : null,
      sinceSentMs: book.sinceSentMs(),
      subscriptions: subscriptions.length,
      paused: paused.size,
    };
  }

  async function look(): Promise<StatusFacts> {
    const standing = options.standing();
    const isWritable = guard.isHeld() && gate.wasOpen();
    // The queues of a process that stands by are another's: what it had in memory of them would be old.
    const [deliveries, freeBytes] = await Promise.all([
      standing === 'leader' ? withinTime(lookAtDeliveries()) : null,
      store.folder === null ? null : withinTime(freeBytesOf(store.folder)),
    ]);
    const sources = book.sources(options.sources());
    const rounds = book.rounds(sources);
    return {
      version: botVersion,
      role: options.role,
      standing,
      startedAt,
      store: { isWritable, freeBytes },
      shards: options.outlet.shards(),
      // Whoever does not lead has no rounds to be late with.
      rounds: standing === 'leader' ? rounds : { ...rounds, lateMs: 0 },
      sources,
      deliveries,
      readers: { ...options.readers.state(), recentDeaths: book.recentDeaths() },
    };
  }

  /** Those who ask at the same time get one answer. */
  function lookOnce(): Promise<StatusFacts> {
    looking ??= look().finally(() => (looking = null));
    return looking;
  }

  async function readSources(): Promise<void> {
    for (const [sourceId, known] of await store.sources.all()) book.noteStored(sourceId, known);
  }

  function noteVisit(sourceId: string, status: string, reason: string | null): void {
    metrics.noteVisit(status);
    if (!isStatus(status)) return;
    const before = book.noteVisit(sourceId, { status, reason });
    if (before === null) return;
    const why = reason === null ? '' : ` (${reason})`;
    changes.push(`${sourceId}: ${before} → ${status}${why}`);
  }

  function noteConnectivity(connectivity: RoundReport['connectivity']): void {
    if (connectivity !== 'unknown') book.noteOffline(connectivity === 'offline');
  }

  function outcomeOf({ connectivity, heldBack, visited, failed }: RoundReport): RoundOutcome {
    noteConnectivity(connectivity);
    if (heldBack > 0) return 'held-back';
    if (book.isOffline()) return 'offline';
    return visited === 0 && failed > 0 ? 'failed' : 'good';
  }

  async function end(outcome: RoundOutcome, seconds: number): Promise<void> {
    const before = book.lastGoodAt()?.getTime() ?? 0;
    metrics.noteRound(outcome, seconds);
    book.endRound(outcome, options.nextRoundAt());
    const at = now();
    if (outcome !== 'good' || Math.abs(at.getTime() - before) < MINUTE_MS) return;
    // A write that fails is noticed by the next visit.
    await store.settings.save(GOOD_ROUND_KEY, at.toISOString()).catch(() => undefined);
  }

  async function counted<T>(kind: 'post' | 'edit', work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const note = (outcome: PostOutcome): void =>
      metrics.notePost(kind, outcome, (performance.now() - begun) / 1000);
    try {
      const result = await work();
      note('accepted');
      book.noteSent();
      return result;
    } catch (error) {
      note(postOutcomeOf(error));
      throw error;
    }
  }

  return {
    routes: statusRoutes({
      language: config.language,
      isAlive: guard.isHeld,
      look: lookOnce,
      metrics,
      now,
    }),
    async load() {
      await readSources();
      const noted = await store.settings.load(GOOD_ROUND_KEY);
      const at = typeof noted === 'string' ? new Date(noted) : null;
      if (at !== null && !Number.isNaN(at.getTime()) && at <= now()) book.noteGoodBefore(at);
    },
    async round(work) {
      const begun = performance.now();
      const seconds = (): number => (performance.now() - begun) / 1000;
      book.beginRound();
      let report: RoundReport;
      try {
        report = await work();
      } catch (error) {
        await end('failed', seconds());
        throw error;
      }
      await end(outcomeOf(report), seconds());
      return report;
    },
    async handing(work) {
      const begun = performance.now();
      let outcome: RoundOutcome = 'failed';
      book.beginRound();
      try {
        const { areSourcesDue } = await work();
        await readSources();
        const visitedMs = book.lastVisitMs();
        // Sources were due the last time and are due, and nobody has visited any since: nobody crawls.
        const isLeft =
          last?.areSourcesDue === true && areSourcesDue && last.visitedMs === visitedMs;
        last = { areSourcesDue, visitedMs };
        outcome = isLeft ? 'held-back' : 'good';
      } finally {
        await end(outcome, (performance.now() - begun) / 1000);
      }
    },
    noteConnectivity,
    noteEvent(event) {
      book.noteSign();
      if (event.kind === 'visit') {
        noteVisit(event.source.id, event.visit.status, event.visit.reason);
      } else if (event.kind === 'entry') {
        metrics.noteEntry(event.report.outcome);
      }
    },
    noteVisitFailed: () => metrics.noteVisitFailed(),
    noteDelivered: ({ queuedAt }) =>
      metrics.noteDelivered((now().getTime() - Date.parse(queuedAt)) / 1000),
    noteReaderDeath(reason) {
      book.noteDeath();
      metrics.noteReaderDeath(reason);
    },
    counted: ({ post, edit }) => ({
      post: (...args) => counted('post', () => post(...args)),
      edit: (...args) => counted('edit', () => edit(...args)),
    }),
    takeChanges() {
      const all = changes.splice(0);
      return { changed: all.length, changes: all.slice(0, CHANGES_TOLD) };
    },
    async tryStore() {
      const ms = now().getTime();
      const isRecent = Math.abs(ms - triedMs) < TRY_STORE_EVERY_MS;
      if (isRecent || options.standing() !== 'leader') return gate.wasOpen();
      triedMs = ms;
      return gate.isOpen();
    },
  };
}

function isStatus(word: string): word is SourceStatus {
  return Object.hasOwn(STATUSES, word);
}

function postOutcomeOf(error: unknown): PostOutcome {
  if (error instanceof ChannelGoneError) return 'no-access';
  return error instanceof PermanentError ? 'refused' : 'postponed';
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** What does not come in time, or fails, is not known. */
async function withinTime<T>(work: Promise<T>): Promise<T | null> {
  const patience = new AbortController();
  const late = sleep(LOOK_WITHIN_MS, null, { ref: false, signal: patience.signal });
  try {
    return await Promise.race([work, late]);
  } catch {
    return null;
  } finally {
    patience.abort();
    late.catch(() => undefined);
    work.catch(() => undefined);
  }
}
