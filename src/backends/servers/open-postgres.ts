import { randomUUID } from 'node:crypto';

import { KeyvPostgres } from '@keyv/postgres';
import { Client, Pool, type ClientConfig, type PoolClient } from 'pg';

import { createMutex } from '../../base/mutex.ts';
import {
  type Backend,
  type LeaseRecord,
  type LeaseStore,
  type Look,
  type OpenMode,
  type StoreFacts,
  type StoreShape,
  TOGETHER,
} from '../backend.ts';
import { createGathering } from '../gather.ts';
import { withoutPassword } from '../store-address.ts';
import { LEADER_KEY, START_KEY } from '../terms.ts';
import { parseAddress } from './parse-address.ts';
import { createPostgresTerms, TERMS_TABLE } from './postgres-terms.ts';

/** An index takes keys of up to 2,704 bytes, and a character has up to four; longer keys are replaced by digests. */
const KEY_LIMIT = 250;
const ROWS_AT_ONCE = 500;
/** A network that swallows everything is noticed by these, in milliseconds. */
const CONNECT_MS = 3000;
const ANSWER_MS = 4000;
/**
 * The server ends a transaction whose next statement does not come for so long, in milliseconds: a process that stands still or is cut
 * off between two of them would keep its terms' rows from whoever is next, and could still commit when the store is another's. Below
 * `ANSWER_MS`, as who waits for those rows waits no longer, and below the time after which a lease without a sign is taken.
 */
const IDLE_MS = 3000;
/** Rewriting a table may take long. */
const REWRITE_MS = 3_600_000;
const CONNECTIONS = 8;
/** Two processes that make the same table at the same time hinder each other. */
const ONE_AT_A_TIME = 0x6a62;
const LEASE_TABLE =
  'CREATE TABLE IF NOT EXISTS jb_lease (one INTEGER PRIMARY KEY CHECK (one = 1), holder TEXT NOT NULL, beat BIGINT NOT NULL, lock TEXT NOT NULL)';

const tableOf = (namespace: string): string => `jb_${namespace}`;

/**
 * Refuses what another process than the lease's holder writes, whenever that was sent. Where several processes hold it together, each
 * write names the terms in which it is made, and each of them has to be the last one of its key. Their rows are locked until the
 * write is done: whoever begins the next term finds it, or it is refused.
 */
const FENCE_BODY = `
DECLARE
  mine TEXT := current_setting('jianbao.holder', true);
  terms JSONB := coalesce(nullif(current_setting('jianbao.terms', true), ''), '{}')::jsonb;
  valid INTEGER;
BEGIN
  IF (SELECT holder FROM jb_lease) IS DISTINCT FROM mine THEN
    RAISE EXCEPTION 'another process has taken over the store';
  END IF;
  IF mine LIKE '${TOGETHER}%' THEN
    IF TG_ARGV[0] = 'leading' AND NOT terms ?| array['${LEADER_KEY}', '${START_KEY}'] THEN
      RAISE EXCEPTION 'only the process that leads may write here';
    END IF;
    PERFORM 1 FROM jsonb_each_text(terms) AS wanted(key, number)
      JOIN jb_terms AS last ON last.key = wanted.key AND last.number = wanted.number::bigint
      FOR SHARE OF last;
    GET DIAGNOSTICS valid = ROW_COUNT;
    IF valid = 0 OR valid < (SELECT count(*) FROM jsonb_object_keys(terms)) THEN
      RAISE EXCEPTION 'another process has this turn by now';
    END IF;
  END IF;
  RETURN NULL;
END `;

type Rows = Record<string, unknown>[];
type Query = (sql: string, values?: readonly unknown[]) => Promise<Rows>;

interface Sent {
  readonly sql: string;
  readonly values: readonly unknown[] | undefined;
}

