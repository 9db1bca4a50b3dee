import { copyFileSync, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

import { StoreError } from '../../domain/errors.ts';
import { inUse } from '../lease.ts';
import { lockFile } from '../lock-file.ts';
import { syncFolder } from '../sync-folder.ts';

/** What SQLite keeps beside a file: without these it lacks what was written last, and another file with them is damaged. */
const BESIDE = ['-wal', '-shm'] as const;

/**
 * Puts a whole store, closed, in the place of another file, which is kept under the other name that `keep` says, or not at all where
 * that is null; returns that name. `keep` is asked once no bot can begin to use that file. Throws `StoreError` where a bot uses it,
 * or where the new store is not whole. Whenever it is cut short, one of the two is in the place, and what `keep` named is whole
 * before anything is taken from the place; only where the cut is between the last two steps, what SQLite keeps beside the old file
 * is with the name alone, and the file in the place lacks what was written last.
 */
export function putInPlace(fresh: string, path: string, keep: () => string | null): string | null {
  const lock = lockFile(path);
  if (lock === null) throw inUse(path);
  try {
    assertWhole(fresh);
    const kept = keep();
    if (kept !== null) {
      for (const suffix of ['', ...BESIDE]) giveName(`${path}${suffix}`, `${kept}${suffix}`);
      syncFolder(dirname(path));
    }
    for (const suffix of BESIDE) rmSync(`${path}${suffix}`, { force: true });
    renameSync(fresh, path);
    syncFolder(dirname(path));
    return kept;
  } finally {
    lock.release();
    for (const suffix of ['.lock', ...BESIDE]) rmSync(`${fresh}${suffix}`, { force: true });
  }
}

/** Closing a store moves all that is beside it into its file, and says nothing where the disk is too full for that. */
function assertWhole(fresh: string): void {
  const size = statSync(`${fresh}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  throw new StoreError(
    `${fresh} could not be written as a whole, so the store is left as it is. Is the disk full?`,
  );
}

/** A second name for a file that is there, or a copy where the disk's format has no second names. */
function giveName(path: string, name: string): void {
  if (!existsSync(path)) return;
  try {
    linkSync(path, name);
  } catch {
    copyFileSync(path, name);
  }
}

/** Removes what a restore that was cut short left; throws `StoreError` where another one is under way. */
export function clearFresh(fresh: string): void {
  const lock = lockFile(fresh);
  if (lock === null) throw inUse(fresh);
  lock.release();
  for (const suffix of ['', ...BESIDE]) rmSync(`${fresh}${suffix}`, { force: true });
}
