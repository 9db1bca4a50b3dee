import type { Logger } from 'pino';

import { renderDiscordMessage } from '../card/render-discord.ts';
import type { Config } from '../config/load-config.ts';
import { adoptOlderRecords } from '../revise/adopt-older-records.ts';
import type { CrawlDeps, CrawlEvent, CrawlLimits } from '../crawl/crawl-deps.ts';
import { createAttemptedReader } from '../crawl/attempted-reader.ts';
import { createStoreGate } from '../crawl/store-gate.ts';
import { runRound, type RoundReport } from '../crawl/run-round.ts';
import { createDeliverer } from '../deliver/create-deliverer.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Source } from '../domain/source.ts';
import type { FetcherOptions } from '../fetch/create-fetcher.ts';
import type { Reader } from '../reading/reader.ts';
import { createReaderPool } from '../readers/create-reader-pool.ts';
import { createScheduler } from '../schedule/create-scheduler.ts';
import type { Role, Standing } from '../status/status-facts.ts';
import type { Store } from '../store/open-store.ts';
import type { Turns } from '../turns/turns.ts';
import { loadChatSources, saveChatSources } from './chat-sources.ts';
import { createHandedWork, type CrawlQueues } from './hand-over.ts';
import { hostsDue } from './hosts-due.ts';
import { createHousekeeper } from './create-housekeeper.ts';
import { createOpenWork } from './open-work.ts';
import { createQueues, type QueueOptions } from './create-queues.ts';
import { createSiteAccess, limitsOf, logEvent } from './crawl-parts.ts';
import { botVersion } from './fetcher-options.ts';
import { guardStore } from './guard-store.ts';
import { openLocalPages } from './open-local-pages.ts';
import { openOutlet } from './open-outlet.ts';
import type { Outlet, OutletOptions, PreviewWording } from './outlet.ts';
import { createStatus } from './create-status.ts';
import { createSourceCatalogue } from './source-catalogue.ts';
import { watchConnectivity } from './watch-connectivity.ts';

export interface AppOptions {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Called for everything that a round does, as it happens. */
  readonly onEvent?: (event: CrawlEvent) => void;
  readonly onDelivered?: (delivery: Delivery) => void;
  /** A posted card shows its newer revision now. */
  readonly onEdited?: (delivery: Delivery) => void;
  /** No site could be reached; called once until one is reached again. */
  readonly onOffline?: () => void;
  /** What this process does; default all of it. */
  readonly role?: Role;
  /** Whether it leads, or stands by for another one that does; default leader. */
  readonly standing?: () => Standing;
  /** When the process was started; default now. */
  readonly startedAt?: Date;
  /** Others crawl, and are given the hosts at which something is due. */
  readonly crawlers?: Pick<Turns, 'want'>;
  /** The demo's and a simulation's own parts; everything else is as configured. */
  readonly overrides?: {
    readonly sources?: readonly Source[];
    readonly limits?: Partial<CrawlLimits>;
    readonly fetcher?: Partial<FetcherOptions>;
    /** Reads in this process: for measurements. */
    readonly reader?: Reader;
    readonly queues?: Pick<QueueOptions, 'editDelayMs'>;
    readonly preview?: PreviewWording;
    /** Channels in this process: for simulations. */
    readonly openOutlet?: (options: OutletOptions) => Outlet;
    /** Nothing listens: for simulations. */
    readonly hasNoPages?: true;
  };
}

export interface App {
  /** Where cards go: Discord, or the preview and its address. */
  readonly outlet: Outlet;
  /** Where a person finds the local page, and probes the status; null before they are open. */
  localUrl(): string | null;
  statusUrl(): string | null;
  /** Resolves when the bot cannot continue: the token was refused, or the store is no longer its own. */
  readonly ended: Promise<void>;
  /** Why it ended, or null. */
  failure(): unknown;
  /** Opens the outlet and does what `jianbao forget` left to do; nothing is fetched yet. */
  open(): Promise<void>;
  /** Rounds by the clock and deliveries as they come, until stopped. */
  start(): Promise<void>;
  round(which: 'due' | 'all'): Promise<RoundReport>;
  /** Delivers what is due; returns how many cards went out, how many wait, and when the next pass is due (milliseconds, or null). */
  deliver(): Promise<{
    readonly sent: number;
    readonly waiting: number;
    readonly nextAt: number | null;
  }>;
  /** Ends visits and readings, lets a delivery finish for some seconds, then closes everything but the store. */
  stop(): Promise<void>;
  /** What `stop` still waits for. */
  stillOpen(): readonly string[];
}

