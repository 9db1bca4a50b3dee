import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where a running bot answers, left beside its data for the commands and the health check. */
interface NotedAddress {
  readonly pid: number;
  readonly url: string;
}

const FILE = 'local-page.json';
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;

/** Leaves the address; returns what takes it away again. That it cannot be left hinders nothing: commands then look at the configured port. */
export function noteAddress(
  dataDirectory: string,
  url: string | null,
  logger: { debug(facts: object, message: string): void },
): () => void {
  const path = join(dataDirectory, FILE);
  if (url === null) return () => undefined;
  const noted: NotedAddress = { pid: process.pid, url: reachable(url) };
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: OWN_FOLDER });
    writeFileSync(`${path}.new`, JSON.stringify(noted), { mode: OWN_FILE });
    renameSync(`${path}.new`, path);
  } catch (error) {
    logger.debug({ err: error }, 'address of the local page not noted');
  }
  return () => {
    if (readNote(dataDirectory)?.pid === process.pid) rmSync(path, { force: true });
  };
}

/** Where the bot that was started last on this data answers; null where none noted it. */
export function notedAddress(dataDirectory: string): string | null {
  return readNote(dataDirectory)?.url ?? null;
}

/** An address by which this machine reaches what listens on all of its addresses. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}

function readNote(dataDirectory: string): NotedAddress | null {
  try {
    const found: unknown = JSON.parse(readFileSync(join(dataDirectory, FILE), 'utf8'));
    if (typeof found !== 'object' || found === null) return null;
    const { pid, url }: { readonly pid?: unknown; readonly url?: unknown } = found;
    const isNote = typeof pid === 'number' && typeof url === 'string' && url.startsWith('http://');
    return isNote ? { pid, url } : null;
  } catch {
    return null;
  }
}
