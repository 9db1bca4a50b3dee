import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';

export const SQLITE = 'sqlite://';

/** The folder of a store's file, whatever links lead to it; null where it has none. */
export function storeFolder(url: string): string | null {
  return url.startsWith(SQLITE) ? dirname(realPath(url.slice(SQLITE.length))) : null;
}

/** Where the links of a path lead. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet, or not to be looked at: opening it says why.
    return path;
  }
}
