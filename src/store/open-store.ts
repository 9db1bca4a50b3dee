import { chmodSync, closeSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { KeyvSqlite } from '@keyv/sqlite';
import type { KeyvStorageAdapter } from 'keyv';

import type { Delivery } from '../domain/delivery.ts';
import { ConfigError, StoreError } from '../domain/errors.ts';
import type { Backlog } from '../domain/backlog.ts';
import type { SourceState } from '../domain/source-state.ts';
import type { Subscription } from '../domain/subscription.ts';
import {
  createArticleStore,
  type ArticleRecord,
  type ArticleStore,
  type RecentArticle,
} from './articles.ts';
import {
  createAttemptStore,
  type AttemptStore,
  type HostDeaths,
  type ReadingAttempt,
} from './attempts.ts';
import { createEditStore, type EditStore, type PendingEdit } from './edits.ts';
import { createEntryStore, type EntryStore, type KnownEntry } from './entries.ts';
import { createIdentityStore, type IdentityStore } from './identities.ts';
import { createKeyValue, type KeyValue } from './key-value.ts';
import { createKeyedStore, type KeyedStore } from './keyed.ts';
import { lockFile } from './lock-file.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createRereadStore, type Reread, type RereadStore } from './rereads.ts';
import { createSightingStore, type SightingStore } from './sightings.ts';
import { createSubscriptionStore, type SubscriptionStore } from './subscriptions.ts';
import { type Namespace, UPGRADES, VERSIONS } from './upgrades.ts';

/** Everything the bot remembers. One process writes it. */
export interface Store {
  /** The folder of its file, beside which an operator's commands leave requests; null in memory. */
  readonly folder: string | null;
  readonly sources: KeyedStore<SourceState>;
  /** By source: rows that are seen and not settled. */
  readonly backlogs: KeyedStore<Backlog>;
  /** Breakers, budgets and robots of hosts; the fetch room knows the shape. */
  readonly hosts: KeyedStore<unknown>;
  readonly entries: EntryStore;
  readonly sightings: SightingStore;
  /** Readings that were begun and did not end well. */
  readonly attempts: AttemptStore;
  readonly articles: ArticleStore;
  readonly identities: IdentityStore;
  readonly rereads: RereadStore;
  readonly subscriptions: SubscriptionStore;
  readonly outbox: Outbox;
  readonly edits: EditStore;
  /** Small facts of the bot itself, such as the message that shows the alarms. */
  readonly settings: KeyedStore<unknown>;
  /** Overwrites what was deleted, which its file would keep in free pages; takes a second for each 100 MB. */
  scrub(): Promise<void>;
  /** Throws `StoreError` when its files were removed or replaced: another process may write the store by now. */
  assertHeld(): void;
  close(): Promise<void>;
}

interface Backend {
  adapter(namespace: Namespace): KeyvStorageAdapter | Map<string, unknown>;
  scrub(): void;
  assertHeld(): void;
  release(): void;
}

/** Nobody else on the machine may look into a folder, or read a file, of the bot's. */
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;

/** Makes a file, or one that is there, its owner's alone; SQLite gives its write-ahead log the same mode. */
function makeOwn(path: string): void {
  closeSync(openSync(path, 'a', OWN_FILE));
  chmodSync(path, OWN_FILE);
}

const SQLITE = 'sqlite://';
/** The whole process stands still while SQLite waits for another program to let go of the file: not for long. */
const BUSY_MS = 1000;

/** The folder of a store's file, whatever links lead to it; null where it has none. */
export function storeFolder(url: string): string | null {
  return url.startsWith(SQLITE) ? dirname(realPath(url.slice(SQLITE.length))) : null;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Not there yet, or not to be looked at: opening it says why.
    return path;
  }
}

function openSqlite(url: string): Backend {
  const given = url.slice(SQLITE.length);
  mkdirSync(dirname(given), { recursive: true, mode: OWN_FOLDER });
  makeOwn(given);
  // One file has one lock, whatever names it has.
  const path = realPath(given);
  makeOwn(`${path}.lock`);
  const lock = lockFile(path);
  return {
    adapter: () =>
      new KeyvSqlite({
        uri: `${SQLITE}${path}`,
        wal: true,
        busyTimeout: BUSY_MS,
        iterationLimit: 500,
        driver: 'node:sqlite',
      }),
    scrub: () => {
      const database = new DatabaseSync(path);
      try {
        const patience = `PRAGMA busy_timeout = ${BUSY_MS}`;
        database.exec(`${patience}; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)`);
      } finally {
        database.close();
      }
    },
    assertHeld: () => lock.assertHeld(),
    release: () => lock.release(),
  };
}

