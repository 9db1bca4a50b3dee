import { openFragileStore } from '../crawl/fragile-store.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import type { PauseReason } from '../../src/domain/subscription.ts';
import type { Store } from '../../src/store/open-store.ts';
import { localReader } from '../support/local-reader.ts';
import { openChannels, type FakeChannels } from './fake-channels.ts';
import {
  startLife,
  subscriptionOf,
  type Diary,
  type Life,
  type Surroundings,
} from './play-life.ts';
import { quickRecords } from './quick-records.ts';
import { drawFor } from './random.ts';
import { openSites, type Sites } from './serve.ts';
import type { Channel, Mishap, Watched, World } from './world.ts';

/** Everything that is left of a year, for the judge. */
export interface Year {
  readonly world: World;
  /** The sources that were played. */
  readonly watched: readonly Watched[];
  readonly store: Store;
  readonly sites: Sites;
  readonly channels: FakeChannels;
  readonly diary: Diary;
  /** When the machine was off. */
  readonly ticks: number;
}

interface Action {
  readonly at: number;
  readonly act: () => Promise<void>;
}

const CRON_MS = 5 * 60_000;
const RESTART_MS = 2 * 60_000;
const PATIENCE_MS = 10 * 60_000;
const MINUTE_MS = 60_000;
/** After so many passes there is a round between. */
const MAX_PASSES = 60;

/** Plays a world from its beginning to its end; `onDay` is called when a day has passed. */
export async function runBot(
  world: World,
  options: {
    readonly onlySites?: readonly string[] | null;
    readonly onDay?: (at: number) => void;
  } = {},
): Promise<Year> {
  const { onlySites = null, onDay = () => undefined } = options;
  const watched = world.watched.filter(({ site }) => onlySites?.includes(site.id) ?? true);
  const clock = { at: world.year.from, skewMs: 0 };
  const now = (): number => clock.at;
  const pass = (ms: number): void => void (clock.at = Math.ceil(clock.at + ms));
  const diary: Diary = { events: [], alarms: [], paused: [], bugs: [], starts: [], deaths: [] };
  const around: Surroundings = {
    world,
    watched,
    config: loadConfig('config', {}),
    clock,
    disk: new Map(),
    sites: openSites(world, now, pass),
    channels: openChannels(world, now, pass),
    reader: localReader(),
    diary,
  };
  for (const channel of world.channels) {
    const [wish] = channel.wishes;
    const { store } = openFragileStore(around.disk, null, quickRecords);
    if (wish !== undefined) await store.subscriptions.save(subscriptionOf(channel, wish));
  }
  const random = Math.random;
  Math.random = drawFor(world.seed, 'Math.random').share;
  try {
    const bot = createBot(around);
    const ticks = await live(bot, around, onDay);
    await bot.end();
    const { store } = openFragileStore(around.disk, null, quickRecords);
    return { world, watched, store, sites: around.sites, channels: around.channels, diary, ticks };
  } finally {
    Math.random = random;
  }
}

/** The bot over its processes. */
interface Bot {
  readonly tick: () => Promise<void>;
  /** Does work in the living process. */
  readonly within: (work: (life: Life) => Promise<unknown>) => Promise<void>;
  readonly restart: (
    death: { readonly at: number; readonly written: boolean } | null,
  ) => Promise<void>;
  /** When something is due next, by the true time. */
  readonly nextDue: () => Promise<number>;
  readonly end: () => Promise<void>;
}

function createBot(around: Surroundings): Bot {
  const { clock, diary } = around;
  let life: Life | null = null;
  let nextDelivery = Infinity;

  async function end(): Promise<void> {
    await life?.app.stop().catch(() => undefined);
    life = null;
  }

  async function restart(
    death: { readonly at: number; readonly written: boolean } | null,
  ): Promise<void> {
    await end();
    life = await startLife(around, death).catch(() => null);
    if (life === null) await startAgain();
  }

  /** A process that died is started anew by its supervisor. */
  async function startAgain(): Promise<void> {
    diary.deaths.push(clock.at);
    clock.at += RESTART_MS;
    await restart(null);
  }

  async function within(work: (life: Life) => Promise<unknown>): Promise<void> {
    if (life === null) await restart(null);
    if (life === null) return;
    try {
      await work(life);
    } catch (error) {
      if (!life.isDead()) throw error;
    }
    if (life.isDead()) await startAgain();
  }

  /** One pass of the deliverer; when it says that the next one is due, by the true time. */
  async function deliver({ app }: Life): Promise<number> {
    const { nextAt } = await app.deliver();
    return (nextAt ?? Infinity) - clock.skewMs;
  }

  return {
    end,
    restart,
    within,
    async tick() {
      await within(({ app }) => app.round('due'));
      for (let passed = 0; passed < MAX_PASSES; passed += 1) {
        let next = Infinity;
        await within(async (current) => {
          next = await deliver(current);
        });
        nextDelivery = next;
        if (next > clock.at + PATIENCE_MS) return;
        clock.at = Math.ceil(Math.max(clock.at + 1000, next));
      }
    },
    async nextDue() {
      let next = Infinity;
      await within(async (current) => {
        const states = await current.store.sources.all();
        for (const { nextVisitAt } of states.values())
          next = Math.min(next, Date.parse(nextVisitAt ?? ''));
        if (states.size < around.watched.length)
          next = Math.min(next, clock.at + 12 * 60 * MINUTE_MS);
        next = Math.min(Math.ceil((next - clock.skewMs) / CRON_MS) * CRON_MS, nextDelivery);
      });
      return next;
    },
  };
}

