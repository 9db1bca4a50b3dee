import { Keyv, type KeyvStorageAdapter } from 'keyv';

import { StoreError } from '../domain/errors.ts';

/** One namespace of typed records. Every failure throws: a broken disk must never read as "never seen". */
export interface KeyValue<T> {
  get(key: string): Promise<T | null>;
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, T>>;
  set(key: string, value: T): Promise<void>;
  setMany(entries: readonly (readonly [string, T])[]): Promise<void>;
  delete(key: string): Promise<boolean>;
  /** Every record, in the order of the keys where the adapter has one. */
  entries(): AsyncGenerator<readonly [string, T]>;
  close(): Promise<void>;
}

/** What is written: the record type's version beside the record. */
interface Envelope<T> {
  readonly version: number;
  readonly data: T;
}

/** Turns a record of one version into one of the next. */
export type Upgrade = (record: unknown) => unknown;

/** Where a namespace lives and which version of its records this program writes. */
export interface NamespaceOptions {
  readonly namespace: string;
  readonly version: number;
  /** By the version of an older record: what makes the next one of it. */
  readonly upgrades?: Readonly<Record<number, Upgrade>>;
}

/** Wraps one Keyv. The adapter is used by this namespace alone: Keyv 6 sets the namespace on it. */
export function createKeyValue<T>(
  adapter: KeyvStorageAdapter | Map<string, unknown>,
  options: NamespaceOptions,
): KeyValue<T> {
  const { namespace, version, upgrades = {} } = options;
  const keyv = new Keyv<Envelope<T>>({ store: adapter, namespace, throwOnErrors: true });
  // The SQLite adapter reports a failed write or iteration only as an event.
  let lastError: unknown = null;
  const listings = new Set<(error: unknown) => void>();
  if ('on' in adapter) {
    adapter.on('error', (error: unknown) => {
      lastError = error;
      for (const tell of listings) tell(error);
    });
  }

  const fail = (what: string, cause: unknown): StoreError =>
    new StoreError(`The store could not ${what} in "${namespace}".`, { cause });

  async function guarded<R>(what: string, work: () => Promise<R>): Promise<R> {
    lastError = null;
    try {
      return await work();
    } catch (error) {
      throw error instanceof StoreError ? error : fail(what, error);
    }
  }

  function open(key: string, envelope: Envelope<T>): T {
    if (envelope.version > version) {
      throw new StoreError(
        `The record "${key}" in "${namespace}" has version ${envelope.version}; this program reads up to ${version}. Start the newer Jianbao that wrote it.`,
      );
    }
    return upgraded(key, envelope);
  }

  /** An older record is read as its later self; it is written so when it changes next. */
  function upgraded(key: string, envelope: Envelope<T>): T {
    let data: unknown = envelope.data;
    for (let from = envelope.version; from < version; from += 1) {
      const upgrade = upgrades[from];
      if (upgrade === undefined) {
        throw new StoreError(
          `The record "${key}" in "${namespace}" has version ${from}, which this program no longer reads.`,
        );
      }
      data = upgrade(data);
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the last step gave this version's shape
    return data as T;
  }

  return {
    get: (key) =>
      guarded('read', async () => {
        const envelope = await keyv.get(key);
        return envelope === undefined ? null : open(key, envelope);
      }),
    getMany: (keys) =>
      guarded('read', async () => {
        const found = new Map<string, T>();
        if (keys.length === 0) return found;
        const envelopes = await keyv.getMany([...keys]);
        for (const [index, key] of keys.entries()) {
          const envelope = envelopes[index];
          if (envelope !== undefined) found.set(key, open(key, envelope));
        }
        return found;
      }),
    set: (key, data) =>
      guarded('write', async () => {
        const ok = await keyv.set(key, { version, data });
        if (!ok || lastError !== null) throw fail('write', lastError);
      }),
    setMany: (entries) =>
      guarded('write', async () => {
        if (entries.length === 0) return;
        const results = await keyv.setMany(
          entries.map(([key, data]) => ({ key, value: { version, data } })),
        );
        if (results.includes(false) || lastError !== null) throw fail('write', lastError);
      }),
    delete: (key) => guarded('delete', () => keyv.delete(key)),
    async *entries() {
      // Other work goes on between two rows, and resets `lastError`.
      const failures: unknown[] = [];
      const tell = (error: unknown): void => void failures.push(error);
      listings.add(tell);
      try {
        const iterator: AsyncGenerator<[string, Envelope<T>], void> = keyv.iterator();
        for await (const [key, envelope] of iterator) yield [key, open(key, envelope)] as const;
      } catch (error) {
        throw error instanceof StoreError ? error : fail('list', error);
      } finally {
        listings.delete(tell);
      }
      if (failures.length > 0) throw fail('list', failures[0]);
    },
    close: () => guarded('close', () => keyv.disconnect()),
  };
}
