import { Pool } from 'pg';
import { PgBoss, type QueueOptions, type QueuePolicy } from 'pg-boss';

import { once } from '../base/once.ts';
import { StoreError } from '../domain/errors.ts';
import type { Turn, TurnKind, Turns, TurnsOptions, TurnWork } from './turns.ts';

/** A schema of its own beside the tables of the store. */
const SCHEMA = 'jb_turns';
/** A network that swallows everything is noticed by these, in milliseconds. */
const CONNECT_MS = 3000;
const ANSWER_MS = 4000;
/** Making or changing its tables may take longer. */
const INSTALL_MS = 60_000;
const CONNECTIONS = 4;
/** pg-boss takes a worker for dead after ten seconds without a sign, and allows no less. */
const SILENT_S = 10;
const SIGN_S = 3;
/** How often somebody looks for dead workers. */
const WATCH_S = 1;
/** How soon a free turn is taken, and handed over by whoever ends. */
const POLL_S: Readonly<Record<TurnKind, number>> = { bot: 0.5, host: 1 };
/** What a stop waits for; it is ended by its signal before. */
const STOP_MS = 3000;
const NEVER_GIVEN_UP = 1_000_000;

/**
 * One job for each key. `exclusive`: one that waits or is worked on; `stately`: one of each, so that what is wanted during the work has
 * another turn. A key is worked on once at a time in both.
 */
const QUEUES: Readonly<Record<TurnKind, QueueOptions & { readonly policy: QueuePolicy }>> = {
  bot: {
    policy: 'exclusive',
    heartbeatSeconds: SILENT_S,
    retryLimit: NEVER_GIVEN_UP,
    // Its longest: once a day the leader is chosen anew.
    expireInSeconds: 86_000,
    deleteAfterSeconds: 3600,
  },
  host: {
    policy: 'stately',
    heartbeatSeconds: SILENT_S,
    retryLimit: NEVER_GIVEN_UP,
    // Longer than a host's whole daily budget takes.
    expireInSeconds: 20_000,
    // Some thirty turns a second would be millions of rows in a week.
    deleteAfterSeconds: 60,
  },
};

const HANDED_OVER = 'handed over';

/** Turns for any number of processes on one PostgreSQL, 13 or later; throws `StoreError` where that cannot be reached. */
export async function openBossTurns(
  url: string,
  { onError, onTrouble }: TurnsOptions & { readonly onTrouble: (error: unknown) => void },
): Promise<Turns> {
  let answerMs = INSTALL_MS;
  const pool = new Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'jianbao-turns',
  });
  // A connection that is lost while nobody uses it is no reason to end: the next query opens another one.
  pool.on('error', () => undefined);
  const boss = new PgBoss({
    db: {
      executeSql(text, values) {
        const query = { text, query_timeout: answerMs };
        return pool.query(values === undefined ? query : { ...query, values });
      },
    },
    schema: SCHEMA,
    schedule: false,
    superviseIntervalSeconds: WATCH_S,
    monitorIntervalSeconds: WATCH_S,
  });
  boss.on('error', onTrouble);
  const stopping = new AbortController();

  try {
    await boss.start();
    for (const [name, options] of Object.entries(QUEUES)) await makeQueue(boss, name, options);
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => undefined);
    await pool.end().catch(() => undefined);
    throw new StoreError(
      'The turns of several processes cannot be kept there. It takes PostgreSQL 13 or later, and an account that may create a schema in its database. What it said is below.',
      { cause },
    );
  }
  answerMs = ANSWER_MS;

  return {
    async serve(kind, { atOnce, work }) {
      const options = {
        localConcurrency: atOnce,
        pollingIntervalSeconds: POLL_S[kind],
        heartbeatRefreshSeconds: SIGN_S,
      };
      await boss.work<Pick<Turn, 'key'>>(kind, options, async ([job]) => {
        if (job === undefined) return;
        const { key } = job.data;
        const turn: Turn = { key, signal: AbortSignal.any([job.signal, stopping.signal]) };
        const outcome = await endOf(turn, work, onError);
        // A job that failed is taken by whoever comes first.
        if (outcome === 'again') throw new Error(HANDED_OVER);
      });
    },
    async want(kind, keys) {
      if (keys.length === 0) return;
      const jobs = keys.map((key) => ({ singletonKey: key, data: { key } }));
      try {
        await boss.insert(kind, jobs);
      } catch (cause) {
        throw new StoreError('The turns of several processes cannot be reached.', { cause });
      }
    },
    stop: once(async () => {
      stopping.abort();
      await boss.stop({ graceful: true, timeout: STOP_MS }).catch(onTrouble);
      await pool.end().catch(onTrouble);
    }),
  };
}

async function endOf(
  turn: Turn,
  work: TurnWork['work'],
  onError: TurnsOptions['onError'],
): Promise<'done' | 'again'> {
  try {
    return await work(turn);
  } catch (error) {
    onError(error, turn);
    return 'done';
  }
}

/** Several processes may start at the same time. */
async function makeQueue(boss: PgBoss, name: string, options: QueueOptions): Promise<void> {
  if ((await boss.getQueue(name)) !== null) return;
  try {
    await boss.createQueue(name, options);
  } catch (error) {
    if ((await boss.getQueue(name)) === null) throw error;
  }
}
