import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { inUse } from '../lease.ts';
import { lockFile } from '../lock-file.ts';
import { syncFolder } from '../sync-folder.ts';

/** What SQLite keeps beside a file: without these it lacks what was written last, and another file with them is damaged. */
const BESIDE = ['-wal', '-shm'] as const;

/**
 * Puts a whole store, closed, in the place of another file, which is kept under another name; null where it need not be kept.
 * Throws `StoreError` where a bot uses that file. Whenever it is cut short, one of the two is in the place.
 */
export function putInPlace(fresh: string, path: string, kept: string | null): void {
  const lock = lockFile(path);
  if (lock === null) throw inUse(path);
  try {
    for (const suffix of BESIDE) {
      if (kept === null) rmSync(`${path}${suffix}`, { force: true });
      else if (existsSync(`${path}${suffix}`)) renameSync(`${path}${suffix}`, `${kept}${suffix}`);
    }
    if (kept !== null) giveName(path, kept);
    renameSync(fresh, path);
    syncFolder(dirname(path));
  } finally {
    lock.release();
    for (const suffix of ['.lock', ...BESIDE]) rmSync(`${fresh}${suffix}`, { force: true });
  }
}

/** A second name for a file, or a copy where the disk's format has no second names. */
function giveName(path: string, name: string): void {
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
