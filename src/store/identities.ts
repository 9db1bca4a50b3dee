import type { KeyValue } from './key-value.ts';
import { inOrder, settingMany, type Write } from './together.ts';

/** Which documents carry a key: a strong key has one, a band of the fingerprint may have several. */
export interface IdentityStore {
  lookup(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  add(keys: readonly string[], articleId: string): Promise<void>;
  /** The same, made ready for `together`. */
  adding(keys: readonly string[], articleId: string): Promise<readonly Write[]>;
  /** Every key of a document; looks at all that are stored. */
  keysOf(articleId: string): Promise<readonly string[]>;
  /** Takes a document away from these keys. */
  remove(keys: readonly string[], articleId: string): Promise<void>;
}

/** A band with more documents than this is no longer useful; further ones are not added to it. */
const CROWDED_BAND = 64;

/** Identity keys over one namespace: a look-up reads only its own keys, however many are stored. */
export function createIdentityStore(records: KeyValue<readonly string[]>): IdentityStore {
  async function adding(keys: readonly string[], articleId: string): Promise<readonly Write[]> {
    const known = await records.getMany(keys);
    const changed = keys
      .map((key) => [key, known.get(key) ?? []] as const)
      .filter(([, ids]) => !ids.includes(articleId) && ids.length < CROWDED_BAND)
      .map(([key, ids]) => [key, [...ids, articleId]] as const);
    return settingMany(records, changed);
  }

  return {
    lookup: (keys) => records.getMany(keys),
    add: async (keys, articleId) => inOrder(await adding(keys, articleId)),
    adding,
    async keysOf(articleId) {
      const keys: string[] = [];
      for await (const [key, ids] of records.entries()) if (ids.includes(articleId)) keys.push(key);
      return keys;
    },
    async remove(keys, articleId) {
      for (const [key, ids] of await records.getMany(keys)) {
        const others = ids.filter((id) => id !== articleId);
        if (others.length > 0) await records.set(key, others);
        else await records.delete(key);
      }
    },
  };
}
