import { createHash } from 'node:crypto';

import type { ReaderFailure } from '../domain/errors.ts';
import type { KeyValue } from './key-value.ts';

/** That reading an address was begun, and how it ended if it ended badly. What was read well leaves no record. */
export interface ReadingAttempt {
  readonly address: string;
  /** How many times in a row it was begun and not brought to its end, this time included. */
  readonly tries: number;
  /** How many of them ended the reader; absent for none. */
  readonly deaths?: number;
  /** How the last try ended; `read-crash` while it runs, as nothing else is written if the whole bot dies of it. */
  readonly reason: ReaderFailure;
  readonly at: string;
}

/** How often pages of one host ended a reader within a day. */
export interface HostDeaths {
  readonly host: string;
  readonly deaths: number;
  /** When the first of them happened. */
  readonly since: string;
}

/** The attempts, by address, and what they came to, by host. */
export interface AttemptStore {
  load(address: string): Promise<ReadingAttempt | null>;
  save(attempt: ReadingAttempt): Promise<void>;
  remove(address: string): Promise<void>;
  /** It was read well: goes within a second, with others, and counts as gone from now on. */
  settle(address: string): void;
  /** Writes what was settled now. */
  flush(): Promise<void>;
  loadHost(host: string): Promise<HostDeaths | null>;
  saveHost(deaths: HostDeaths): Promise<void>;
}

/** So long what was read well waits, to go with others. */
const SETTLED_MS = 1000;

/** Attempts over two namespaces; addresses may be long, so their digests are the keys. */
export function createAttemptStore(
  records: KeyValue<ReadingAttempt>,
  hosts: KeyValue<HostDeaths>,
): AttemptStore {
  const settled = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  function removeSettled(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const gone = [...settled];
    settled.clear();
    return records.deleteMany(gone);
  }

  async function save(attempt: ReadingAttempt): Promise<void> {
    const key = keyOf(attempt.address);
    settled.delete(key);
    await records.set(key, attempt);
  }

  function settle(address: string): void {
    settled.add(keyOf(address));
    // What is lost here counts as one reading that was begun.
    timer ??= setTimeout(() => void removeSettled().catch(() => undefined), SETTLED_MS);
    timer.unref();
  }

  return {
    load: async (address) => {
      const key = keyOf(address);
      return settled.has(key) ? null : records.get(key);
    },
    save,
    remove: async (address) => void (await records.delete(keyOf(address))),
    settle,
    flush: removeSettled,
    loadHost: (host) => hosts.get(keyOf(host)),
    saveHost: (deaths) => hosts.set(keyOf(deaths.host), deaths),
  };
}

function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}
