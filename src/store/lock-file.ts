import { DatabaseSync } from 'node:sqlite';

import { StoreError } from '../domain/errors.ts';

/**
 * Takes an exclusive lock beside a store's file, so that only one process writes it. The lock is
 * SQLite's own on an empty database: the operating system lifts it when the process dies, however it dies.
 */
export function lockFile(path: string): { release(): void } {
  const database = new DatabaseSync(`${path}.lock`);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new StoreError(
      `Another Jianbao is using ${path}. Stop it first, or give this one a store of its own (store.url in bot.yaml, or STORE_URL).`,
      { cause: error, isInUse: true },
    );
  }
  return { release: () => database.close() };
}
