import { chmodSync, closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { KeyvSqlite } from '@keyv/sqlite';

import { StoreError } from '../../domain/errors.ts';
import type {
  Backend,
  LeaseRecord,
  LeaseStore,
  ReadingBackend,
  StoreFacts,
  StoreShape,
} from '../backend.ts';
import { fileAt } from '../file-at.ts';
import { inUse } from '../lease.ts';
import { lockFile } from '../lock-file.ts';
import { realPath, SQLITE } from '../store-folder.ts';
import { copyBefore } from './copy-old-tables.ts';
import { tableOf, type SqlValue } from './protocol.ts';
import { startThread, type SqliteThread } from './start-thread.ts';

/** Nobody else on the machine may look into a folder, or read a file, of the bot's. */
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;
/** How long a statement waits for another program that has the file locked; only the store's thread stands still. */
const BUSY_MS = 5000;
const ROWS_AT_ONCE = 500;

/** Makes a file, or one that is there, its owner's alone; SQLite gives its write-ahead log the same mode. */
function makeOwn(path: string): void {
  closeSync(openSync(path, 'a', OWN_FILE));
  chmodSync(path, OWN_FILE);
}

/** A store in a file, used by a thread of its own. */
export async function openSqlite(url: string, shape: StoreShape): Promise<Backend> {
  const given = url.slice(SQLITE.length);
  mkdirSync(dirname(given), { recursive: true, mode: OWN_FOLDER });
  makeOwn(given);
  // One file has one lock, whatever names it has.
  const path = realPath(given);
  makeOwn(`${path}.lock`);
  const lock = lockFile(path);
  if (lock === null) throw inUse(path);
  const place = fileAt(path);
  const thread = startThread({ path, busyMs: BUSY_MS });
  return {
    name: path,
    lock: lock.file,
    isFenced: true,
    lease: leaseIn(thread),
    adapter: (namespace) => adapterOn(thread, path, namespace),
    async prepare() {
      await refuseNewer(thread, path, shape.version);
      await thread.perform({ kind: 'prepare', shape });
    },
    assertThere() {
      const damage = thread.damage();
      if (damage !== null) {
        throw new StoreError(
          `${path} is damaged (${damage}), so Jianbao ends. Put a copy back in its place; jianbao doctor looks whether it is whole.`,
        );
      }
      if (fileAt(path) === place) return;
      throw new StoreError(
        `${path} was removed or replaced while Jianbao ran, so this one posts nothing more and ends. Stop it before you move a store or put a copy back.`,
      );
    },
    describe: () => describe(thread),
    async scrub() {
      await thread.perform({ kind: 'scrub' });
      // It holds what was to be overwritten.
      rmSync(copyBefore(path), { force: true });
    },
    async close() {
      try {
        await thread.close();
      } finally {
        lock.release();
      }
    },
  };
}

/** Looks into the file of a process that runs. Its log of writes is read along, so that what was written last is seen. */
export async function openSqliteToRead(url: string): Promise<ReadingBackend | null> {
  const path = realPath(url.slice(SQLITE.length));
  if (fileAt(path) === null) return null;
  const thread = startThread({ path, busyMs: BUSY_MS, isReadOnly: true });
  return {
    name: path,
    adapter: (namespace) => adapterOn(thread, path, namespace),
    describe: () => describe(thread, 'SELECT beat FROM jb_lease'),
    close: () => thread.close(),
  };
}

function adapterOn(thread: SqliteThread, path: string, namespace: string): KeyvSqlite {
  return new KeyvSqlite({
    uri: `${SQLITE}${path}`,
    table: tableOf(namespace),
    iterationLimit: ROWS_AT_ONCE,
    driver: {
      name: 'custom',
      connect: () =>
        Promise.resolve({
          query: async (sql, ...params) => [...(await thread.query(sql, params.map(boundOf)))],
          // All namespaces share the thread, which is closed with the store.
          close: () => Promise.resolve(),
        }),
    },
  });
}

/** Before anything is changed: what a newer program wrote is left as it is. */
async function refuseNewer(thread: SqliteThread, path: string, known: number): Promise<void> {
  const [table] = await thread.query("SELECT 1 FROM sqlite_master WHERE name = 'keyv'", []);
  if (table === undefined) return;
  const sql =
    "SELECT json_extract(value, '$.value.version') AS version FROM keyv WHERE key = 'format'";
  const [row] = await thread.query(sql, []);
  const version = Number(row?.['version'] ?? 0);
  if (version <= known) return;
  throw new StoreError(
    `The store ${path} has version ${version}; this program reads up to ${known}. Start the newer Jianbao that wrote it.`,
  );
}

function leaseIn(thread: SqliteThread): LeaseStore {
  return {
    async read() {
      const [row] = await thread.perform({ kind: 'read-lease' });
      if (row === undefined) return null;
      const { holder, beat, lock } = row;
      return { holder: String(holder), beat: Number(beat), lock: String(lock) };
    },
    async replace(seen: LeaseRecord | null, next: LeaseRecord | null) {
      return (await thread.perform({ kind: 'replace-lease', seen, next })).length > 0;
    },
  };
}

async function describe(
  thread: SqliteThread,
  timed = 'UPDATE jb_lease SET beat = beat',
): Promise<StoreFacts> {
  const [row] = await thread.query('SELECT sqlite_version() AS version', []);
  const begun = performance.now();
  await thread.query(timed, []);
  return {
    server: `SQLite ${String(row?.['version'])}`,
    latencyMs: performance.now() - begun,
    durability: 'each write is on the disk before it counts',
    risks: [],
  };
}

/** What Keyv binds are texts, numbers and null. */
function boundOf(value: unknown): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError('Only texts, numbers and null are stored.');
}