/** A store in a PostgreSQL database, 12 or later: a table for each namespace, one for the lease, one for terms. */
export async function openPostgres(
  url: string,
  shape: StoreShape,
  { isShared }: OpenMode,
): Promise<Backend> {
  const { namespaces } = shape;
  const holder = isShared ? `${TOGETHER}${shape.version}` : randomUUID();
  // Each connection says whose it is; the tables look at that.
  const pool = new Pool({
    ...settingsFor(
      url,
      `-c jianbao.holder=${holder} -c idle_in_transaction_session_timeout=${IDLE_MS}`,
    ),
    max: CONNECTIONS,
  });
  // A connection that is lost while nobody uses it is no reason to end: the next query opens another one.
  pool.on('error', () => undefined);
  const query: Query = async (sql, values) => {
    const { rows } = await pool.query<Record<string, unknown>>(sql, values && [...values]);
    return rows;
  };
  const terms = createPostgresTerms(query);
  try {
    await query(
      [`SELECT pg_advisory_xact_lock(${ONE_AT_A_TIME})`, LEASE_TABLE, TERMS_TABLE].join(';'),
    );
  } catch (error) {
    await pool.end().catch(() => undefined);
    throw error;
  }
  const written = isShared ? terms.written : null;
  const gathering = createGathering<Sent, Rows>((all) =>
    inTransaction(pool, written?.() ?? null, all),
  );
  // One for all tables: they share the connections.
  const alone = written === null ? query : inTerms(pool, query, written);
  const send: Query = (sql, values) => gathering.join({ sql, values }) ?? alone(sql, values);
  return {
    name: withoutPassword(url),
    lock: '',
    holder,
    keyLimit: KEY_LIMIT,
    isFenced: true,
    lease: leaseIn(query),
    ...(isShared ? { terms } : {}),
    adapter: (namespace) => adapterOn(send, tableOf(namespace)),
    together: (works) => gathering.together(works),
    async prepare() {
      if (await isPrepared(query, namespaces)) return;
      await query(
        `CREATE OR REPLACE FUNCTION jb_fence() RETURNS trigger LANGUAGE plpgsql AS $fence$${FENCE_BODY}$fence$`,
      );
      for (const namespace of namespaces)
        await makeTable(query, tableOf(namespace), shape.leading.has(namespace));
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
    READS.test(sql) ? query(sql, values) : Promise.resolve([]);
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

/** A write is sent on a connection that has said in which terms it is made. */
function inTerms(pool: Pool, query: Query, written: () => string): Query {
  return async (sql, values) => {
    if (READS.test(sql)) return query(sql, values);
    return onClient(pool, written(), (client) => answerOf(client, { sql, values }));
  };
}

/** All of them, or none; `terms` as `inTerms` says them, null where this process alone writes. */
function inTransaction(
  pool: Pool,
  terms: string | null,
  statements: readonly Sent[],
): Promise<readonly Rows[]> {
  return onClient(pool, terms, async (client) => {
    const answers: Rows[] = [];
    await client.query('BEGIN');
    for (const statement of statements) answers.push(await answerOf(client, statement));
    await client.query('COMMIT');
    return answers;
  });
}

async function answerOf(client: PoolClient, { sql, values }: Sent): Promise<Rows> {
  const { rows } = await client.query<Record<string, unknown>>(sql, values && [...values]);
  return rows;
}

const said = new WeakMap<PoolClient, string>();

async function onClient<T>(
  pool: Pool,
  terms: string | null,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // The pool does not listen to what it hands out; the statement itself rejects as well.
  client.on('error', ignored);
  let isBroken = true;
  try {
    if (terms !== null && said.get(client) !== terms) {
      said.delete(client);
      await client.query("SELECT set_config('jianbao.terms', $1, false)", [terms]);
      said.set(client, terms);
    }
    const result = await work(client);
    isBroken = false;
    return result;
  } finally {
    client.off('error', ignored);
    // Of one that failed nobody knows what it is still doing; what it had begun is undone.
    client.release(isBroken);
  }
}

const ignored = (): void => undefined;
const READS = /^\s*SELECT\b/iu;

/** As the adapter would make it, which does so only at its first use. All at once: nothing is written without the fence. */
async function makeTable(query: Query, table: string, isLeading: boolean): Promise<void> {
  const argument = isLeading ? "'leading'" : '';
  await query(
    [
      `CREATE TABLE IF NOT EXISTS "${table}" (key VARCHAR(${KEY_LIMIT}) NOT NULL, value TEXT, namespace VARCHAR(255) DEFAULT NULL, expires BIGINT DEFAULT NULL)`,
      `DROP TRIGGER IF EXISTS jb_fence ON "${table}"`,
      `CREATE TRIGGER jb_fence AFTER INSERT OR UPDATE OR DELETE ON "${table}" FOR EACH STATEMENT EXECUTE FUNCTION jb_fence(${argument})`,
    ].join(';'),
  );
}

/** Whether the fence is this program's, on each table: whoever finds it so changes nothing under those that are at work. */
async function isPrepared(query: Query, namespaces: readonly string[]): Promise<boolean> {
  const [row] = await query(
    `SELECT (SELECT prosrc FROM pg_proc WHERE oid = to_regproc('jb_fence')) AS body,
      (SELECT count(*) FROM pg_trigger WHERE tgname = 'jb_fence' AND tgrelid = ANY (SELECT to_regclass('"' || name || '"') FROM unnest($1::text[]) AS name)) AS fenced`,
    [namespaces.map(tableOf)],
  );
  return row?.['body'] === FENCE_BODY && Number(row['fenced']) === namespaces.length;
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
