import { randomUUID } from 'node:crypto';

import { KeyvPostgres } from '@keyv/postgres';
import { Client, Pool, type ClientConfig } from 'pg';

import { createMutex } from '../../base/mutex.ts';
import type { Backend, LeaseRecord, LeaseStore, Look, StoreFacts, StoreShape } from '../backend.ts';
import { withoutPassword } from '../store-address.ts';
import { parseAddress } from './parse-address.ts';

/** An index takes keys of up to 2,704 bytes, and a character has up to four; longer keys are replaced by digests. */
const KEY_LIMIT = 250;
const ROWS_AT_ONCE = 500;
/** A network that swallows everything is noticed by these, in milliseconds. */
const CONNECT_MS = 3000;
const ANSWER_MS = 4000;
/** Rewriting a table may take long. */
const REWRITE_MS = 3_600_000;
const CONNECTIONS = 8;

const tableOf = (namespace: string): string => `jb_${namespace}`;

/** Refuses what another process than the lease's holder writes, whenever that was sent. */
const FENCE = `CREATE OR REPLACE FUNCTION jb_fence() RETURNS trigger LANGUAGE plpgsql AS $fence$
BEGIN
  IF (SELECT holder FROM jb_lease) IS DISTINCT FROM current_setting('jianbao.holder', true) THEN
    RAISE EXCEPTION 'another process has taken over the store';
  END IF;
  RETURN NULL;
END $fence$`;

type Query = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** A store in a PostgreSQL database, 12 or later: a table for each namespace, and one for the lease. */
export async function openPostgres(url: string, { namespaces }: StoreShape): Promise<Backend> {
  const holder = randomUUID();
  // Each connection says whose it is; the tables look at that.
  const pool = new Pool({
    ...settingsFor(url, `-c jianbao.holder=${holder}`),
    max: CONNECTIONS,
  });
  // A connection that is lost while nobody uses it is no reason to end: the next query opens another one.
  pool.on('error', () => undefined);
  const query: Query = async (sql, values) => {
    const { rows } = await pool.query<Record<string, unknown>>(sql, values && [...values]);
    return rows;
  };
  try {
    await query(
      'CREATE TABLE IF NOT EXISTS jb_lease (one INTEGER PRIMARY KEY CHECK (one = 1), holder TEXT NOT NULL, beat BIGINT NOT NULL, lock TEXT NOT NULL)',
    );
  } catch (error) {
    await pool.end().catch(() => undefined);
    throw error;
  }
  return {
    name: withoutPassword(url),
    lock: '',
    holder,
    keyLimit: KEY_LIMIT,
    isFenced: true,
    lease: leaseIn(query),
    adapter: (namespace) => adapterOn(query, tableOf(namespace)),
    async prepare() {
      await query(FENCE);
      for (const namespace of namespaces) await makeTable(query, tableOf(namespace));
    },
    assertThere: () => undefined,
    describe: () => describe(query),
    async scrub() {
      for (const namespace of namespaces) {
        const rewrite = {
          text: `VACUUM (FULL) "${tableOf(namespace)}"`,
          query_timeout: REWRITE_MS,
        };
        await pool.query(rewrite);
      }
    },
    close: () => pool.end(),
  };
}

