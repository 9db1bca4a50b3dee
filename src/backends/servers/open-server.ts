import { ConfigError, StoreError } from '../../domain/errors.ts';
import type { Backend, OpenBackend, OpenMode, StoreShape } from '../backend.ts';
import { withoutPassword } from '../store-address.ts';
import { parseAddress } from './parse-address.ts';

/** What speaks with a server is loaded when one is used; an installation without optional packages has none of it. */
async function load(url: string): Promise<OpenBackend> {
  const isRedis = url.startsWith('redis');
  try {
    if (isRedis) return (await import('./open-redis.ts')).openRedis;
    return (await import('./open-postgres.ts')).openPostgres;
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
export async function openServer(url: string, shape: StoreShape, mode: OpenMode): Promise<Backend> {
  parseAddress(url);
  const open = await load(url);
  try {
    return await open(url, shape, mode);
  } catch (cause) {
    throw new StoreError(
      `The store ${withoutPassword(url)} cannot be reached. Is the server there, and are user, password and database right?`,
      { cause },
    );
  }
}
