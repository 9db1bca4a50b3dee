import { DatabaseSync } from 'node:sqlite';

import { fileAt } from './file-at.ts';

/** A lock on a file that the operating system lifts when its holder dies, however it dies. */
export interface FileLock {
  /** Which file it is on: who gets a lock on the same file knows that its former holder is gone. */
  readonly file: string;
  release(): void;
}

/**
 * Takes an exclusive lock beside a store's file, given by its real path; null where another process has it. The lock is
 * SQLite's own on an empty database. It only spares a start the wait for a holder that is gone: who may write is said by the
 * lease in the store.
 */
export function lockFile(path: string): FileLock | null {
  const lockPath = `${path}.lock`;
  const database = new DatabaseSync(lockPath);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
  } catch {
    database.close();
    return null;
  }
  return { file: fileAt(lockPath) ?? '', release: () => database.close() };
}