/** The same database as it was when the look began, on one connection that may not write. */
export async function lookAtPostgres(url: string): Promise<Look | null> {
  const client = new Client(
    settingsFor(
      url,
      '-c default_transaction_read_only=on -c idle_in_transaction_session_timeout=0',
    ),
  );
  // With another connection it would be another moment: once this one is lost every query fails.
  client.on('error', () => undefined);
  const inTurn = createMutex();
  const query: Query = async (sql, values) => {
    const { rows } = await inTurn(() =>
      client.query<Record<string, unknown>>(sql, values && [...values]),
    );
    return rows;
  };
  const tables = new Set<string>();
  try {
    await client.connect();
    await query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const sql = 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema()';
    for (const { tablename } of await query(sql)) tables.add(String(tablename));
    if (!tables.has(tableOf('store'))) {
      await client.end();
      return null;
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  // The adapter would make its table and indexes, which are there.
  const reading: Query = (sql, values) =>
    /^\s*SELECT\b/iu.test(sql) ? query(sql, values) : Promise.resolve([]);
  return {
    name: withoutPassword(url),
    isOneMoment: true,
    keyLimit: KEY_LIMIT,
    // What an older program wrote may lack a table.
    adapter: (namespace) =>
      tables.has(tableOf(namespace)) ? adapterOn(reading, tableOf(namespace)) : new Map(),
    describe: () => describe(query, 'SELECT beat FROM jb_lease'),
    close: () => client.end(),
  };
}

function settingsFor(url: string, options: string): ClientConfig {
  parseAddress(url);
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    application_name: 'jianbao',
    options: `${options} -c client_min_messages=warning`,
  };
}

/**
 * Keyv's own adapter on the one pool. Its constructor opens a connection by a method of its prototype, and one that is lost while
 * nobody uses it would end the process: so it is constructed with other methods.
 */
function adapterOn(query: Query, table: string): KeyvPostgres {
  const prototype: unknown = Object.create(KeyvPostgres.prototype, {
    connect: { value: () => Promise.resolve(query) },
    disconnect: { value: () => Promise.resolve() },
  });
  const target = Object.assign(function Pooled() {}, { prototype });
  const options = { table, iterationLimit: ROWS_AT_ONCE, keyLength: KEY_LIMIT };
  const adapter: unknown = Reflect.construct(KeyvPostgres, [options], target);
  if (!(adapter instanceof KeyvPostgres)) throw new TypeError('not an adapter of Keyv');
  return adapter;
}

/** As the adapter would make it, which does so only at its first use. */
async function makeTable(query: Query, table: string): Promise<void> {
  await query(
    `CREATE TABLE IF NOT EXISTS "${table}" (key VARCHAR(${KEY_LIMIT}) NOT NULL, value TEXT, namespace VARCHAR(255) DEFAULT NULL, expires BIGINT DEFAULT NULL)`,
  );
  await query(`DROP TRIGGER IF EXISTS jb_fence ON "${table}"`);
  await query(
    `CREATE TRIGGER jb_fence AFTER INSERT OR UPDATE OR DELETE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION jb_fence()`,
  );
}

function leaseIn(query: Query): LeaseStore {
  return {
    async read() {
      const [row] = await query('SELECT holder, beat, lock FROM jb_lease');
      if (row === undefined) return null;
      return {
        holder: String(row['holder']),
        beat: Number(row['beat']),
        lock: String(row['lock']),
      };
    },
    async replace(seen: LeaseRecord | null, next: LeaseRecord | null) {
      const rows = await query(...changeOf(seen, next));
      return rows.length > 0;
    },
  };
}

function changeOf(seen: LeaseRecord | null, next: LeaseRecord | null): Parameters<Query> {
  const wanted = [next?.holder, next?.beat, next?.lock];
  const known = [seen?.holder, seen?.beat];
  if (seen === null) {
    return [
      'INSERT INTO jb_lease (one, holder, beat, lock) VALUES (1, $1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
      wanted,
    ];
  }
  if (next === null) {
    return ['DELETE FROM jb_lease WHERE holder = $1 AND beat = $2 RETURNING 1', known];
  }
  return [
    'UPDATE jb_lease SET holder = $1, beat = $2, lock = $3 WHERE holder = $4 AND beat = $5 RETURNING 1',
    [...wanted, ...known],
  ];
}

async function describe(
  query: Query,
  timed = 'UPDATE jb_lease SET lock = lock',
): Promise<StoreFacts> {
  const [version] = await query('SHOW server_version');
  const [commit] = await query('SHOW synchronous_commit');
  const [fsync] = await query('SHOW fsync');
  const begun = performance.now();
  await query(timed);
  const latencyMs = performance.now() - begun;
  const risks = [
    ...(fsync?.['fsync'] === 'off'
      ? ['fsync is off: a crash of the machine may damage the whole database. Switch it on.']
      : []),
    ...(commit?.['synchronous_commit'] === 'off'
      ? [
          'synchronous_commit is off: a crash of the server may forget the last second, and what was posted then is looked for in the channels.',
        ]
      : []),
  ];
  return {
    server: `PostgreSQL ${String(version?.['server_version'])}`,
    latencyMs,
    durability:
      risks.length === 0 ? 'each write is on the disk before it counts' : 'less than it should be',
    risks,
  };
}
