import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file or folder that others on the machine can read, and what to do about it. */
export interface OpenPath {
  readonly path: string;
  readonly mode: string;
  readonly command: string;
}

const OTHERS = 0o077;
const MODE = 0o777;

/** Which of the bot's own files and folders others can read: the store with its folder, and `.env`. */
export function openPaths(storeUrl: string, envFile: string): readonly OpenPath[] {
  // Windows has no such modes.
  if (process.platform === 'win32') return [];
  const store = storeUrl.startsWith('sqlite://') ? storeUrl.slice('sqlite://'.length) : null;
  const folder = store === null ? [] : [dirname(store), store, `${store}-wal`, `${store}-shm`];
  return [...folder, envFile].flatMap((path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined || (stats.mode & OTHERS) === 0) return [];
    const wanted = stats.isDirectory() ? '700' : '600';
    const mode = (stats.mode & MODE).toString(8);
    return [{ path, mode, command: `chmod ${wanted} ${path}` }];
  });
}
