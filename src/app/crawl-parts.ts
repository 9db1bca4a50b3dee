import type { Logger } from 'pino';

import { HOUR_MS } from '../base/clock.ts';
import type { Config } from '../config/load-config.ts';
import type { CrawlEvent, CrawlLimits } from '../crawl/crawl-deps.ts';
import { createFetcher, type Fetcher, type FetcherOptions } from '../fetch/create-fetcher.ts';
import type { SharedHosts } from '../fetch/host-turns.ts';
import type { Store } from '../store/open-store.ts';
import {
  type BufferedHostStore,
  createHostStore,
  createSharedHostStore,
} from './create-host-store.ts';
import { fetcherOptions } from './fetcher-options.ts';

/** The operator's limits, as the crawl counts them. */
export function limitsOf(config: Config): CrawlLimits {
  const { limits, politeness, schedule } = config;
  return {
    entriesPerVisit: limits.entriesPerVisit,
    digestAbove: limits.digestAbove,
    pagesPerVisit: limits.pagesPerVisit,
    attemptsPerEntry: limits.attemptsPerEntry,
    firstVisit: limits.firstVisit,
    firstVisitReads: limits.firstVisitReads,
    minIntervalMs: schedule.minIntervalMinutes * 60_000,
    maxIntervalMs: schedule.maxIntervalMinutes * 60_000,
    parallelVisits: limits.parallelVisits,
    fullFetchMs: politeness.fullFetchHours * HOUR_MS,
    rereadDays: config.corrections.rereadDays,
  };
}

export function logEvent(logger: Logger, event: CrawlEvent): void {
  if (event.kind === 'visit') {
    logger.info({ sourceId: event.source.id, ...event.visit }, 'source visited');
  } else if (event.kind === 'reread') {
    const { outcome } = event.report;
    if (outcome === 'same' || outcome === 'waits') logger.debug(event.report, 'page read again');
    else logger.info(event.report, 'page read again');
  } else {
    const { entry, outcome, reason, article } = event.report;
    const facts = { sourceId: event.source.id, url: entry.url, outcome, reason };
    const isLost = outcome === 'unreadable' || outcome === 'gone';
    if (isLost) logger.warn(facts, 'entry given up');
    else logger.debug({ ...facts, articleId: article?.id ?? null }, 'entry visited');
  }
}

/** What sends requests to sites, where they are this process's alone and where several processes take turns. */
export function createSiteAccess(
  {
    config,
    store,
    now,
  }: { readonly config: Config; readonly store: Store; readonly now: () => Date },
  overrides: Partial<FetcherOptions> = {},
): { readonly fetcher: Fetcher; readonly hostStore: BufferedHostStore } {
  const { sharing } = store;
  const hostStore = sharing === null ? createHostStore(store, now) : createSharedHostStore(store);
  const shared: SharedHosts | null =
    sharing === null
      ? null
      : { alone: (host, work, signal) => sharing.alone(`request/${host}`, work, signal) };
  const fetcher = createFetcher({
    ...fetcherOptions(config),
    hostStore,
    ...(shared === null ? {} : { shared }),
    ...overrides,
  });
  return { fetcher, hostStore };
}
