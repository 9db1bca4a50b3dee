import type { KeyValue } from '../../src/store/key-value.ts';

/** Records in memory that are handed out as they are: a year reads some of them millions of times. */
export function quickRecords<T>(disk: Map<string, unknown>): KeyValue<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one namespace holds one type
  const kept = disk as Map<string, T>;
  return {
    get: async (key) => kept.get(key) ?? null,
    async getMany(keys) {
      const found = new Map<string, T>();
      for (const key of keys) {
        const record = kept.get(key);
        if (record !== undefined) found.set(key, record);
      }
      return found;
    },
    set: async (key, data) => void kept.set(key, data),
    async setMany(entries) {
      for (const [key, data] of entries) kept.set(key, data);
    },
    delete: async (key) => kept.delete(key),
    async deleteMany(keys) {
      for (const key of keys) kept.delete(key);
    },
    upgradeAll: () => Promise.resolve(0),
    async *entries() {
      // As it was when this began: records may change meanwhile.
      yield* Array.from(kept);
    },
    async *kept() {
      for (const [key, data] of Array.from(kept)) yield { key, version: 1, data };
    },
    async putBack(records) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one namespace holds one type
      for (const { key, data } of records) kept.set(key, data as T);
    },
    close: () => Promise.resolve(),
  };
}