/** A request to Discord that is under way may finish for so long after a stop; what came of it is looked up later. */
const GRACE_MS = 3000;
/** Requests of the operator are looked for so often; the rest is done once a day. */
const HOUSEKEEPING_CRON = '*/10 * * * * *';
/** What others crawled is queued so soon. */
const HANDING_CRON = '* * * * * *';

/** Builds the bot, each part once, in flow order. */
export function createApp(options: AppOptions): App {
  const { config, store, logger, now, overrides = {} } = options;
  let isStopping = false;
  let aliveAt: Date | null = null;
  let published = Promise.resolve();
  const open = createOpenWork();
  const gate = createStoreGate({ store, now, logger });
  const guard = guardStore(store, logger);

  const { fetcher, hostStore } = createSiteAccess({ config, store, now }, overrides.fetcher);
  const { vocabulary, limits } = config;
  const readers = createReaderPool({
    vocabulary,
    size: limits.readers,
    onDeath: (reason) => status.noteReaderDeath(reason),
  });
  const reader: Reader = overrides.reader ?? readers;
  const catalogue = createSourceCatalogue({
    config,
    fetchPage: fetcher.fetchPage,
    reader,
    now,
    onAdded: (source) => {
      logger.info({ sourceId: source.id, url: source.url }, 'source added');
      visitSoon();
    },
    onChanged() {
      published = publishSources().catch((error: unknown) =>
        logger.error({ err: error }, 'sources not published'),
      );
    },
  });
  /** Those that crawl, and whoever leads next, have other disks. */
  async function publishSources(): Promise<void> {
    if (options.crawlers === undefined) return;
    await saveChatSources(store, catalogue.fromChat(await loadChatSources(store)));
  }
  const sources = (): readonly Source[] => overrides.sources ?? catalogue.watched();

  const outlet = (overrides.openOutlet ?? openOutlet)({
    config,
    store,
    logger,
    now,
    sources,
    catalogue,
    wake: () => deliverer.wake(),
    resumeChannels: (ids) => deliverer.resumeChannels(ids),
    previewWording: overrides.preview ?? {},
  });
  const status = createStatus({
    config,
    store,
    gate,
    guard,
    readers,
    sources,
    outlet,
    nextRoundAt: () => scheduler.nextAt(),
    role: options.role ?? 'all',
    standing: options.standing ?? ((): Standing => 'leader'),
    startedAt: options.startedAt,
    now,
  });
  const pages = openLocalPages({
    config,
    outlet: outlet.routes,
    status: status.routes,
    ...overrides.preview,
    logger,
  });
  const { post, edit } = status.counted(outlet);
  const deliverer = createDeliverer({
    outbox: store.outbox,
    subscriptions: outlet.subscriptions,
    post,
    ...(outlet.findRecentMessage === null ? {} : { findRecentMessage: outlet.findRecentMessage }),
    ...(outlet.listPosted === null ? {} : { listPosted: outlet.listPosted }),
    aliveAt: () => aliveAt,
    editing: { ...store, edit },
    render: (card, rendering) => renderDiscordMessage(card, rendering),
    onDelivered: (delivery) => {
      status.noteDelivered(delivery);
      options.onDelivered?.(delivery);
    },
    onEdited: (delivery) => options.onEdited?.(delivery),
    onPaused: outlet.onPaused,
    mayDeliver: guard.isHeld,
    confirm: () => store.confirmHeld(),
    now,
    logger,
  });

  const { subscriptions } = outlet;
  const queues: CrawlQueues = {
    ...createQueues({
      store,
      subscriptions,
      wake: () => deliverer.wake(),
      now,
      ...overrides.queues,
    }),
    raiseAlarm: (source, alarm) => outlet.raiseAlarm(source, alarm),
  };
  const takeHanded = createHandedWork({ store, queues, logger });
  const crawl: CrawlDeps = {
    ...queues,
    store,
    now,
    fetchPage: fetcher.fetchPage,
    reader: createAttemptedReader(reader, { attempts: store.attempts, now }),
    attachmentsPerArticle: limits.attachmentsPerArticle,
    limits: { ...limitsOf(config), ...overrides.limits },
    onBug: (entry, error) => logger.error({ url: entry.url, err: error }, 'entry failed'),
    readWith: botVersion,
    report(event) {
      status.noteEvent(event);
      logEvent(logger, event);
      options.onEvent?.(event);
    },
  };

  const noteConnectivity = watchConnectivity(logger, () => options.onOffline?.());
  async function round(which: 'due' | 'all'): Promise<RoundReport> {
    const report = await status.round(() =>
      runRound(crawl, sources(), {
        which,
        gate,
        isStopping: () => isStopping || !guard.isHeld(),
        onError: (source, error) => {
          status.noteVisitFailed();
          logger.error({ sourceId: source.id, err: error }, 'visit failed');
        },
      }),
    );
    if (!isStopping) noteConnectivity(report);
    return report;
  }
  const { crawlers } = options;
  const scheduler = createScheduler({
    cron: config.schedule.cron,
    timezone: config.schedule.timezone,
    run: async () => {
      if (crawlers !== undefined) {
        await status.handing(async () => {
          const due = await hostsDue(crawl, sources());
          await crawlers.want('host', due.hosts);
          return due;
        });
        return;
      }
      const report = await round('due');
      if (report.visited + report.reread === 0) return;
      logger.info({ ...report, ...status.takeChanges() }, 'round ended');
    },
    onError: (error) => logger.error({ err: error }, 'round failed'),
    onMissed: (why) => logger.debug({ why }, 'round not started'),
  });

  const housekeeper = createHousekeeper({
    store,
    keepDays: config.store.keepDays,
    deliverer,
    now,
    onDaily: () => outlet.tidy(),
    logger,
  });
  const housekeeping = createScheduler({
    cron: HOUSEKEEPING_CRON,
    run: async () => {
      if (!guard.isHeld()) return;
      // Each of these would fail, and say so every ten seconds.
      if (!(await status.tryStore())) return;
      await housekeeper.noteAlive();
      await housekeeper.takeRequests();
      await housekeeper.sweepDaily();
    },
    onError: (error) => logger.error({ err: error }, 'housekeeping failed'),
  });

  const handing = createScheduler({
    cron: HANDING_CRON,
    run: async () => {
      if (guard.isHeld()) await takeHanded();
    },
    onError: (error) => logger.error({ err: error }, 'handed tasks not done'),
  });

  /** Starts a round now, and a second one: a round that is already running does not include the new source. */
  function visitSoon(): void {
    const again = (): Promise<void> => scheduler.runNow();
    published
      .then(again)
      .then(again)
      .catch((error: unknown) => logger.error({ err: error }, 'round failed'));
  }

  return {
    outlet,
    localUrl: pages.url,
    statusUrl: pages.statusUrl,
    ended: Promise.race([outlet.ended, guard.lost]),
    failure: () => outlet.failure() ?? guard.failure(),
    async open() {
      if (overrides.hasNoPages !== true) await pages.start();
      await status.load();
      aliveAt = await housekeeper.aliveBefore();
      await adoptOlderRecords(store, { days: config.corrections.rereadDays, now: now() });
      await outlet.open();
      // Before anything is posted: what waits may be what is to be forgotten.
      await housekeeper.takeRequests();
      await takeHanded();
      await publishSources();
    },
    async start() {
      deliverer.start();
      scheduler.start();
      housekeeping.start();
      if (crawlers !== undefined) handing.start();
      // What was missed while the bot was down is due now.
      scheduler.runNow().catch((error: unknown) => logger.error({ err: error }, 'round failed'));
    },
    round,
    async deliver() {
      const { sent, waiting, nextAt } = await deliverer.drain();
      return { sent, waiting, nextAt };
    },
    async stop() {
      isStopping = true;
      const hurry = setTimeout(() => outlet.abort(), GRACE_MS);
      await Promise.all([
        // Requests and readings are ended at once: a visit with many pages left must not delay the stop.
        open.during('requests to sites', fetcher.close()),
        open.during('readers', readers.close()),
        open.during('visits', scheduler.stop()),
        open.during('housekeeping', housekeeping.stop()),
        open.during('handed tasks', handing.stop()),
        open.during('deliveries', deliverer.stop()),
      ]);
      clearTimeout(hurry);
      // A store that may be another's by now is left alone.
      if (guard.isHeld()) {
        await Promise.all([
          housekeeper.noteAlive('now'),
          hostStore.flush(),
          store.attempts.flush(),
        ]).catch((error: unknown) => logger.error({ err: error }, 'end not noted'));
      }
      await open.during('discord', outlet.close());
      await open.during('the local page', pages.stop());
    },
    stillOpen: () => open.names(),
  };
}
