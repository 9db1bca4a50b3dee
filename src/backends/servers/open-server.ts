import { ConfigError, StoreError } from '../../domain/errors.ts';
import type { Backend, Look, OpenBackend, OpenLook, OpenMode, StoreShape } from '../backend.ts';
import { withoutPassword } from '../store-address.ts';
import { parseAddress } from './parse-address.ts';

interface Openers {
  readonly open: OpenBackend;
  readonly look: OpenLook;
}

/** What speaks with a server is loaded when one is used; an installation without optional packages has none of it. */
async function load(url: string): Promise<Openers> {
  const isRedis = url.startsWith('redis');
  try {
    if (isRedis) {
      const { openRedis, lookAtRedis } = await import('./open-redis.ts');
      return { open: openRedis, look: lookAtRedis };
    }
    const { openPostgres, lookAtPostgres } = await import('./open-postgres.ts');
    return { open: openPostgres, look: lookAtPostgres };
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
export function openServer(url: string, shape: StoreShape, mode: OpenMode): Promise<Backend> {
  return reaching(url, async () => (await load(url)).open(url, shape, mode));
}

/** The same store to look at, beside the bot that uses it. */
export function lookAtServer(url: string, shape: StoreShape): Promise<Look | null> {
  return reaching(url, async () => (await load(url)).look(url, shape));
}

async function reaching<R>(url: string, work: () => Promise<R>): Promise<R> {
  parseAddress(url);
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ConfigError && cause.cause !== undefined) throw cause;
    throw new StoreError(
      `The store ${withoutPassword(url)} cannot be reached. Is the server there, and are user, password and database right?`,
      { cause },
    );
  }
}
