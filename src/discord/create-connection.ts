import { setTimeout as sleep } from 'node:timers/promises';

import {
  Client,
  Events,
  GatewayIntentBits,
  Options,
  type Guild,
  type Interaction,
} from 'discord.js';

import { TransientError } from '../domain/errors.ts';
import { rejectsPause } from './create-poster.ts';
import { errorFacts, type DiscordLogger } from './discord-logger.ts';
import { watchGuilds, type GuildHandlers } from './watch-guilds.ts';
import { type ShardHealth, watchShards } from './watch-shards.ts';

/** What a connection does with what comes in. */
interface ConnectionHandlers extends GuildHandlers {
  readonly onInteraction: (interaction: Interaction) => Promise<void>;
  /** The connection is over and will not come back by itself. */
  readonly onLost: (error: Error) => void;
}

/** One log-in to the Gateway. */
export interface Connection {
  /** Resolves when the Gateway is ready. */
  readonly open: () => Promise<void>;
  /** Each of its shards; none before Discord has said how many there are. */
  readonly shards: () => readonly ShardHealth[];
  readonly guilds: () => readonly Guild[];
  readonly close: () => Promise<void>;
}

export interface ConnectionDeps {
  readonly token: string;
  readonly apiUrl: string;
  readonly logger: DiscordLogger;
  readonly handlers: ConnectionHandlers;
}

/** Counted anew from each shard that is ready: they log in one after the other. */
const OPEN_WITHIN_MS = 60_000;
/** A server that does not answer the farewell is left without one. */
const CLOSE_WITHIN_MS = 1000;
function createClient(apiUrl: string): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    // As many as Discord asks for, all in this process.
    shards: 'auto',
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
  client.on(Events.ShardReady, () => timer.refresh());
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
  const state = { isClosed: false };
  const opened = Promise.withResolvers<void>();
  // `open` hands the rejection to its caller; without a caller it must not be an unhandled rejection.
  opened.promise.catch(() => undefined);

  function lose(error: Error): void {
    if (state.isClosed) return;
    state.isClosed = true;
    opened.reject(error);
    handlers.onLost(error);
  }

  const shards = watchShards(client, { logger, lose, isClosed: () => state.isClosed });
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
    shards: shards.health,
    guilds: () => [...client.guilds.cache.values()],
    close: async () => {
      state.isClosed = true;
      opened.reject(new TransientError('stopped'));
      const patience = sleep(CLOSE_WITHIN_MS, undefined, { ref: false });
      await Promise.race([client.destroy(), patience]);
    },
  };
}
