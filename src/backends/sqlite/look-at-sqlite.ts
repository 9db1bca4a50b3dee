import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { OlderStoreError } from '../../domain/errors.ts';
import type { Look } from '../backend.ts';
import { realPath, SQLITE } from '../store-folder.ts';
import { holdsTable } from './holds-records.ts';
import { tableOf } from './protocol.ts';
import { adapterOn, describe, type Query } from './query-sqlite.ts';

const BUSY_MS = 5000;

/**
 * The file as it was when the look began, beside the bot that writes it: SQLite keeps what is read apart from what is written
 * meanwhile. In the caller's own thread, so for programs of their own alone.
 */
export function lookAtSqlite(url: string): Promise<Look | null> {
  const path = realPath(url.slice(SQLITE.length));
  if (!existsSync(path)) return Promise.resolve(null);
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_MS });
  try {
    // The first statement that reads fixes the moment.
    database.exec('BEGIN');
    if (!holdsTable(database, tableOf('store'))) {
      const isOlder = holdsTable(database, 'keyv');
      database.close();
      if (!isOlder) return Promise.resolve(null);
      throw new OlderStoreError(
        `${path} was written by a version before 7 of the store. Start this Jianbao once, which brings it up to date and keeps a copy beside it.`,
      );
    }
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
  // The adapter would make its table and index, which are there.
  const query: Query = (sql, params) =>
    Promise.resolve(
      /^\s*(?:SELECT|PRAGMA)\b/iu.test(sql) ? database.prepare(sql).all(...params) : [],
    );
  return Promise.resolve({
    name: path,
    isOneMoment: true,
    // What an older program wrote may lack a table.
    adapter: (namespace) =>
      holdsTable(database, tableOf(namespace)) ? adapterOn(query, path, namespace) : new Map(),
    describe: () => describe(query, 'SELECT beat FROM jb_lease'),
    close: () => Promise.resolve(database.close()),
  });
}
