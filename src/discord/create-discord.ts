import { setTimeout as sleep } from 'node:timers/promises';

import type { Interaction, RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';

import { ConfigError, PermanentError, TokenError } from '../domain/errors.ts';
import type { Subscription } from '../domain/subscription.ts';
import { createConnection } from './create-connection.ts';
import type { Connection } from './create-connection.ts';
import { createPoster } from './create-poster.ts';
import type { Poster } from './create-poster.ts';
import { errorFacts } from './discord-logger.ts';
import type { DiscordLogger } from './discord-logger.ts';
import { translateError } from './translate-error.ts';
import { tellPaused } from './tell-guild.ts';
import { writableChannels } from './watch-guilds.ts';

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
  /** The bot may post in these channels; called often, also for channels that nobody subscribed. */
  readonly onWritable?: (channelIds: readonly string[]) => void;
  /** The bot was removed from a guild. */
  readonly onGuildRemoved?: (guildId: string) => void;
  /** Nothing works any more until the operator gives a new token. */
  readonly onTokenRefused?: () => void;
  /** First pause after a failed log-in; the tests shorten it. */
  readonly firstPauseMs?: number;
}

/** The bot's side of Discord. */
export interface Discord extends Pick<Poster, 'post' | 'edit' | 'findRecentMessage'> {
  /** Registers the commands and logs in; tries until it works. Throws only when the token or settings are wrong. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Tells a server that one of its channels rests; never throws. */
  readonly sayPaused: (subscription: Subscription) => Promise<void>;
  /** Whether the Gateway lives, by its own signs. */
  readonly isHealthy: () => boolean;
}

const DISCORD_API = 'https://discord.com/api';
const FIRST_PAUSE_MS = 5000;
/** 1,000 log-ins a day reset the token; one in five minutes stays far below. */
const LONGEST_PAUSE_MS = 300_000;
/** Some permissions come back without an event, such as at the end of a time-out. */
const LOOK_AROUND_MS = 3_600_000;
const STOP_WITHIN_MS = 3000;
/** A channel that goes and comes back is not news each time. */
const TELL_AGAIN_MS = 86_400_000;

/** Builds Discord: plain requests for posting, and a Gateway connection for commands, kept up for good. */
export function createDiscord(options: DiscordOptions): Discord {
  const { token, logger, commands } = options;
  const apiUrl = options.apiUrl ?? DISCORD_API;
  const poster = createPoster({ token, apiUrl, onTokenRefused: refuse });
  const stopping = new AbortController();
  const handling = new Set<Promise<void>>();
  const toldAt = new Map<string, number>();
  let connection: Connection | null = null;
  const state = { isOpen: false, isRegistered: false, isRefused: false };

  function refuse(): void {
    if (state.isRefused) return;
    state.isRefused = true;
    logger.error({}, 'discord refused the token');
    options.onTokenRefused?.();
  }

  function handle(interaction: Interaction): Promise<void> {
    const work = commands.handle(interaction).finally(() => handling.delete(work));
    handling.add(work);
    return work;
  }

  function connect(): Connection {
    return createConnection({
      token,
      apiUrl,
      logger,
      handlers: {
        onInteraction: handle,
        onWritable: (ids) => options.onWritable?.(ids),
        onGuildRemoved: (guildId) => options.onGuildRemoved?.(guildId),
        onLost: (error) => void comeBack(error),
      },
    });
  }

  async function register(): Promise<void> {
    try {
      await poster.registerCommands(commands.definitions);
      logger.info({ commands: commands.definitions.length }, 'commands registered');
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      // Cards can still be posted, and those commands that Discord knows already still work.
      logger.error(errorFacts(error), 'commands refused');
    }
    state.isRegistered = true;
  }

  async function openOnce(): Promise<void> {
    if (!state.isRegistered) await register();
    const opening = connect();
    connection = opening;
    try {
      await opening.open();
      state.isOpen = true;
    } catch (error) {
      await opening.close();
      throw translateError(error);
    }
  }

  async function start(): Promise<void> {
    const first = options.firstPauseMs ?? FIRST_PAUSE_MS;
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        await openOnce();
        return;
      } catch (error) {
        if (error instanceof TokenError) refuse();
        if (error instanceof TokenError || error instanceof ConfigError) throw error;
        const pauseMs = Math.min(LONGEST_PAUSE_MS, first * 2 ** Math.min(attempt, 10));
        logger.warn({ ...errorFacts(error), attempt, pauseMs }, 'discord not reached');
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }

  /** A lost connection is replaced, with growing pauses; while logging in, `start` itself does that. */
  async function comeBack(error: Error): Promise<void> {
    if (!state.isOpen || stopping.signal.aborted) return;
    state.isOpen = false;
    logger.warn(errorFacts(error), 'discord connection lost');
    try {
      await connection?.close();
      if (error instanceof TokenError) refuse();
      else await start();
    } catch (reason) {
      logger.error(errorFacts(reason), 'discord given up');
    }
  }

  function lookAround(): void {
    const guilds = connection?.guilds() ?? [];
    const ids = guilds.flatMap(writableChannels);
    if (ids.length > 0) options.onWritable?.(ids);
  }

  async function sayPaused(subscription: Subscription): Promise<void> {
    const { channelId, guildId } = subscription;
    const lastToldAt = toldAt.get(channelId) ?? 0;
    if (Date.now() - lastToldAt < TELL_AGAIN_MS) return;
    toldAt.set(channelId, Date.now());
    const guild = connection?.guilds().find(({ id }) => id === guildId);
    try {
      await tellPaused(poster, subscription, guild);
    } catch (error) {
      logger.warn({ ...errorFacts(error), channelId, guildId }, 'nobody told of the pause');
    }
  }

  const timer = setInterval(lookAround, LOOK_AROUND_MS);
  timer.unref();

  return {
    post: poster.post,
    edit: poster.edit,
    findRecentMessage: poster.findRecentMessage,
    sayPaused,
    start,
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      const patience = sleep(STOP_WITHIN_MS, undefined, { ref: false });
      await Promise.race([Promise.allSettled(handling), patience]);
      await connection?.close();
    },
    isHealthy: () => !state.isRefused && state.isOpen && connection?.isHealthy() === true,
  };
}
