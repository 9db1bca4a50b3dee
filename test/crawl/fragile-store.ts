import { StoreError } from '../../src/domain/errors.ts';
import { composeStores } from '../../src/store/compose-stores.ts';
import { createKeyValue, type KeyValue } from '../../src/store/key-value.ts';
import type { Store } from '../../src/store/open-store.ts';

/** When the process dies: at its n-th write, which reached the disk or did not. */
export interface Death {
  readonly at: number;
  readonly written: boolean;
}

/** What survives the death of a process. */
export type Disk = Map<string, Map<string, unknown>>;

/** What is wrong with a disk: nothing is written, nothing large is, or no list of records can be read. */
type DiskFault = 'full' | 'almost-full' | 'unlistable';

/** A store over a disk that survives, in a process that may not. */
export interface FragileStore {
  readonly store: Store;
  /** From now on; null mends it. */
  readonly setFault: (fault: DiskFault | null) => void;
  /** Statements that write, so far: a batch is one, as on the real disk. */
  readonly writes: () => number;
}

/** Keeps records as the real store does. */
function storedRecords<T>(kept: Map<string, unknown>, namespace: string): KeyValue<T> {
  return createKeyValue<T>(kept, { namespace, version: 1 });
}

const SMALL = 100_000;
const LISTING: ReadonlySet<string | symbol> = new Set([Symbol.iterator, 'entries', 'keys']);

/** Opens a store as a new process does; `death` null lives for ever. */
export function openFragileStore(
  disk: Disk,
  death: Death | null,
  openRecords = storedRecords,
): FragileStore {
  const { at, written } = death ?? { at: 0, written: false };
  let writes = 0;
  let isDead = false;
  let fault: DiskFault | null = null;
  function refuseWhenFull(value: unknown): void {
    if (fault === null) return;
    const isLarge = JSON.stringify(value).length > SMALL;
    if (fault === 'full' || (fault === 'almost-full' && isLarge)) {
      throw new StoreError('The disk is full.');
    }
  }
  function die(): never {
    isDead = true;
    throw new StoreError('The process died.');
  }
  async function guarded<R>(write: () => Promise<R>): Promise<R> {
    if (isDead) die();
    writes += 1;
    const isLast = writes === at;
    if (isLast && !written) die();
    const result = await write();
    return isLast ? die() : result;
  }
  function namespace<T>(name: string): KeyValue<T> {
    const kept = disk.get(name) ?? new Map<string, unknown>();
    disk.set(name, kept);
    const adapter = new Proxy(kept, {
      get(records, key) {
        // A plain error, as the libraries below throw it.
        if (fault === 'unlistable' && LISTING.has(key))
          throw new Error('database disk image is malformed');
        const value: unknown = Reflect.get(records, key, records);
        return typeof value === 'function' ? value.bind(records) : value;
      },
    });
    const records = openRecords<T>(adapter, name);
    return {
      ...records,
      get: (key) => (isDead ? die() : records.get(key)),
      getMany: (keys) => (isDead ? die() : records.getMany(keys)),
      set: (key, value) =>
        guarded(async () => {
          refuseWhenFull(value);
          await records.set(key, value);
        }),
      setMany: (entries) =>
        entries.length === 0
          ? Promise.resolve()
          : guarded(async () => {
              refuseWhenFull(entries);
              await records.setMany(entries);
            }),
      delete: (key) =>
        guarded(() => {
          refuseWhenFull(key);
          return records.delete(key);
        }),
      deleteMany: (keys) =>
        keys.length === 0
          ? Promise.resolve()
          : guarded(() => {
              refuseWhenFull(keys);
              return records.deleteMany(keys);
            }),
    };
  }
  const store: Store = {
    ...composeStores(namespace),
    folder: null,
    sharing: null,
    scrub: () => Promise.resolve(),
    assertHeld: () => undefined,
    isSure: () => true,
    confirmHeld: () => Promise.resolve(),
    describe: () => Promise.reject(new Error('It is nowhere.')),
    close: () => Promise.resolve(),
  };
  return {
    store,
    writes: () => writes,
    setFault: (next) => {
      fault = next;
    },
  };
}
