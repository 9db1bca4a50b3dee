import { ConfigError, StoreError } from '../domain/errors.ts';
import type { Backend, StoreFacts } from './backend.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { composeStores, type Stores } from './compose-stores.ts';
import { createKeyValue, type KeyValue } from './key-value.ts';
import { takeLease, type Lease, type LeaseTimes } from './lease.ts';
import { openMemory } from './open-memory.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { storeFolder } from './store-folder.ts';
import { type Namespace, UPGRADES, VERSIONS } from './upgrades.ts';

/** Everything the bot remembers. One process writes it. */
export interface Store extends Stores {
  /** The folder of its file, beside which an operator's commands leave requests; null where it has no file. */
  readonly folder: string | null;
  /** Overwrites what was deleted, which its file would keep in free pages; takes a second for each 100 MB. */
  scrub(): Promise<void>;
  /** Throws `StoreError` once it is known that another process writes the store, or that it is gone or damaged. */
  assertHeld(): void;
  /** Reads who may write; throws `StoreError` unless that is this process. To be awaited right before what cannot be undone. */
  confirmHeld(): Promise<void>;
  /** For an operator who looks. */
  describe(): Promise<StoreFacts>;
  close(): Promise<void>;
}

/** Only for tests: how long others wait for a holder that is gone. */
export interface OpenOptions {
  readonly times?: LeaseTimes;
}

/** The address of the store is one setting: a scheme picks its backend. */
const BACKENDS: Readonly<Record<string, (url: string) => Promise<Backend>>> = {
  sqlite: openSqlite,
  memory: openMemory,
};

/** Small enough to be read as a whole at each start: what is broken there would be met in every round. */
const READ_AT_START: ReadonlySet<Namespace> = new Set([
  'subscriptions',
  'settings',
  'edits',
  'sources',
]);

/** What of an address may be shown. */
function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/u, '//…@');
}

async function openBackend(url: string): Promise<Backend> {
  const scheme = url.split(':', 1)[0] ?? '';
  const open = BACKENDS[scheme];
  if (open === undefined) {
    throw new ConfigError(
      `The store address "${scheme}:…" is not supported. Use sqlite://data/jianbao.sqlite (or memory: for a trial that forgets).`,
    );
  }
  try {
    return await open(url);
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    const where = withoutPassword(url);
    throw new StoreError(`The store ${where} cannot be opened. Is its folder writable?`, { cause });
  }
}

/** Whether the error says itself what to do: a failure of the disk below has a cause. */
function isTold(error: unknown): boolean {
  return error instanceof StoreError && error.cause === undefined;
}

function damaged(name: string, cause: unknown): StoreError {
  return new StoreError(
    `The store ${name} cannot be read: it is damaged, or no store of Jianbao's. Put a copy back in its place, or move it away to begin afresh.`,
    { cause },
  );
}

/** A page that is damaged, or a record that is, is found now rather than in the middle of a round. */
async function readAtStart(opened: ReadonlyMap<Namespace, KeyValue<unknown>>): Promise<void> {
  for (const [name, records] of opened) {
    const listing = records.entries();
    for (;;) {
      const { done } = await listing.next();
      if (done === true || !READ_AT_START.has(name)) break;
    }
  }
}

/** Opens every namespace; refuses a store that is damaged, that a newer version wrote, or that another process uses. */
export async function openStore(url: string, options: OpenOptions = {}): Promise<Store> {
  const backend = await openBackend(url);
  const opened = new Map<Namespace, KeyValue<unknown>>();
  let lease: Lease | null = null;

  function namespace<T>(name: Namespace): KeyValue<T> {
    const known = opened.get(name);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a namespace has one type of record
    if (known !== undefined) return known as KeyValue<T>;
    const { keyLimit, isFenced } = backend;
    const records = createKeyValue<T>(backend.adapter(name), {
      namespace: name,
      version: VERSIONS[name],
      upgrades: UPGRADES[name] ?? {},
      ...(keyLimit === undefined ? {} : { keyLimit }),
      ...(isFenced ? {} : { mayWrite: () => lease?.confirmSoon() ?? Promise.resolve() }),
    });
    opened.set(name, records);
    return records;
  }

  async function close(): Promise<void> {
    try {
      for (const records of opened.values()) await records.close();
      // Whoever lost it has nothing to give back.
      await lease?.release().catch(() => undefined);
    } finally {
      await backend.close();
    }
  }

  try {
    if (backend.lease !== null) {
      const { lease: store, lock, name } = backend;
      lease = await takeLease({ store, lock, name, ...options });
    }
    await backend.prepare();
    const meta = namespace<string>('store');
    // Reading throws when the stored version is newer than this program's; writing makes an older program refuse.
    await meta.get('format');
    const stores = composeStores(namespace);
    await bringUpToDate(meta, namespace);
    await readAtStart(opened);
    await meta.set('format', 'jianbao');
    return {
      ...stores,
      folder: storeFolder(url),
      async scrub() {
        try {
          await backend.scrub();
        } catch (cause) {
          throw new StoreError('What was deleted could not be overwritten in the store.', {
            cause,
          });
        }
      },
      assertHeld() {
        backend.assertThere();
        lease?.assertHeld();
      },
      async confirmHeld() {
        backend.assertThere();
        await lease?.confirm();
      },
      describe: () => backend.describe(),
      close,
    };
  } catch (error) {
    // What cannot be read cannot always be closed either; the first failure is the one to report.
    await close().catch(() => undefined);
    throw isTold(error) ? error : damaged(backend.name, error);
  }
}
