import { HOUR_MS } from '../base/clock.ts';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Guild, Interaction, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';

import { PermanentError } from '../domain/errors.ts';
import type { Subscription } from '../domain/subscription.ts';
import { createConnection } from './create-connection.ts';
import { createPoster, type LeaveToPost, type Poster } from './create-poster.ts';
import { errorFacts, type DiscordLogger } from './discord-logger.ts';
import { keepConnected } from './keep-connected.ts';
import { createPauseNotifier } from './pause-notifier.ts';
import type { ShardHealth } from './watch-shards.ts';
import { mayReadHistory, writableChannels } from './watch-guilds.ts';

/** What Discord needs to know about the rest of the bot. */
export interface DiscordOptions {
  readonly token: string;
  /** Where Discord's API is; the tests have their own. */
  readonly apiUrl?: string;
  readonly commands: {
    readonly definitions: readonly RESTPostAPIApplicationCommandsJSONBody[];
    readonly handle: (interaction: Interaction) => Promise<void>;
  };
  readonly logger: DiscordLogger;
  /** The bot may post in these channels; called often, also for channels without a subscription. */
  readonly onWritable?: (channelIds: readonly string[]) => void;
  /** The bot was removed from a guild. */
  readonly onGuildRemoved?: (guildId: string) => void;
  /** Nothing works any more until the operator gives a new token. */
  readonly onTokenRefused?: () => void;
  /** Says whether this process may post. */
  readonly leave?: LeaveToPost;
  /** First pause after a failed log-in; the tests shorten it. */
  readonly firstPauseMs?: number;
}

/** The bot's side of Discord. */
export interface Discord extends Pick<
  Poster,
  'post' | 'edit' | 'findRecentMessage' | 'listPosted'
> {
  /** Registers the commands and logs in; tries until it works. Throws only when the token or settings are wrong. */
  readonly start: () => Promise<void>;
  /** Ends the requests that are under way; what they did stays open. */
  readonly abort: () => void;
  readonly stop: () => Promise<void>;
  /** Announces in a server that one of its channels is paused; never throws. */
  readonly notifyPaused: (subscription: Subscription) => Promise<void>;
  /** Which connections to the Gateway live, by their own signs; none before the first log-in. */
  readonly shards: () => readonly ShardHealth[];
  /** Whether any of them lives, and the token is good. */
  readonly isHealthy: () => boolean;
}

const DISCORD_API = 'https://discord.com/api';
const FIRST_PAUSE_MS = 5000;
/** Some permissions come back without an event, such as at the end of a time-out. */
const LOOK_AROUND_MS = HOUR_MS;
const SETTLE_WITHIN_MS = 2000;

/** Creates the bot's side of Discord: requests for posting, and a Gateway connection for commands, renewed when lost. */
export function createDiscord(options: DiscordOptions): Discord {
  const { token, logger, commands, firstPauseMs = FIRST_PAUSE_MS } = options;
  const apiUrl = options.apiUrl ?? DISCORD_API;
  const onTokenRefused = onceRefused(options);
  const guilds = (): readonly Guild[] => keeper.current()?.guilds() ?? [];
  const poster = createPoster({
    token,
    apiUrl,
    onTokenRefused: onTokenRefused.tell,
    ...(options.leave === undefined ? {} : { leave: options.leave }),
    mayReadHistory: (channelId) => mayReadHistory(guilds(), channelId),
  });
  const handling = trackWork(commands.handle);
  const keeper = keepConnected({
    prepare: () => registerCommands(poster, options),
    connect: (onLost) =>
      createConnection({
        token,
        apiUrl,
        logger,
        handlers: {
          onInteraction: handling.run,
          onWritable: (ids) => options.onWritable?.(ids),
          onGuildRemoved: (guildId) => options.onGuildRemoved?.(guildId),
          onLost,
        },
      }),
    onTokenRefused: onTokenRefused.tell,
    firstPauseMs,
    logger,
  });
  const timer = setInterval(() => {
    const ids = guilds().flatMap(writableChannels);
    if (ids.length > 0) options.onWritable?.(ids);
  }, LOOK_AROUND_MS);
  timer.unref();

  return {
    post: poster.post,
    edit: poster.edit,
    findRecentMessage: poster.findRecentMessage,
    listPosted: poster.listPosted,
    notifyPaused: createPauseNotifier({ poster, guilds, logger }),
    start: keeper.start,
    abort: poster.abort,
    stop: async () => {
      clearInterval(timer);
      keeper.halt();
      await handling.settle(SETTLE_WITHIN_MS);
      poster.abort();
      await keeper.stop();
    },
    shards: keeper.shards,
    isHealthy: () => !onTokenRefused.isRefused() && keeper.isHealthy(),
  };
}

/** Requests and the Gateway may both notice it; it is said once. */
function onceRefused({ logger, onTokenRefused }: DiscordOptions): {
  readonly tell: () => void;
  readonly isRefused: () => boolean;
} {
  let isRefused = false;
  return {
    tell: () => {
      if (isRefused) return;
      isRefused = true;
      logger.error({}, 'discord refused the token');
      onTokenRefused?.();
    },
    isRefused: () => isRefused,
  };
}

/** Knows which interactions are still being answered, so that a stop can wait for them. */
function trackWork(handle: DiscordOptions['commands']['handle']): {
  readonly run: (interaction: Interaction) => Promise<void>;
  readonly settle: (withinMs: number) => Promise<void>;
} {
  const running = new Set<Promise<void>>();
  return {
    run: (interaction) => {
      const work = handle(interaction).finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    settle: async (withinMs) => {
      const patience = sleep(withinMs, undefined, { ref: false });
      await Promise.race([Promise.allSettled(running), patience]);
    },
  };
}

async function registerCommands(
  poster: Pick<Poster, 'registerCommands'>,
  { commands, logger }: DiscordOptions,
): Promise<void> {
  try {
    await poster.registerCommands(commands.definitions);
    logger.info({ commands: commands.definitions.length }, 'commands registered');
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    // Cards can still be posted, and those commands that Discord knows already still work.
    logger.error(errorFacts(error), 'commands refused');
  }
}
