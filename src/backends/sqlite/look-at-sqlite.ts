import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { KeyvSqlite } from '@keyv/sqlite';

import { ConfigError } from '../../domain/errors.ts';
import type { Look, StoreFacts } from '../backend.ts';
import { realPath, SQLITE } from '../store-folder.ts';
import { holdsTable } from './holds-records.ts';
import { tableOf, type SqlValue } from './protocol.ts';

const BUSY_MS = 5000;
const ROWS_AT_ONCE = 500;

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
      throw new ConfigError(
        `${path} was written by a version before 7 of the store. Start this Jianbao once, which brings it up to date and keeps a copy beside it.`,
      );
    }
  } catch (error) {
    if (database.isOpen) database.close();
    throw error;
  }
  return Promise.resolve({
    name: path,
    isOneMoment: true,
    // What an older program wrote may lack a table.
    adapter: (namespace) =>
      holdsTable(database, tableOf(namespace)) ? adapterOn(database, path, namespace) : new Map(),
    describe: () => Promise.resolve(describe(database)),
    close: () => Promise.resolve(database.close()),
  });
}

function describe(database: DatabaseSync): StoreFacts {
  const row = database.prepare('SELECT sqlite_version() AS version').get();
  const begun = performance.now();
  database.prepare('SELECT beat FROM jb_lease').get();
  return {
    server: `SQLite ${String(row?.['version'])}`,
    latencyMs: performance.now() - begun,
    durability: 'each write is on the disk before it counts',
    risks: [],
  };
}

function adapterOn(database: DatabaseSync, path: string, namespace: string): KeyvSqlite {
  return new KeyvSqlite({
    uri: `${SQLITE}${path}`,
    table: tableOf(namespace),
    iterationLimit: ROWS_AT_ONCE,
    driver: {
      name: 'custom',
      connect: () =>
        Promise.resolve({
          // It would make its table and index, which are there.
          query: (sql, ...params) =>
            Promise.resolve(
              /^\s*(?:SELECT|PRAGMA)\b/iu.test(sql)
                ? database.prepare(sql).all(...params.map(boundOf))
                : [],
            ),
          close: () => Promise.resolve(),
        }),
    },
  });
}

function boundOf(value: unknown): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  throw new TypeError('Only texts, numbers and null are stored.');
}
