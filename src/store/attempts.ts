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

/** The attempts, by address. */
export interface AttemptStore {
  load(address: string): Promise<ReadingAttempt | null>;
  save(attempt: ReadingAttempt): Promise<void>;
  remove(address: string): Promise<void>;
}

/** Attempts over one namespace; addresses may be long, so their digests are the keys. */
export function createAttemptStore(records: KeyValue<ReadingAttempt>): AttemptStore {
  return {
    load: (address) => records.get(keyOf(address)),
    save: (attempt) => records.set(keyOf(attempt.address), attempt),
    remove: async (address) => void (await records.delete(keyOf(address))),
  };
}

function keyOf(address: string): string {
  return createHash('sha256').update(address).digest('hex').slice(0, 32);
}