async function live(bot: Bot, around: Surroundings, onDay: (at: number) => void): Promise<number> {
  const { clock, world } = around;
  const actions = actionsOf(bot, around);
  let ticks = 0;
  let day = 0;
  await bot.restart(null);
  while (clock.at < world.year.to) {
    for (
      let action = actions[0];
      action !== undefined && action.at <= clock.at;
      action = actions[0]
    ) {
      actions.shift();
      await action.act();
    }
    ticks += 1;
    await bot.tick();
    const next = Math.min(await bot.nextDue(), actions[0]?.at ?? Infinity, world.year.to);
    clock.at = Math.ceil(Math.max(clock.at + MINUTE_MS, next));
    const today = Math.floor(clock.at / 86_400_000);
    if (today > day) onDay(clock.at);
    day = today;
  }
  return ticks;
}

function actionsOf(bot: Bot, around: Surroundings): Action[] {
  const { world, watched } = around;
  const restart = async (): Promise<void> => bot.restart(null);
  const operator = watched.flatMap(({ site, addedAt }) => [addedAt, ...site.corrections.values()]);
  const actions = [
    ...operator.filter((at) => at > world.year.from).map((at): Action => ({ at, act: restart })),
    ...world.mishaps.flatMap((mishap) => actionsFor(mishap, bot, around)),
    ...world.channels.flatMap((channel) => actionsOn(channel, bot, around)),
  ];
  return actions.sort((a, b) => a.at - b.at);
}

function actionsFor(mishap: Mishap, bot: Bot, { clock }: Surroundings): readonly Action[] {
  const { at } = mishap;
  switch (mishap.kind) {
    case 'crash':
      return [{ at, act: () => bot.restart({ at: mishap.write, written: mishap.written }) }];
    case 'restart':
      return [{ at, act: () => bot.restart(null) }];
    case 'off':
      return [
        {
          at,
          act: async () => {
            await bot.end();
            clock.at = Math.ceil(Math.max(clock.at, mishap.until));
            await bot.restart(null);
          },
        },
      ];
    case 'clock': {
      const set = (skewMs: number) => async (): Promise<void> => void (clock.skewMs = skewMs);
      return [
        { at, act: set(mishap.skewMs) },
        { at: mishap.until, act: set(0) },
      ];
    }
    default:
      return mishap satisfies never;
  }
}

function actionsOn(channel: Channel, bot: Bot, { clock }: Surroundings): readonly Action[] {
  const { id, guildId, wishes, withoutPermission, withoutGuild } = channel;
  const resume = (): Promise<void> => bot.within((life) => life.resumeChannels([id]));
  const save = (at: number): Promise<void> =>
    bot.within(async ({ store }) => {
      const wish = wishes.findLast((one) => one.at <= at);
      const known = await store.subscriptions.get(id);
      if (wish === undefined) return;
      await store.subscriptions.save({
        ...subscriptionOf(channel, wish),
        paused: known?.paused ?? null,
      });
    });
  const pauseGuild = (): Promise<void> =>
    bot.within(async ({ store }) => {
      for (const subscription of await store.subscriptions.all()) {
        if (subscription.guildId !== guildId) continue;
        const reason: PauseReason = 'guild-removed';
        const paused = { reason, since: new Date(clock.at).toISOString() };
        await store.subscriptions.save({ ...subscription, paused });
      }
    });
  const subscribeAgain = (): Promise<void> =>
    bot.within(async ({ store, resumeChannels }) => {
      const known = await store.subscriptions.get(id);
      if (known !== null) await store.subscriptions.save({ ...known, paused: null });
      await resumeChannels([id]);
    });
  return [
    ...wishes.slice(1).map(({ at }): Action => ({ at, act: () => save(at) })),
    ...withoutPermission.map(({ to }): Action => ({ at: to, act: resume })),
    ...withoutGuild.flatMap(({ from, to }): readonly Action[] => [
      { at: from, act: pauseGuild },
      { at: to, act: subscribeAgain },
    ]),
  ];
}
