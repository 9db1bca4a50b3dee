import pino from 'pino';

import { DAY_MS, HOUR_MS } from '../../src/base/clock.ts';
import { createApp, type App } from '../../src/app/create-app.ts';
import type { Outlet, OutletOptions } from '../../src/app/outlet.ts';
import type { Config } from '../../src/config/load-config.ts';
import type { CrawlEvent } from '../../src/crawl/crawl-deps.ts';
import type { Source } from '../../src/domain/source.ts';
import type { PauseReason, Subscription } from '../../src/domain/subscription.ts';
import type { Alarm } from '../../src/health/alarms.ts';
import type { Reader } from '../../src/reading/reader.ts';
import type { Store } from '../../src/store/open-store.ts';
import { openFragileStore, type Death, type Disk } from '../crawl/fragile-store.ts';
import type { FakeChannels } from './fake-channels.ts';
import { quickRecords } from './quick-records.ts';
import { drawFor } from './random.ts';
import { sourceUrl, type Sites } from './serve.ts';
import type { Channel, Watched, Wish, World } from './world.ts';

/** The true time, and how far the machine's clock is from it. */
interface SimulatedClock {
  at: number;
  skewMs: number;
}

/** What the bot said and did, with true times. */
export interface Diary {
  readonly events: { readonly at: number; readonly event: CrawlEvent }[];
  readonly alarms: {
    readonly at: number;
    readonly sourceId: string;
    readonly kind: Alarm['kind'];
  }[];
  readonly paused: {
    readonly at: number;
    readonly channelId: string;
    readonly reason: PauseReason | undefined;
  }[];
  /** Errors that a living process logged. */
  readonly bugs: { readonly at: number; readonly line: string }[];
  readonly starts: number[];
  readonly deaths: number[];
}

/** What every process of the bot has around it. */
export interface Surroundings {
  readonly world: World;
  readonly watched: readonly Watched[];
  readonly config: Config;
  readonly clock: SimulatedClock;
  readonly disk: Disk;
  readonly sites: Sites;
  readonly channels: FakeChannels;
  readonly reader: Reader;
  readonly diary: Diary;
}

/** One process of the bot. */
export interface Life {
  readonly app: App;
  readonly store: Store;
  readonly isDead: () => boolean;
  readonly resumeChannels: OutletOptions['resumeChannels'];
}

const LOG_LEVEL = 'error';
/** Pauses between two requests to a host take seconds; a robots.txt may ask for a minute. */
const LONGEST_SLEEP_MS = HOUR_MS / 2;

/** The sources that the operator has configured at this moment. */
function configuredSources(watched: readonly Watched[], at: number): readonly Source[] {
  return watched
    .filter(({ addedAt }) => addedAt <= at)
    .map((one): Source => {
      const { sourceId, site } = one;
      return {
        id: sourceId,
        name: `${site.name} 建议提案办理`,
        url: sourceUrl(one, at),
        format: 'auto',
        regionCode: site.regionCode,
        level: site.level,
        agency: null,
        family: null,
        group: 'reply',
        enabled: true,
        confirmed: 'never',
        selectors: null,
      };
    });
}

/** A channel's subscription as a moderator makes it. */
export function subscriptionOf({ id, guildId }: Channel, wish: Wish): Subscription {
  return {
    channelId: id,
    guildId,
    regionPrefixes: wish.provinces,
    topics: wish.topics,
    relevances: wish.isCoreOnly ? ['core'] : ['core', 'related'],
    kinds: ['reply'],
    language: 'zh-CN',
    createdBy: '1',
    createdAt: new Date(wish.at).toISOString(),
    paused: null,
  };
}

/** Starts a process over what the last one left, which may die at one of its writes. */
export async function startLife(around: Surroundings, death: Death | null): Promise<Life> {
  const { world, watched, config, clock, disk, sites, channels, reader, diary } = around;
  const { store, writes } = openFragileStore(disk, death, quickRecords);
  const isDead = (): boolean => death !== null && writes() >= death.at;
  const now = (): Date => new Date(clock.at + clock.skewMs);
  const draw = drawFor(world.seed, `life ${diary.starts.length}`);
  diary.starts.push(clock.at);
  let resumeChannels: OutletOptions['resumeChannels'] = () => Promise.resolve(0);

  /** A pause that no rule explains would stop the year: it is noted, and not made. */
  function sleep(ms: number): void {
    if (ms > LONGEST_SLEEP_MS) {
      const days = Math.round(ms / DAY_MS);
      diary.bugs.push({ at: clock.at, line: `a request was to wait for ${days} days` });
      return;
    }
    clock.at = Math.ceil(clock.at + ms);
  }

  function openOutlet(options: OutletOptions): Outlet {
    resumeChannels = options.resumeChannels;
    return {
      kind: 'discord',
      subscriptions: store.subscriptions,
      post: channels.post,
      edit: channels.edit,
      findRecentMessage: channels.findRecentMessage,
      listPosted: channels.listPosted,
      tidy: () => Promise.resolve(),
      abort: () => undefined,
      onPaused: ({ channelId, paused }) =>
        void diary.paused.push({ at: clock.at, channelId, reason: paused?.reason }),
      raiseAlarm: async ({ id }, { kind }) =>
        void diary.alarms.push({ at: clock.at, sourceId: id, kind }),
      open: () => Promise.resolve(),
      close: () => Promise.resolve(),
      previewUrl: () => null,
      shards: () => [],
      ended: new Promise(() => undefined),
      failure: () => null,
    };
  }

  const app = createApp({
    config,
    store,
    now,
    logger: pino(
      { level: LOG_LEVEL },
      { write: (line) => void (isDead() || diary.bugs.push({ at: clock.at, line })) },
    ),
    onEvent: (event) => void diary.events.push({ at: clock.at, event }),
    overrides: {
      sources: configuredSources(watched, clock.at),
      reader,
      fetcher: {
        now,
        send: sites.send,
        random: draw.share,
        sleep: async (ms) => sleep(ms),
      },
      openOutlet,
    },
  });
  await app.open();
  const writable = world.channels.filter((channel) => channels.isWritable(channel, clock.at));
  await resumeChannels(writable.map(({ id }) => id)).catch(() => 0);
  return { app, store, isDead, resumeChannels: (ids) => resumeChannels(ids) };
}
