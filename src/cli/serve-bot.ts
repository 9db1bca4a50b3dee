import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from 'pino';

import { createApp } from '../app/create-app.ts';
import type { RoleKeeper } from '../app/role-status.ts';
import { standbyRoutes } from '../app/standby-status.ts';
import { countOff, watchedSources } from '../app/watched-sources.ts';
import { bothClocks, msSince } from '../base/both-clocks.ts';
import { shanghaiDay } from '../base/clock.ts';
import { renderText } from '../card/render-text.ts';
import type { Config } from '../config/load-config.ts';
import { StoreError } from '../domain/errors.ts';
import { noteAddress } from '../local/noted-address.ts';
import { openStore, type Store } from '../store/open-store.ts';
import type { Turns, TurnWork } from '../turns/turns.ts';
import { START_WORDS } from './messages.ts';
import { createStandbyPage } from './standby-page.ts';
import type { Stop } from './watch-signals.ts';

/** A process of the bot and what ends it. */
export interface BotProcess {
  readonly config: Config;
  readonly logger: Logger;
  readonly stop: Stop;
  readonly startedAt: Date;
}

/** How a bot shares its work. */
export interface BotRole {
  readonly turns: Turns;
  /** One of several: whoever gets the turn leads, and others crawl. */
  readonly isOneOfSeveral: boolean;
  readonly keeper: RoleKeeper;
}

/** The one turn of the kind `bot`. */
const LEADER = 'leader';
/** It is wanted again and again, should somebody have emptied the tables of turns. */
const WANT_AGAIN_MS = 60_000;
/** How often the leader looks whether it still leads. */
const LOOK_MS = 2000;
/** About the time after which others take over: who cannot know for so long steps down. */
const UNKNOWN_MS = 10_000;
/** A leader that could not begin lets others try first. */
const REST_MS = 2000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Leads whenever it has the turn, until the process is to stop or the operator has to change something. */
export async function serveBot(bot: BotProcess, role: BotRole): Promise<void> {
  const { stop, logger } = bot;
  const { turns, isOneOfSeveral, keeper } = role;
  const ending = Promise.withResolvers<never>();
  const { config } = bot;
  const status = standbyRoutes({ config, keeper, startedAt: bot.startedAt, now: () => new Date() });
  const page = isOneOfSeveral ? createStandbyPage({ config, logger, status }) : null;

  let isLeading = false;
  /** What listens on its port may go away again. */
  async function openPage(): Promise<void> {
    if (isLeading || stop.isRequested()) return;
    await page?.start().catch((error: unknown) => logger.error({ err: error }, 'no local page'));
  }

  async function lead(signal: AbortSignal): Promise<'done' | 'again'> {
    isLeading = true;
    try {
      await leadOnce(bot, role, { signal, beforePages: () => page?.stop() });
      keeper.standBy();
    } catch (error) {
      keeper.standBy();
      if (!isOneOfSeveral || !(error instanceof StoreError)) {
        ending.reject(error);
        return 'done';
      }
      logger.warn({ err: error }, 'leads no more');
      await sleep(REST_MS);
    } finally {
      isLeading = false;
    }
    // There are others, or this process later.
    if (!isOneOfSeveral) return 'done';
    logger.info({}, 'stands by');
    await openPage();
    return 'again';
  }

  const current: { leading: Promise<unknown> } = { leading: Promise.resolve() };
  const work: TurnWork['work'] = ({ signal }) => {
    const leading = lead(signal);
    current.leading = leading;
    return leading;
  };
  const wanting = setInterval(() => {
    if (!isOneOfSeveral) return;
    turns.want('bot', [LEADER]).catch(() => undefined);
    void openPage();
  }, WANT_AGAIN_MS);
  try {
    await page?.start();
    if (isOneOfSeveral) logger.info({}, 'stands by');
    await turns.serve('bot', { atOnce: 1, work });
    await turns.want('bot', [LEADER]);
    await Promise.race([stop.requested, ending.promise]);
  } finally {
    clearInterval(wanting);
    await turns.stop();
    // An engine does not wait for long.
    await current.leading;
    await page?.stop();
  }
}

async function leadOnce(
  { config, logger, stop, startedAt }: BotProcess,
  { turns, isOneOfSeveral, keeper }: BotRole,
  leading: {
    readonly signal: AbortSignal;
    /** Until the bot's own pages open, those of a bot that stands by answer. */
    readonly beforePages: () => Promise<void> | undefined;
  },
): Promise<void> {
  const { signal } = leading;
  const { language, discord, store: where } = config;
  const words = START_WORDS[language];
  const isPreview = discord.token === null;
  // The lock first: what is said below is true only for the one who holds it.
  const store = await openStore(where.url, { isShared: isOneOfSeveral });
  try {
    for (const risk of (await store.describe()).risks)
      logger.warn({ risk }, 'store may lose something');
    if (isPreview) say(words.noToken);
    await store.sharing?.lead();
    if (isOneOfSeveral) logger.info({}, 'leads');
    keeper.lead();
    const app = createApp({
      config,
      store,
      logger,
      now: () => new Date(),
      onDelivered: ({ card }) => {
        if (isPreview) say(`\n${renderText(card, language)}`);
      },
      onOffline: () => {
        if (isPreview) say(words.offline);
      },
      role: keeper.status().role,
      standing: () => keeper.status().standing,
      startedAt,
      ...(isOneOfSeveral ? { crawlers: turns } : {}),
    });
    stop.explain(() => app.stillOpen());
    let forgetAddress = (): void => undefined;
    try {
      if (signal.aborted) return;
      await leading.beforePages();
      await app.open();
      forgetAddress = noteAddress(config.dataDirectory, app.statusUrl(), logger);
      announce(config, app.localUrl());
      if (signal.aborted) return;
      await app.start();
      await Promise.race([
        aborted(signal),
        app.ended,
        ...(isOneOfSeveral ? [unknown(store, signal)] : []),
      ]);
      const failure = app.failure();
      if (failure !== null) throw failure;
    } finally {
      forgetAddress();
      await app.stop();
      stop.explain(() => ['the store']);
    }
  } finally {
    await store.close();
  }
}

function announce(config: Config, localUrl: string | null): void {
  const words = START_WORDS[config.language];
  const count = watchedSources(config, shanghaiDay(new Date())).length;
  say(words.watching(count, countOff(config)));
  if (localUrl === null) return;
  say(config.discord.token === null ? words.preview(localUrl) : words.status(`${localUrl}/status`));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Resolves once nobody could say for long whether this process still leads; what is known is the store's guard to tell. */
async function unknown(store: Store, signal: AbortSignal): Promise<void> {
  let known = bothClocks();
  while (!signal.aborted && msSince(known) < UNKNOWN_MS) {
    const at = bothClocks();
    try {
      await store.confirmHeld();
      known = at;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
    await sleep(LOOK_MS);
  }
}
