import {
  chmodSync,
  copyFileSync,
  constants,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

import type { StoreShape } from '../backend.ts';
import { tableOf } from './protocol.ts';

const OWN_FILE = 0o600;
/** The one table that all namespaces shared before version 7 of the store. */
const OLD_TABLE = 'keyv';

/** How a failure begins that says so. */
export const NO_ROOM = 'the disk has no room';

/** Where the file is kept as an older program left it. */
export function copyBefore(path: string): string {
  return `${path}.before-7`;
}

/**
 * Moves the records of an older file, all in one table, into a table for each namespace; the file is copied before. The old table
 * stays with one record, by which an older program sees that the store is too new for it. In one transaction, so that a crash
 * leaves the file as it was.
 */
export function copyOldTables(
  database: DatabaseSync,
  path: string,
  { namespaces, version }: StoreShape,
): void {
  const isOld = hasOldRecords(database);
  if (isOld) keepCopy(database, path);
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const namespace of isOld ? namespaces : []) {
      const table = tableOf(namespace);
      createTable(database, table);
      database
        .prepare(
          `INSERT OR REPLACE INTO "${table}" (key, value, namespace, expires) SELECT key, value, namespace, expires FROM "${OLD_TABLE}" WHERE namespace = ? ORDER BY key`,
        )
        .run(namespace);
    }
    warnOlderPrograms(database, version);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** As `@keyv/sqlite` makes it. */
function createTable(database: DatabaseSync, table: string): void {
  database.exec(
    `CREATE TABLE IF NOT EXISTS "${table}" (key VARCHAR(255) NOT NULL, value TEXT, namespace VARCHAR(255) NOT NULL DEFAULT '', expires BIGINT DEFAULT NULL, UNIQUE(key, namespace))`,
  );
}

/** Leaves in the old table only what an older program refuses to start with; without it, it would begin afresh. */
function warnOlderPrograms(database: DatabaseSync, version: number): void {
  createTable(database, OLD_TABLE);
  database.exec(`DELETE FROM "${OLD_TABLE}"`);
  const value = JSON.stringify({ value: { version, data: 'jianbao' } });
  const sql = `INSERT INTO "${OLD_TABLE}" (key, value, namespace) VALUES ('format', ?, 'store')`;
  database.prepare(sql).run(value);
}

function hasOldRecords(database: DatabaseSync): boolean {
  const [table] = database.prepare(`PRAGMA table_info("${OLD_TABLE}")`).all();
  if (table === undefined) return false;
  const sql = `SELECT 1 FROM "${OLD_TABLE}" WHERE namespace <> 'store' LIMIT 1`;
  return database.prepare(sql).get() !== undefined;
}

function keepCopy(database: DatabaseSync, path: string): void {
  // All that is written is in the file itself then.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const { bavail, bsize } = statfsSync(path);
  const { size } = statSync(path);
  // The copy, the new tables, and the log that holds them until they are in the file.
  if (bavail * bsize < size * 3) {
    throw new Error(
      `${NO_ROOM} to bring the store up to date, ${Math.ceil((size * 3) / 1e6)} MB are needed`,
    );
  }
  const copy = copyBefore(path);
  const half = `${copy}.new`;
  rmSync(half, { force: true });
  copyFileSync(path, half, constants.COPYFILE_FICLONE);
  chmodSync(half, OWN_FILE);
  renameSync(half, copy);
}
