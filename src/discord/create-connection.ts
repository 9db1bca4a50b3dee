import { setTimeout as sleep } from 'node:timers/promises';

import {
  Client,
  Events,
  GatewayIntentBits,
  Options,
  Status,
  type Guild,
  type Interaction,
} from 'discord.js';

import { ConfigError, TokenError, TransientError } from '../domain/errors.ts';
import { rejectsPause } from './create-poster.ts';
import { errorFacts, type DiscordLogger } from './discord-logger.ts';
import { watchGuilds, type GuildHandlers } from './watch-guilds.ts';

/** What a connection does with what comes in. */
interface ConnectionHandlers extends GuildHandlers {
  readonly onInteraction: (interaction: Interaction) => Promise<void>;
  /** The connection is over and will not come back by itself. */
  readonly onLost: (error: Error) => void;
}

/** Whether one of a log-in's connections lives. */
export interface ShardSigns {
  readonly id: number;
  readonly isConnected: boolean;
}

/** One log-in to the Gateway. */
export interface Connection {
  /** Resolves when the Gateway is ready. */
  readonly open: () => Promise<void>;
  /** Each of its connections; none before Discord has said how many there are. */
  readonly shards: () => readonly ShardSigns[];
  readonly guilds: () => readonly Guild[];
  readonly close: () => Promise<void>;
}

export interface ConnectionDeps {
  readonly token: string;
  readonly apiUrl: string;
  readonly logger: DiscordLogger;
  readonly handlers: ConnectionHandlers;
}

/** Close codes of https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway that never heal. */
const AUTHENTICATION_FAILED = 4004;
const FATAL_CODES = new Map([
  [4010, 'invalid shard'],
  [4011, 'sharding required'],
  [4012, 'invalid API version'],
  [4013, 'invalid intents'],
  [4014, 'disallowed intents'],
]);

const OPEN_WITHIN_MS = 60_000;
/** Discord beats about every 41 s; three missed beats are a dead connection. */
const SILENT_MS = 135_000;
/** A server that does not answer the farewell is left without one. */
const CLOSE_WITHIN_MS = 1000;
/** discord.js tries again twice a second without end; after so many failures in a row the bot waits longer. */
const FAILURES_IN_A_ROW = 12;

function createClient(apiUrl: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { api: apiUrl, rejectOnRateLimit: rejectsPause },
    // Nothing is read from these, and they would only grow.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ThreadMemberManager: 0,
      UserManager: 50,
      // The bot's own membership is needed to compute its permissions.
      GuildMemberManager: { maxSize: 50, keepOverLimit: ({ id, client }) => id === client.user.id },
    }),
  });
}

function closeError(code: number): Error {
  if (code === AUTHENTICATION_FAILED) return new TokenError('Discord refused the token');
  const fatal = FATAL_CODES.get(code);
  if (fatal !== undefined) return new ConfigError(`Discord closed the connection: ${fatal}`);
  return new TransientError(`Discord closed the connection (${code})`);
}

interface ConnectionState {
  readyAt: number;
  failures: number;
  isClosed: boolean;
}

/** Writes down how the connection goes, and calls `lose` when it is over. */
function watchShard(
  client: Client,
  state: ConnectionState,
  { logger, lose }: { readonly logger: DiscordLogger; readonly lose: (error: Error) => void },
): void {
  const revive = (): void => {
    state.failures = 0;
    state.readyAt = Date.now();
  };
  // Without this listener an error in any other listener would end the process.
  client.on(Events.Error, (error) => logger.error(errorFacts(error), 'discord client error'));
  client.on(Events.Warn, (detail) => logger.warn({ detail }, 'discord client warning'));
  client.on(Events.ShardError, (error) => {
    state.failures += 1;
    logger.warn(errorFacts(error), 'discord connection error');
    if (state.failures >= FAILURES_IN_A_ROW) lose(new TransientError('Discord is not reachable'));
  });
  client.on(Events.ShardDisconnect, ({ code }) => lose(closeError(code)));
  client.on(Events.ShardReconnecting, () => {
    if (!state.isClosed) logger.info({}, 'discord reconnecting');
  });
  client.on(Events.ShardReady, revive);
  client.on(Events.ShardResume, (_id, replayed) => {
    revive();
    logger.info({ replayed }, 'discord resumed');
  });
}

/** Logs in; `opened` resolves when the Gateway is ready, and rejects when the log-in fails. */
async function logIn(
  client: Client,
  token: string,
  opened: PromiseWithResolvers<void>,
): Promise<void> {
  const timer = setTimeout(
    () => opened.reject(new TransientError('Discord did not greet us in time')),
    OPEN_WITHIN_MS,
  );
  try {
    const login = client.login(token).then(() => opened.promise);
    // discord.js connects even when it was ended while it logged in.
    login.catch(() => client.destroy()).catch(() => undefined);
    await Promise.race([login, opened.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Prepares one log-in; a lost connection is replaced by a new one, never revived. */
export function createConnection({ token, apiUrl, logger, handlers }: ConnectionDeps): Connection {
  const client = createClient(apiUrl);
  const state: ConnectionState = { readyAt: 0, failures: 0, isClosed: false };
  const opened = Promise.withResolvers<void>();
  // `open` hands the rejection to its caller; without a caller it must not be an unhandled rejection.
  opened.promise.catch(() => undefined);

  function lose(error: Error): void {
    if (state.isClosed) return;
    state.isClosed = true;
    opened.reject(error);
    handlers.onLost(error);
  }

  watchShard(client, state, { logger, lose });
  watchGuilds(client, handlers);
  client.once(Events.ClientReady, ({ guilds }) => {
    logger.info({ guilds: guilds.cache.size }, 'discord ready');
    opened.resolve();
  });
  client.on(Events.InteractionCreate, (interaction) => {
    handlers.onInteraction(interaction).catch((error: unknown) => {
      logger.error(errorFacts(error), 'interaction failed');
    });
  });

  return {
    open: () => logIn(client, token, opened),
    shards: () =>
      client.ws.shards.map(({ id, status, lastPingTimestamp }) => {
        const lastSign = Math.max(lastPingTimestamp, state.readyAt);
        // `client.isReady()` stays true after a fatal close (measured with 14.28: docs/field-notes.md §9).
        return { id, isConnected: status === Status.Ready && Date.now() - lastSign < SILENT_MS };
      }),
    guilds: () => [...client.guilds.cache.values()],
    close: async () => {
      state.isClosed = true;
      opened.reject(new TransientError('stopped'));
      const patience = sleep(CLOSE_WITHIN_MS, undefined, { ref: false });
      await Promise.race([client.destroy(), patience]);
    },
  };
}
