import type { KeyValue } from './key-value.ts';
import { settingMany, type Write } from './together.ts';

/** Which entries of a source were seen with a sign of their own: a title, an address or a proposal, each with its day. */
export interface SightingStore {
  getMany(signs: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Adds entry keys to signs, made ready for `together`; what is there already is not written again. */
  adding(pairs: readonly (readonly [sign: string, key: string])[]): Promise<readonly Write[]>;
  /** Puts other keys in the place of these, wherever they were seen. */
  replaceKeys(keys: ReadonlyMap<string, string>): Promise<void>;
}

/** A sign that more entries share tells nothing. */
const MAX_KEYS = 50;

/** Sightings over one namespace; never pruned, as the entries are not. */
export function createSightingStore(records: KeyValue<readonly string[]>): SightingStore {
  return {
    getMany: (signs) => records.getMany(signs),
    async adding(pairs) {
      const known = new Map(await records.getMany([...new Set(pairs.map(([sign]) => sign))]));
      const changed = new Map<string, readonly string[]>();
      for (const [sign, key] of pairs) {
        const keys = known.get(sign) ?? [];
        if (keys.includes(key) || keys.length >= MAX_KEYS) continue;
        known.set(sign, [...keys, key]);
        changed.set(sign, [...keys, key]);
      }
      return settingMany(records, [...changed]);
    },
    async replaceKeys(others) {
      const changed: (readonly [string, readonly string[]])[] = [];
      for await (const [sign, keys] of records.entries()) {
        if (!keys.some((key) => others.has(key))) continue;
        changed.push([sign, [...new Set(keys.map((key) => others.get(key) ?? key))]]);
      }
      await records.setMany(changed);
    },
  };
}
