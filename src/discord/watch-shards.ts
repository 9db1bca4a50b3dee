import { Events, Status, type Client } from 'discord.js';

import { ConfigError, TokenError, TransientError } from '../domain/errors.ts';
import { errorFacts, type DiscordLogger } from './discord-logger.ts';

/** How one shard of the Gateway does: it hears of its share of the servers. Posting needs none. */
export interface ShardHealth {
  readonly id: number;
  readonly isConnected: boolean;
}

/** The shards of one connection. */
export interface Shards {
  readonly health: () => readonly ShardHealth[];
}

/** Close codes of https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway that never heal. */
const AUTHENTICATION_FAILED = 4004;
const FATAL_CODES = new Map([
  [4012, 'invalid API version'],
  [4013, 'invalid intents'],
  [4014, 'disallowed intents'],
]);
/** The next connection asks anew how many shards there have to be. */
const OTHER_SHARDS = new Map([
  [4010, 'invalid shard'],
  [4011, 'sharding required'],
]);

/** Discord beats about every 41 s; three missed beats are a dead connection. */
const SILENT_MS = 135_000;
/** discord.js tries again twice a second without end; after so many failures in a row a shard is lost. */
const FAILURES_IN_A_ROW = 12;
/** With a lost shard beside good ones the whole connection is replaced after so long. */
const RENEW_MS = 600_000;

interface ShardState {
  readyAt: number;
  failures: number;
  failingSince: number | null;
}

export interface WatchOptions {
  readonly logger: DiscordLogger;
  /** The whole connection is over. */
  readonly lose: (error: Error) => void;
  readonly isClosed: () => boolean;
  readonly now?: () => number;
}

function closeError(code: number): Error {
  if (code === AUTHENTICATION_FAILED) return new TokenError();
  const fatal = FATAL_CODES.get(code);
  if (fatal !== undefined) return new ConfigError(`Discord closed the connection: ${fatal}`);
  const other = OTHER_SHARDS.get(code) ?? String(code);
  return new TransientError(`Discord closed the connection: ${other}`);
}

/** Writes down how the shards do, and calls `lose` when none is left, or when one does not come back for long. */
export function watchShards(
  client: Client,
  { logger, lose, isClosed, now = Date.now }: WatchOptions,
): Shards {
  const states = new Map<number, ShardState>();
  const stateOf = (id: number): ShardState => {
    const state = states.get(id) ?? { readyAt: 0, failures: 0, failingSince: null };
    states.set(id, state);
    return state;
  };

  function revive(id: number): void {
    const state = stateOf(id);
    state.failures = 0;
    state.failingSince = null;
    state.readyAt = now();
  }

  function fail(id: number): void {
    const state = stateOf(id);
    state.failures += 1;
    state.failingSince ??= now();
    if (state.failures < FAILURES_IN_A_ROW) return;
    if (state.failures === FAILURES_IN_A_ROW) logger.warn({ shard: id }, 'discord shard lost');
    const isForLong = now() - state.failingSince > RENEW_MS;
    // While one of them lives the others come back by themselves, or with the next connection.
    if (isForLong || !health().some(({ isConnected }) => isConnected))
      lose(new TransientError('Discord is not reachable'));
  }

  function health(): readonly ShardHealth[] {
    return client.ws.shards.map(({ id, status, lastPingTimestamp }) => {
      const lastSign = Math.max(lastPingTimestamp, stateOf(id).readyAt);
      // `client.isReady()` stays true after a fatal close (measured with 14.28: docs/field-notes.md §9).
      return { id, isConnected: status === Status.Ready && now() - lastSign < SILENT_MS };
    });
  }

  // Without this listener an error in any other listener would end the process.
  client.on(Events.Error, (error) => logger.error(errorFacts(error), 'discord client error'));
  client.on(Events.Warn, (detail) => logger.warn({ detail }, 'discord client warning'));
  client.on(Events.ShardError, (error, shard) => {
    logger.warn({ ...errorFacts(error), shard }, 'discord connection error');
    fail(shard);
  });
  client.on(Events.ShardDisconnect, ({ code }) => lose(closeError(code)));
  client.on(Events.ShardReconnecting, (shard) => {
    if (!isClosed()) logger.info({ shard }, 'discord reconnecting');
  });
  client.on(Events.ShardReady, revive);
  client.on(Events.ShardResume, (shard, replayed) => {
    revive(shard);
    logger.info({ shard, replayed }, 'discord resumed');
  });
  return { health };
}
