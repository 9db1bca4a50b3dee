import { KeyvSqlite } from '@keyv/sqlite';

import type { StoreFacts } from '../backend.ts';
import { SQLITE } from '../store-folder.ts';
import { tableOf, type Row, type SqlValue } from './protocol.ts';

const ROWS_AT_ONCE = 500;

/** Runs one statement on a file, and resolves to its rows. */
export type Query = (sql: string, params: readonly SqlValue[]) => Promise<readonly Row[]>;

/** Keyv's own adapter of one namespace, on a file that is open. */
export function adapterOn(query: Query, path: string, namespace: string): KeyvSqlite {
  return new KeyvSqlite({
    uri: `${SQLITE}${path}`,
    table: tableOf(namespace),
    iterationLimit: ROWS_AT_ONCE,
    driver: {
      name: 'custom',
      connect: () =>
        Promise.resolve({
          query: async (sql, ...params) => [...(await query(sql, params.map(boundOf)))],
          // All namespaces share the file, which is closed with the store.
          close: () => Promise.resolve(),
        }),
    },
  });
}

/** What an operator is told; `timed` is the statement whose time is taken. */
export async function describe(query: Query, timed: string): Promise<StoreFacts> {
  const [row] = await query('SELECT sqlite_version() AS version', []);
  const begun = performance.now();
  await query(timed, []);
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