/** The address of the store is one setting: a scheme picks its backend. */
const BACKENDS: Readonly<Record<string, (url: string) => Backend>> = {
  sqlite: openSqlite,
  memory: () => ({
    adapter: () => new Map(),
    scrub: () => undefined,
    assertHeld: () => undefined,
    release: () => undefined,
  }),
};

function openBackend(url: string): Backend {
  const scheme = url.split(':', 1)[0] ?? '';
  const open = BACKENDS[scheme];
  if (open === undefined) {
    throw new ConfigError(
      `The store address "${scheme}:…" is not supported. Use sqlite://data/jianbao.sqlite (or memory: for a trial that forgets).`,
    );
  }
  try {
    return open(url);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(`The store ${url} cannot be opened. Is its folder writable?`, {
      cause: error,
    });
  }
}

/** Whether the error is the one about a newer version: that has no cause, a failure of the disk has. */
function isTooNew(error: unknown): boolean {
  return error instanceof StoreError && error.cause === undefined;
}

function damaged(url: string, cause: unknown): StoreError {
  return new StoreError(
    `The store ${url} cannot be read: it is damaged, or no store of Jianbao's. Put a copy back in its place, or move it away to begin afresh.`,
    { cause },
  );
}

/** Opens every namespace; refuses a store that a newer version wrote, or that another process uses. */
export async function openStore(url: string): Promise<Store> {
  const backend = openBackend(url);
  const opened: { close(): Promise<void> }[] = [];
  const namespace = <T>(name: Namespace): KeyValue<T> => {
    const records = createKeyValue<T>(backend.adapter(name), {
      namespace: name,
      version: VERSIONS[name],
      upgrades: UPGRADES[name] ?? {},
    });
    opened.push(records);
    return records;
  };
  async function close(): Promise<void> {
    try {
      for (const records of opened) await records.close();
    } finally {
      backend.release();
    }
  }

  try {
    const meta = namespace<string>('store');
    // Reading throws when the stored version is newer than this program's; writing makes an older program refuse.
    await meta.get('format');
    await meta.set('format', 'jianbao');
  } catch (error) {
    // What cannot be read cannot always be closed either; the first failure is the one to report.
    await close().catch(() => undefined);
    throw isTooNew(error) ? error : damaged(url, error);
  }

  return {
    folder: storeFolder(url),
    sources: createKeyedStore(namespace<SourceState>('sources')),
    backlogs: createKeyedStore(namespace<Backlog>('backlogs')),
    hosts: createKeyedStore(namespace<unknown>('hosts')),
    entries: createEntryStore(namespace<KnownEntry>('entries')),
    sightings: createSightingStore(namespace<readonly string[]>('sightings')),
    attempts: createAttemptStore(
      namespace<ReadingAttempt>('attempts'),
      namespace<HostDeaths>('deaths'),
    ),
    articles: createArticleStore({
      articles: namespace<ArticleRecord>('articles'),
      recent: namespace<readonly RecentArticle[]>('recent'),
    }),
    identities: createIdentityStore(namespace<readonly string[]>('identities')),
    rereads: createRereadStore(namespace<Reread>('rereads')),
    subscriptions: createSubscriptionStore(namespace<Subscription>('subscriptions')),
    outbox: createOutbox({
      pending: namespace<Delivery>('pending'),
      ledger: namespace<Delivery>('ledger'),
    }),
    edits: createEditStore(namespace<PendingEdit>('edits')),
    settings: createKeyedStore(namespace<unknown>('settings')),
    async scrub() {
      try {
        backend.scrub();
      } catch (cause) {
        throw new StoreError('What was deleted could not be overwritten in the store.', { cause });
      }
    },
    assertHeld: () => backend.assertHeld(),
    close,
  };
}
