import { ConfigError, StoreError } from '../domain/errors.ts';
import type { Backend, OpenBackend, StoreShape } from '../backends/backend.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { refuseHalf } from './filling.ts';
import { holdTerm } from '../backends/hold-term.ts';
import type { KeyValue } from './key-value.ts';
import { openNamespaces } from './namespaces.ts';
import { takeLease, type Lease, type LeaseTimes } from '../backends/lease.ts';
import { openMemory } from '../backends/open-memory.ts';
import { START_KEY, toldTerms } from '../backends/terms.ts';
import { openServer } from '../backends/servers/open-server.ts';
import { NO_ROOM } from '../backends/sqlite/copy-old-tables.ts';
import { openSqlite } from '../backends/sqlite/open-sqlite.ts';
import { NAMESPACES, type Namespace, VERSIONS } from './upgrades.ts';

export interface OpenOptions {
  /** Only for tests: how long others wait for a holder that is gone. */
  readonly times?: LeaseTimes;
  /** Takes a store that was being filled when that was cut short, to empty it or to fill it again. */
  readonly takesHalf?: boolean;
  /** Several processes write it, each in terms of its own; on PostgreSQL. */
  readonly isShared?: boolean;
}

/** A store's records, which this process alone may write, or with others in terms. */
export interface Records {
  readonly backend: Backend;
  /** Null where no other process can get at them. */
  readonly lease: Lease | null;
  /** One namespace; the same one each time. */
  readonly namespace: <T>(name: Namespace) => KeyValue<T>;
  readonly close: () => Promise<void>;
}

/** The address of the store is one setting: a scheme picks its backend. */
const BACKENDS: Readonly<Record<string, OpenBackend>> = {
  sqlite: openSqlite,
  memory: openMemory,
  postgres: openServer,
  postgresql: openServer,
  redis: openServer,
  rediss: openServer,
};

/** What a store of this program keeps. */
export const SHAPE: StoreShape = {
  namespaces: NAMESPACES,
  small: new Set<Namespace>([
    'store',
    'subscriptions',
    'settings',
    'edits',
    'attempts',
    'rereads',
    'handed',
  ]),
  // What waits, what was posted and to whom: its index is in the memory of one process.
  leading: new Set<Namespace>(['subscriptions', 'pending', 'ledger', 'cards', 'edits']),
  version: VERSIONS.store,
};

/** Small enough to be read as a whole at each start: what is broken there would be met in every round. */
const READ_AT_START: ReadonlySet<Namespace> = new Set([
  'subscriptions',
  'settings',
  'edits',
  'sources',
]);

async function openBackend(url: string, isShared: boolean): Promise<Backend> {
  const scheme = url.split(':', 1)[0] ?? '';
  const open = BACKENDS[scheme];
  if (open === undefined) {
    throw new ConfigError(
      `The store address "${scheme}:…" is not supported. Use sqlite://data/jianbao.sqlite, postgres://…, redis://… (or memory: for a trial that forgets).`,
    );
  }
  if (isShared && !scheme.startsWith('postgres')) {
    throw new ConfigError(
      'Several processes (--role) need a store on PostgreSQL: set STORE_URL=postgres://…, or start one process without --role.',
    );
  }
  try {
    const backend = await open(url, SHAPE, { isShared });
    const { terms, name } = backend;
    return terms === undefined ? backend : { ...backend, terms: toldTerms(terms, name) };
  } catch (cause) {
    if (cause instanceof StoreError || cause instanceof ConfigError) throw cause;
    throw new StoreError(`The store ${url} cannot be opened. Is its folder writable?`, { cause });
  }
}

/** Whether the error says itself what to do: a failure of the disk below has a cause. */
function isTold(error: unknown): boolean {
  return error instanceof ConfigError || (error instanceof StoreError && error.cause === undefined);
}

function unreadable({ name, lock }: Backend, cause: unknown): StoreError {
  // Only a file has a lock.
  const advice = lock === '' ? SERVER_ADVICE : adviceOnFile(firstCause(cause));
  return new StoreError(`The store ${name} cannot be read. ${advice}`, { cause });
}

const SERVER_ADVICE =
  'Is the server there, and is this an account that may create tables? What it said is below.';

function adviceOnFile(failure: string): string {
  if (failure.includes('is locked')) {
    return 'Another program has its file locked, such as a viewer of databases: close that, then start again.';
  }
  if (failure.includes(NO_ROOM)) return `Make room: ${failure}.`;
  return "It is damaged, or no store of Jianbao's. Put a copy back in its place, or move it away to begin afresh.";
}

function firstCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : firstCause(error.cause);
}

/** A page that is damaged, or a record that is, is found now rather than in the middle of a round. */
async function readAtStart({ namespace }: Pick<Records, 'namespace'>): Promise<void> {
  for (const name of NAMESPACES) {
    const listing = namespace(name).entries();
    for (;;) {
      const { done } = await listing.next();
      if (done === true || !READ_AT_START.has(name)) break;
    }
  }
}

async function leaseOf(
  { lease: store, lock, name, holder }: Backend,
  { times, isShared = false }: OpenOptions,
): Promise<Lease | null> {
  if (store === null) return null;
  const who = holder === undefined ? {} : { holder };
  const patience = times === undefined ? {} : { times };
  return takeLease({ store, lock, name, isShared, ...who, ...patience });
}

/** Throws `StoreError` where another process uses the store; one that is damaged is used by nobody. */
export async function assertUnused(url: string, options: OpenOptions = {}): Promise<void> {
  const backend = await openBackend(url, false);
  try {
    const lease = await leaseOf(backend, options);
    await lease?.release();
  } catch (error) {
    if (error instanceof StoreError && error.isInUse) throw error;
  } finally {
    await backend.close();
  }
}

/** Takes the lease and looks whether all is whole; refuses what is damaged, newer than this program, or another process's. */
export async function openRecords(url: string, options: OpenOptions = {}): Promise<Records> {
  const { isShared = false } = options;
  const backend = await openBackend(url, isShared);
  let lease: Lease | null = null;

  const { isFenced } = backend;
  const records = openNamespaces(
    backend,
    isFenced ? undefined : () => lease?.confirmSoon() ?? Promise.resolve(),
  );
  const { namespace } = records;

  async function close(): Promise<void> {
    try {
      await records.close();
      // Whoever lost it has nothing to give back.
      await lease?.release().catch(() => undefined);
    } finally {
      await backend.close();
    }
  }

  async function begin(): Promise<void> {
    await backend.prepare();
    const meta = namespace<string>('store');
    // Reading throws when the stored version is newer than this program's; writing makes an older program refuse.
    await meta.get('format');
    if (options.takesHalf !== true) await refuseHalf(meta, backend.name);
    await bringUpToDate(meta, namespace);
    await readAtStart({ namespace });
    await meta.set('format', 'jianbao');
  }

  try {
    lease = await leaseOf(backend, options);
    const { terms } = backend;
    if (terms === undefined) await begin();
    else await holdTerm(terms, { key: START_KEY }, begin);
    return { backend, lease, namespace, close };
  } catch (error) {
    // What cannot be read cannot always be closed either; the first failure is the one to report.
    await close().catch(() => undefined);
    throw isTold(error) ? error : unreadable(backend, error);
  }
}
