import { statSync } from 'node:fs';

/** Which file is at a path: the same answer as long as nobody removes or replaces it; null where there is none. */
export function fileAt(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}:${found.ino}`;
}
