import { ConfigError, StoreError } from '../../domain/errors.ts';
import type { Backend, OpenBackend, OpenReading, ReadingBackend, StoreShape } from '../backend.ts';
import { withoutPassword } from '../store-address.ts';
import { parseAddress } from './parse-address.ts';

interface Opening {
  readonly open: OpenBackend;
  readonly openToRead: OpenReading;
}

/** What speaks with a server is loaded when one is used; an installation without optional packages has none of it. */
async function load(url: string): Promise<Opening> {
  const isRedis = url.startsWith('redis');
  try {
    if (isRedis) {
      const { openRedis, openRedisToRead } = await import('./open-redis.ts');
      return { open: openRedis, openToRead: openRedisToRead };
    }
    const { openPostgres, openPostgresToRead } = await import('./open-postgres.ts');
    return { open: openPostgres, openToRead: openPostgresToRead };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'))
      throw error;
    const name = isRedis ? 'Redis' : 'PostgreSQL';
    throw new ConfigError(
      `What speaks with ${name} is not installed: run npm ci without --omit=optional.`,
      { cause: error },
    );
  }
}

/** A store on a server. */
export async function openServer(url: string, shape: StoreShape): Promise<Backend> {
  parseAddress(url);
  const { open } = await load(url);
  return reached(url, open(url, shape));
}

/** The store of a bot that runs. */
export async function openServerToRead(
  url: string,
  shape: StoreShape,
): Promise<ReadingBackend | null> {
  parseAddress(url);
  const { openToRead } = await load(url);
  return reached(url, openToRead(url, shape));
}

async function reached<T>(url: string, opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (cause) {
    throw new StoreError(
      `The store ${withoutPassword(url)} cannot be reached. Is the server there, and are user, password and database right?`,
      { cause },
    );
  }
}
