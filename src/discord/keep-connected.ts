import { setTimeout as sleep } from 'node:timers/promises';

import { ConfigError, TokenError } from '../domain/errors.ts';
import type { Connection } from './create-connection.ts';
import { errorFacts, type DiscordLogger } from './discord-logger.ts';
import { translateError } from './translate-error.ts';
import type { ShardHealth } from './watch-shards.ts';

export interface KeeperDeps {
  /** Prepares a new connection; `onLost` is called when it is over. */
  readonly connect: (onLost: (error: Error) => void) => Connection;
  /** What must have worked once before the first connection. */
  readonly prepare: () => Promise<void>;
  readonly onTokenRefused: () => void;
  readonly firstPauseMs: number;
  readonly logger: DiscordLogger;
}

/** A connection that is replaced whenever it is lost. */
export interface Keeper {
  /** Resolves when connected for the first time, or stopped; throws only what waiting cannot solve. */
  readonly start: () => Promise<void>;
  /** Makes no further attempt; what is connected stays so until `stop`. */
  readonly halt: () => void;
  /** Closes what is open; what is being opened is closed as soon as it is. */
  readonly stop: () => Promise<void>;
  readonly current: () => Connection | null;
  /** What is connected; of a connection that was lost nothing is. */
  readonly shards: () => readonly ShardHealth[];
  /** Whether any of it is. */
  readonly isHealthy: () => boolean;
}

/** 1,000 log-ins a day reset the token; one in five minutes stays far below. */
const LONGEST_PAUSE_MS = 300_000;

/** Keeps a connection up, with growing pauses between the attempts. */
export function keepConnected(deps: KeeperDeps): Keeper {
  const { logger, firstPauseMs } = deps;
  const stopping = new AbortController();
  let connection: Connection | null = null;
  let isPrepared = false;
  let isOpen = false;

  function pause(ms: number): Promise<void> {
    return sleep(ms, undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  async function openOnce(): Promise<void> {
    if (!isPrepared) await deps.prepare();
    isPrepared = true;
    // A stop may have come at any await: what it did not see must not be opened, or be closed again.
    if (stopping.signal.aborted) return;
    const opening = deps.connect((error) => void comeBack(error));
    connection = opening;
    try {
      await opening.open();
    } catch (error) {
      await opening.close();
      throw translateError(error);
    }
    if (stopping.signal.aborted) await opening.close();
    else isOpen = true;
  }

  async function start(): Promise<void> {
    for (let attempt = 0; !stopping.signal.aborted; attempt += 1) {
      try {
        await openOnce();
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        if (error instanceof TokenError) deps.onTokenRefused();
        if (error instanceof TokenError || error instanceof ConfigError) throw error;
        const pauseMs = Math.min(LONGEST_PAUSE_MS, firstPauseMs * 2 ** Math.min(attempt, 10));
        logger.warn({ ...errorFacts(error), attempt, pauseMs }, 'discord not reached');
        await pause(pauseMs);
      }
    }
  }

  /** While logging in, `start` itself tries again. */
  async function comeBack(error: Error): Promise<void> {
    if (!isOpen || stopping.signal.aborted) return;
    isOpen = false;
    logger.warn(errorFacts(error), 'discord connection lost');
    try {
      await connection?.close();
      if (error instanceof TokenError) return deps.onTokenRefused();
      await pause(firstPauseMs);
      await start();
    } catch (reason) {
      logger.error(errorFacts(reason), 'discord given up');
    }
  }

  const shards = (): readonly ShardHealth[] =>
    (connection?.shards() ?? []).map(({ id, isConnected }) => ({
      id,
      isConnected: isConnected && isOpen,
    }));

  return {
    start,
    halt: () => stopping.abort(),
    stop: async () => {
      stopping.abort();
      isOpen = false;
      await connection?.close();
    },
    current: () => connection,
    shards,
    isHealthy: () => shards().some(({ isConnected }) => isConnected),
  };
}
