import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { StoreError } from '../domain/errors.ts';

/** The only right to write a store's file. */
export interface FileLock {
  /** Throws `StoreError` when the lock's file, or the store's, is no longer the one at its path: others may write there. */
  assertHeld(): void;
  release(): void;
}

/** Which file is at a path: the same answer as long as nobody removes or replaces it. */
function fileAt(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}

/**
 * Takes an exclusive lock beside a store's file, which exists and is given by its real path, so that only one process writes
 * it. The lock is SQLite's own on an empty database: the operating system lifts it when the process dies, however it dies.
 */
export function lockFile(path: string): FileLock {
  const lockPath = `${path}.lock`;
  const database = new DatabaseSync(lockPath);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new StoreError(
      `Another Jianbao is using ${path}. Stop it first, or give this one a store of its own (store.url in bot.yaml, or STORE_URL).`,
      { cause: error, isInUse: true },
    );
  }
  const files = [lockPath, path].map((one) => ({ path: one, file: fileAt(one) }));
  return {
    assertHeld() {
      const lost = files.find((one) => fileAt(one.path) !== one.file);
      if (lost === undefined) return;
      throw new StoreError(
        `${lost.path} was removed or replaced while Jianbao ran. Another one may use the store now, so this one posts nothing more and ends. Nobody needs to remove the lock file: it holds nothing once its process is gone.`,
      );
    },
    release: () => database.close(),
  };
}
