import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Sees to it that the names of a folder's files are on the disk, too; Windows has no such thing. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
