import type { Logger } from 'pino';

import { loadedOnce } from '../base/loaded-once.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { Config } from '../config/load-config.ts';
import { createAttemptedReader } from '../crawl/attempted-reader.ts';
import type { CrawlDeps } from '../crawl/crawl-deps.ts';
import { judgeConnectivity, type Visited } from '../crawl/judge-connectivity.ts';
import { createStoreGate } from '../crawl/store-gate.ts';
import { visitHost } from '../crawl/visit-host.ts';
import { ConfigError } from '../domain/errors.ts';
import type { FetchPage } from '../domain/fetch.ts';
import type { Source } from '../domain/source.ts';
import type { Routes } from '../local/route.ts';
import { createReaderPool } from '../readers/create-reader-pool.ts';
import type { Store } from '../store/open-store.ts';
import type { TurnWork } from '../turns/turns.ts';
import { loadChatSources } from './chat-sources.ts';
import { createSiteAccess, limitsOf, logEvent } from './crawl-parts.ts';
import { botVersion } from './fetcher-options.ts';
import { guardStore } from './guard-store.ts';
import { createHandingQueues } from './hand-over.ts';
import { hostOfVisit } from './hosts-due.ts';
import { createOpenWork } from './open-work.ts';
import { createStatus } from './create-status.ts';
import type { RoleKeeper } from './role-status.ts';
import { watchConnectivity } from './watch-connectivity.ts';
import { watchedSources } from './watched-sources.ts';

export interface CrawlerOptions {
  readonly config: Config;
  /** Shared with the process that leads, and with others that crawl. */
  readonly store: Store;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly keeper: Pick<RoleKeeper, 'status'>;
  readonly startedAt: Date;
}

/** One of several processes that crawl; it posts nothing, and leaves that to the one that leads. */
export interface Crawler {
  /** What it does with the turn of a host. */
  readonly turns: TurnWork;
  /** Resolves when the store is no longer theirs. */
  readonly ended: Promise<void>;
  /** Why it ended, or null. */
  readonly failure: () => unknown;
  /** What it tells of itself, its store and its visits. */
  readonly routes: Routes;
  /** Ends requests and readings, and with them the visits. */
  readonly stop: () => Promise<void>;
  readonly stillOpen: () => readonly string[];
}

/** So many visits tell whether this machine reaches the sites. */
const JUDGED_VISITS = 20;
/** Which pages are to be read again is looked up so often. */
const KNOWN_FOR_MS = 30_000;

export function createCrawler({
  config,
  store,
  logger,
  now,
  keeper,
  startedAt,
}: CrawlerOptions): Crawler {
  const { sharing } = store;
  if (sharing === null)
    throw new ConfigError('Only what several processes share is crawled by some.');
  const { limits, vocabulary } = config;
  const gate = createStoreGate({ store, now, logger });
  const guard = guardStore(store, logger);
  const open = createOpenWork();
  const { fetcher } = createSiteAccess({ config, store, now });
  const readers = createReaderPool({
    vocabulary,
    size: limits.readers,
    onDeath: (reason) => status.noteReaderDeath(reason),
  });
  const status = createStatus({
    config,
    store,
    // Between visits nobody tries to write; whoever hands out turns is asked all the time, on the same server.
    gate: { ...gate, wasOpen: () => keeper.status().isReached },
    guard,
    readers,
    // How the sources do is for the one that leads to tell: others crawl them, too.
    sources: () => [],
    outlet: { shards: () => null, subscriptions: store.subscriptions },
    nextRoundAt: () => null,
    role: keeper.status().role,
    standing: () => keeper.status().standing,
    startedAt,
    now,
  });
  const noteConnectivity = watchConnectivity(logger, () => undefined);
  let recent: readonly Visited[] = [];
  let isStopping = false;

  const rereads = knownForAWhile(() => store.rereads.all());

  const deps: CrawlDeps = {
    ...createHandingQueues(store),
    store,
    now,
    fetchPage: fetcher.fetchPage,
    reader: createAttemptedReader(readers, { attempts: store.attempts, now }),
    attachmentsPerArticle: limits.attachmentsPerArticle,
    limits: limitsOf(config),
    onBug: (entry, error) => logger.error({ url: entry.url, err: error }, 'entry failed'),
    readWith: botVersion,
    report(event) {
      status.noteEvent(event);
      logEvent(logger, event);
    },
  };

  async function watched(): Promise<readonly Source[]> {
    const added = await loadChatSources(store);
    const ids = new Set(added.map(({ id }) => id));
    const sources = [...config.sources.filter(({ id }) => !ids.has(id)), ...added];
    return watchedSources({ sources }, shanghaiDay(now()));
  }

  function noteVisits(visited: readonly Visited[], sources: readonly Source[]): void {
    if (visited.length === 0 || isStopping) return;
    recent = [...recent, ...visited].slice(-JUDGED_VISITS);
    const blocked = recent.filter(({ visit }) => visit.status === 'blocked').length;
    const connectivity = judgeConnectivity(recent, sources);
    status.noteConnectivity(connectivity);
    noteConnectivity({ connectivity, blocked });
  }

  async function visitOne(host: string, signal: AbortSignal): Promise<void> {
    const isOver = (): boolean => signal.aborted || isStopping || !guard.isHeld();
    const sources = await watched();
    // Once somebody else may have the turn nothing more is requested in it.
    const fetchPage: FetchPage = (url, options) =>
      isOver() ? Promise.resolve(OVER) : fetcher.fetchPage(url, options);
    const report = await visitHost(
      { ...deps, fetchPage },
      {
        sources: sources.filter(({ url }) => hostOfVisit(url) === host),
        rereads: (await rereads()).filter((reread) => reread.host === host),
        gate,
        isStopping: isOver,
        onError(source, error) {
          status.noteVisitFailed();
          logger.error({ sourceId: source.id, err: error }, 'visit failed');
        },
      },
    );
    // While this is still the turn in which it may be written.
    await store.attempts.flush();
    noteVisits(report.visited, sources);
    const { visited, ...counts } = report;
    if (visited.length + counts.reread > 0)
      logger.info(
        { host, visited: visited.length, ...counts, ...status.takeChanges() },
        'host visited',
      );
  }

  return {
    turns: {
      atOnce: limits.parallelVisits,
      async work({ key, signal }) {
        await open.during(
          'visits',
          sharing.inTurn(`host/${key}`, () => visitOne(key, signal)),
        );
        return 'done';
      },
    },
    ended: guard.lost,
    failure: guard.failure,
    routes: status.routes,
    async stop() {
      isStopping = true;
      await Promise.all([
        open.during('requests to sites', fetcher.close()),
        open.during('readers', readers.close()),
      ]);
    },
    stillOpen: () => open.names(),
  };
}

const OVER = {
  kind: 'failure',
  reason: 'closed',
  detail: 'The turn is over.',
  status: null,
  retryAfterMs: null,
} as const;

/** What is looked up anew after a while. */
function knownForAWhile<T>(load: () => Promise<T>): () => Promise<T> {
  const known = loadedOnce(load);
  let sinceMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - sinceMs > KNOWN_FOR_MS) {
      sinceMs = performance.now();
      known.drop();
    }
    return known.get();
  };
}
