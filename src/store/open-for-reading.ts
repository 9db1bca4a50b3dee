import type { OpenReading, ReadingBackend } from '../backends/backend.ts';
import { openServerToRead } from '../backends/servers/open-server.ts';
import { openSqliteToRead } from '../backends/sqlite/open-sqlite.ts';
import { ConfigError, StoreError } from '../domain/errors.ts';
import { composeStores, type Stores } from './compose-stores.ts';
import { createKeyValue, type KeyValue } from './key-value.ts';
import { SHAPE } from './open-records.ts';
import { openStore, type Store } from './open-store.ts';
import { UPGRADES, VERSIONS, type Namespace } from './upgrades.ts';

/** A store to look into; whatever would write it throws `StoreError`. */
export interface StoreForReading extends Stores, Pick<Store, 'describe' | 'close'> {}

const READERS: Readonly<Record<string, OpenReading>> = {
  sqlite: openSqliteToRead,
  postgres: openServerToRead,
  postgresql: openServerToRead,
  redis: openServerToRead,
  rediss: openServerToRead,
};

/**
 * Opens a store to look into, also beside the bot that writes it: without its lease, and without a lock. What is not there yet is
 * empty, and is not made. What an older program wrote is brought up to date first, for which no bot may run.
 */
export async function openStoreForReading(url: string): Promise<StoreForReading> {
  const open = READERS[url.split(':', 1)[0] ?? ''];
  // What is in memory is nobody else's; an address that is none is told of there.
  if (open === undefined) return openStore(url);
  const backend = await openBackend(open, url);
  if (backend === null) return openStore('memory:');
  const records = readRecords(backend);
  const age = await ageOf(records).catch(async (error: unknown) => {
    await records.close();
    throw error;
  });
  if (age === 'current') return composed(backend, records);
  await records.close();
  return age === 'none' ? openStore('memory:') : openStore(url);
}

async function openBackend(open: OpenReading, url: string): Promise<ReadingBackend | null> {
  try {
    return await open(url, SHAPE);
  } catch (cause) {
    if (cause instanceof StoreError || cause instanceof ConfigError) throw cause;
    throw new StoreError('The store cannot be opened.', { cause });
  }
}

interface Records {
  readonly namespace: <T>(name: Namespace) => KeyValue<T>;
  readonly close: () => Promise<void>;
}

function readRecords(backend: ReadingBackend): Records {
  const opened: Pick<KeyValue<unknown>, 'close'>[] = [];
  return {
    namespace<T>(name: Namespace): KeyValue<T> {
      const { keyLimit } = backend;
      const records = createKeyValue<T>(backend.adapter(name), {
        namespace: name,
        version: VERSIONS[name],
        upgrades: UPGRADES[name] ?? {},
        ...(keyLimit === undefined ? {} : { keyLimit }),
        mayWrite: () =>
          Promise.reject(new StoreError('The store was opened to be read, not to be written.')),
      });
      opened.push(records);
      return records;
    },
    async close() {
      for (const records of opened) await records.close().catch(() => undefined);
      await backend.close();
    },
  };
}

/** Throws `StoreError` where it is newer than this program. */
async function ageOf({ namespace }: Records): Promise<'none' | 'older' | 'current'> {
  const meta = namespace<string>('store');
  try {
    const format = await meta.get('format');
    if (format === null) return 'none';
    return (await meta.get('versions')) === JSON.stringify(VERSIONS) ? 'current' : 'older';
  } catch (error) {
    // A file from before each namespace had its table.
    if (errorsIn(error).some((text) => text.includes('no such table'))) return 'older';
    throw error;
  }
}

function errorsIn(error: unknown): readonly string[] {
  return error instanceof Error ? [error.message, ...errorsIn(error.cause)] : [];
}

function composed(backend: ReadingBackend, { namespace, close }: Records): StoreForReading {
  return {
    ...composeStores(namespace),
    async describe() {
      try {
        return await backend.describe();
      } catch (cause) {
        throw new StoreError(`The store ${backend.name} does not answer.`, { cause });
      }
    },
    close,
  };
}
