import type { KeyValue } from './key-value.ts';
import { settingMany, type Write } from './together.ts';

/**
 * What became of one link of a list. One that is `forgotten` holds nothing else, under a digest of its address or of a
 * key of its document: enough to know it again, and to post it no more.
 */
export interface KnownEntry {
  readonly url: string;
  readonly title: string;
  readonly sourceId: string;
  /** Other sources that took it as known on their first visits; of a baseline only. */
  readonly baselineOf?: readonly string[];
  readonly firstSeenAt: string;
  readonly outcome:
    | 'baseline'
    | 'irrelevant'
    | 'queued'
    | 'duplicate'
    | 'unreadable'
    | 'gone'
    | 'retry'
    | 'forgotten';
  /** A short machine-readable word, or null. */
  readonly reason: string | null;
  /** The document that it led to; of one that could not be read, the one that says its title. */
  readonly articleId: string | null;
  /** Words that spoke for it; of one that was judged irrelevant in spite of them. */
  readonly near?: readonly string[];
  /** How many times reading it failed. */
  readonly attempts: number;
  /** When it was last tried; of one that could not be read. */
  readonly triedAt?: string;
}

/** The known links, by entry key. */
export interface EntryStore {
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, KnownEntry>>;
  save(key: string, entry: KnownEntry): Promise<void>;
  /** The same, made ready for `together`. */
  saving(key: string, entry: KnownEntry): Write;
  /** Moves records to other keys. */
  rename(keys: ReadonlyMap<string, string>): Promise<void>;
  saveMany(entries: readonly (readonly [string, KnownEntry])[]): Promise<void>;
  savingMany(entries: readonly (readonly [string, KnownEntry])[]): readonly Write[];
  all(): AsyncGenerator<readonly [string, KnownEntry]>;
  removeMany(keys: readonly string[]): Promise<void>;
}

/** Known links over one namespace; none is dropped by its age, so that a pinned row is not posted again years later. */
export function createEntryStore(records: KeyValue<KnownEntry>): EntryStore {
  return {
    getMany: (keys) => records.getMany(keys),
    save: (key, entry) => records.set(key, entry),
    saving: (key, entry) => ({ run: () => records.set(key, entry) }),
    savingMany: (entries) => settingMany(records, entries),
    async rename(keys) {
      const known = await records.getMany([...keys.keys()]);
      await records.setMany(
        [...known].flatMap(([key, entry]) => {
          const to = keys.get(key);
          return to === undefined ? [] : [[to, entry] as const];
        }),
      );
      await records.deleteMany([...known.keys()]);
    },
    saveMany: (entries) => records.setMany(entries),
    all: () => records.entries(),
    removeMany: (keys) => records.deleteMany(keys),
  };
}
