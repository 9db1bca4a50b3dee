import type { KeyValue } from './key-value.ts';

/** A namespace that is only read and written by key. */
export interface KeyedStore<T> {
  load(key: string): Promise<T | null>;
  save(key: string, value: T): Promise<void>;
  saveMany(entries: readonly (readonly [string, T])[]): Promise<void>;
  all(): Promise<ReadonlyMap<string, T>>;
}

/** Sources' states, hosts' states and settings need no more than this. */
export function createKeyedStore<T>(records: KeyValue<T>): KeyedStore<T> {
  return {
    load: (key) => records.get(key),
    save: (key, value) => records.set(key, value),
    saveMany: (entries) => records.setMany(entries),
    async all() {
      const found = new Map<string, T>();
      for await (const [key, value] of records.entries()) found.set(key, value);
      return found;
    },
  };
}
