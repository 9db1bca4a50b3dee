import { chmodSync, closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { StoreError } from '../../domain/errors.ts';
import type { Backend, LeaseRecord, LeaseStore, StoreShape } from '../backend.ts';
import { fileAt } from '../file-at.ts';
import { inUse } from '../lease.ts';
import { createGathering } from '../gather.ts';
import { lockFile } from '../lock-file.ts';
import { realPath, SQLITE } from '../store-folder.ts';
import { copyBefore } from './copy-old-tables.ts';
import { adapterOn, describe, type Query } from './query-sqlite.ts';
import type { Row, Statement } from './protocol.ts';
import { startThread, type SqliteThread } from './start-thread.ts';

/** Nobody else on the machine may look into a folder, or read a file, of the bot's. */
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;
/** How long a statement waits for another program that has the file locked; only the store's thread stands still. */
const BUSY_MS = 5000;

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
  const gathering = createGathering<Statement, readonly Row[]>((all) => thread.together(all));
  const query: Query = (sql, params) =>
    gathering.join({ sql, params }) ?? thread.query(sql, params);
  return {
    name: path,
    lock: lock.file,
    isFenced: true,
    lease: leaseIn(thread),
    adapter: (namespace) => adapterOn(query, path, namespace),
    together: (works) => gathering.together(works),
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
    describe: () => describe(query, 'UPDATE jb_lease SET beat = beat'),
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
