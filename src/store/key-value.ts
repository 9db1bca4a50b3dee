import { AsyncLocalStorage } from 'node:async_hooks';

import { Keyv, type KeyvStorageAdapter } from 'keyv';

import { byCodeUnits } from '../base/by-code-units.ts';
import { StoreError } from '../domain/errors.ts';
import { QUICK_JSON } from './quick-json.ts';
import { needsShortening, shortKey } from './short-key.ts';

/** One namespace of typed records. Every failure is a `StoreError`: a broken disk must never read as "never seen". */
export interface KeyValue<T> {
  get(key: string): Promise<T | null>;
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, T>>;
  set(key: string, value: T): Promise<void>;
  /** One statement for some hundred records; of a key that comes twice the last value counts. */
  setMany(entries: readonly (readonly [string, T])[]): Promise<void>;
  delete(key: string): Promise<boolean>;
  deleteMany(keys: readonly string[]): Promise<void>;
  /** Every record, in the order of the keys where the adapter has one. */
  entries(): AsyncGenerator<readonly [string, T]>;
  /** Writes every record of an older version as its later self; returns how many there were. */
  upgradeAll(): Promise<number>;
  /** Every record as it is kept, whatever its version; throws where it is newer than this program. */
  kept(): AsyncGenerator<KeptRecord>;
  /** Writes records as they were kept elsewhere. */
  putBack(records: readonly KeptRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** A record with its key and the version of its type. */
export interface KeptRecord {
  readonly key: string;
  readonly version: number;
  readonly data: unknown;
}

/** What is written: the record type's version beside the record, and the key where a shorter one is used in its place. */
interface Envelope<T> {
  readonly version: number;
  readonly data: T;
  readonly key?: string;
}

/** Turns a record of one version into one of the next. */
export type Upgrade = (record: unknown) => unknown;

/** Where a namespace lives and which version of its records this program writes. */
export interface NamespaceOptions {
  readonly namespace: string;
  readonly version: number;
  /** By the version of an older record: what makes the next one of it. */
  readonly upgrades?: Readonly<Record<number, Upgrade>>;
  /** Longer keys, in characters, are replaced by their digests; absent where keys may have any length. */
  readonly keyLimit?: number;
  /** Awaited before each write; throws where this process may not write. */
  readonly mayWrite?: () => Promise<void>;
}

/** What was told of one operation while it ran. */
interface Operation {
  readonly errors: unknown[];
}

const UPGRADES_AT_ONCE = 200;

/** An older record as its later self; throws `StoreError` where its version is no longer read. */
export function upgradeRecord(
  record: { readonly key: string; readonly version: number; readonly data: unknown },
  {
    namespace,
    version,
    upgrades = {},
  }: Pick<NamespaceOptions, 'namespace' | 'version' | 'upgrades'>,
): unknown {
  let { data } = record;
  for (let from = record.version; from < version; from += 1) {
    const upgrade = upgrades[from];
    if (upgrade === undefined) {
      throw new StoreError(
        `The record "${record.key}" in "${namespace}" has version ${from}, which this program no longer reads.`,
      );
    }
    data = upgrade(data);
  }
  return data;
}

/**
 * Wraps one Keyv. The adapter is used by this namespace alone: Keyv 6 sets the namespace on it.
 *
 * Keyv 6 has no option to throw. What fails is told to its `error` listeners, and the operation answers as if nothing had
 * been found; without a listener the error is thrown, also one that belongs to no operation, such as a lost connection,
 * which then ends the process. So there is one listener, and each operation looks whether something was told during it.
 */
export function createKeyValue<T>(
  adapter: KeyvStorageAdapter | Map<string, unknown>,
  options: NamespaceOptions,
): KeyValue<T> {
  const { namespace, version, keyLimit = Number.POSITIVE_INFINITY } = options;
  const keyv = new Keyv<Envelope<T>>({ store: adapter, namespace, serialization: QUICK_JSON });
  const operations = new AsyncLocalStorage<Operation>();
  keyv.on('error', (error: unknown) => void operations.getStore()?.errors.push(error));

  async function guarded<R>(what: string, work: () => Promise<R>): Promise<R> {
    const operation: Operation = { errors: [] };
    try {
      const result = await operations.run(operation, work);
      if (operation.errors.length > 0) throw operation.errors[0];
      return result;
    } catch (error) {
      if (error instanceof StoreError) throw error;
      // What was told first is the cause; that Keyv returned false only follows from it.
      const cause = operation.errors[0] ?? error;
      throw new StoreError(`The store could not ${what} in "${namespace}".`, { cause });
    }
  }

  async function writing<R>(what: string, work: () => Promise<R>): Promise<R> {
    await options.mayWrite?.();
    return guarded(what, work);
  }

  const keyOf = (key: string): string => (needsShortening(key, keyLimit) ? shortKey(key) : key);

  function seal(key: string, data: T): Envelope<T> {
    return needsShortening(key, keyLimit) ? { version, data, key } : { version, data };
  }

  function refuseNewer(key: string, found: number): void {
    if (found <= version) return;
    throw new StoreError(
      `The record "${key}" in "${namespace}" has version ${found}; this program reads up to ${version}. Start the newer Jianbao that wrote it.`,
    );
  }

  function open(key: string, envelope: Envelope<T>): T {
    refuseNewer(key, envelope.version);
    return upgraded(key, envelope);
  }

  function upgraded(key: string, envelope: Envelope<T>): T {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the last step gave this version's shape
    return upgradeRecord({ key, ...envelope }, options) as T;
  }

  async function* envelopes(): AsyncGenerator<readonly [string, Envelope<T>]> {
    const iterator: AsyncGenerator<[string, Envelope<T>], void> = keyv.iterator();
    for (;;) {
      const next = await guarded('list', () => iterator.next());
      if (next.done === true) return;
      const [key, envelope] = next.value;
      yield [envelope.key ?? key, envelope];
    }
  }

  const writeSealed = (entries: readonly (readonly [string, Envelope<T>])[]): Promise<void> =>
    writing('write', async () => {
      if (entries.length === 0) return;
      // Some servers refuse a key that comes twice; two processes that lock rows in one order never wait for each other.
      const changed = [...new Map(entries)].toSorted(([a], [b]) => byCodeUnits(a, b));
      const results = await keyv.setMany(
        changed.map(([key, value]) => ({ key: keyOf(key), value })),
      );
      if (results.includes(false)) throw new Error('not all was written');
    });

  const write = (entries: readonly (readonly [string, T])[]): Promise<void> =>
    writeSealed(entries.map(([key, data]) => [key, seal(key, data)] as const));

  return {
    get: (key) =>
      guarded('read', async () => {
        const envelope = await keyv.get(keyOf(key));
        return envelope === undefined ? null : open(key, envelope);
      }),
    getMany: (keys) =>
      guarded('read', async () => {
        const found = new Map<string, T>();
        if (keys.length === 0) return found;
        const envelopesFound = await keyv.getMany(keys.map(keyOf));
        for (const [index, key] of keys.entries()) {
          const envelope = envelopesFound[index];
          if (envelope !== undefined) found.set(key, open(key, envelope));
        }
        return found;
      }),
    set: (key, data) =>
      writing('write', async () => {
        if (!(await keyv.set(keyOf(key), seal(key, data)))) throw new Error('it was not written');
      }),
    setMany: write,
    delete: (key) => writing('delete', () => keyv.delete(keyOf(key))),
    deleteMany: (keys) =>
      writing('delete', async () => {
        if (keys.length > 0) await keyv.deleteMany([...new Set(keys.map(keyOf))].sort(byCodeUnits));
      }),
    async *entries() {
      for await (const [key, envelope] of envelopes()) yield [key, open(key, envelope)] as const;
    },
    async upgradeAll() {
      let older: (readonly [string, T])[] = [];
      let count = 0;
      for await (const [key, envelope] of envelopes()) {
        if (envelope.version === version) continue;
        older.push([key, open(key, envelope)]);
        count += 1;
        if (older.length < UPGRADES_AT_ONCE) continue;
        await write(older);
        older = [];
      }
      await write(older);
      return count;
    },
    async *kept() {
      for await (const [key, { version: found, data }] of envelopes()) {
        refuseNewer(key, found);
        yield { key, version: found, data };
      }
    },
    putBack: (records) =>
      writeSealed(
        records.map(({ key, version: found, data }) => {
          refuseNewer(key, found);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the version beside it says its shape
          return [key, { ...seal(key, data as T), version: found }] as const;
        }),
      ),
    close: () => guarded('close', () => keyv.disconnect()),
  };
}
