import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers';
import { Worker } from 'node:worker_threads';

import type { Answer, Outcome, Row, SqlValue, Statement, Task, ThreadData } from './protocol.ts';

/** The thread that has the store's file. */
export interface SqliteThread {
  query(sql: string, params: readonly SqlValue[]): Promise<readonly Row[]>;
  /** One transaction; rejects where nothing of it was written. */
  together(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>;
  perform(
    task: Exclude<Task, { readonly statements: readonly Statement[] }>,
  ): Promise<readonly Row[]>;
  /** What SQLite said when it found the file damaged; null as long as it did not. */
  damage(): string | null;
  close(): Promise<void>;
}

interface Waiting {
  readonly task: Task;
  readonly settle: (outcomes: readonly Outcome[]) => void;
  readonly fail: (error: Error) => void;
}

interface WaitingStatement {
  readonly statement: Statement;
  readonly settle: (outcome: Outcome) => void;
  readonly fail: (error: Error) => void;
}

const ENTRY = new URL('sqlite-entry.ts', import.meta.url);
/** Rows pass through the thread and live for moments: more room for them is memory that nobody uses. */
const YOUNG_MB = 4;
/** So many statements make one transaction; what comes meanwhile makes the next. */
const STATEMENTS_AT_ONCE = 500;

/**
 * A thread has no compile cache unless its environment names one. Without it, it loads what takes the types off its few files, which
 * then keeps 25 MB for as long as the bot runs.
 */
function withCompileCache(): NodeJS.ProcessEnv {
  // The folder of this version of Node, within the one that is named.
  const own = getCompileCacheDir();
  return own === undefined ? process.env : { ...process.env, NODE_COMPILE_CACHE: dirname(own) };
}

/** Starts the thread. Statements that wait at the same time go together, and those that write are one transaction. */
export function startThread(data: ThreadData): SqliteThread {
  const worker = new Worker(ENTRY, {
    workerData: data,
    env: withCompileCache(),
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const queue: Waiting[] = [];
  const statements: WaitingStatement[] = [];
  let inHand: Waiting | null = null;
  let isScheduled = false;
  let wasBatch = false;
  let end: Error | null = null;
  let damage: string | null = null;

  worker.on('message', ({ outcomes }: Answer) => {
    const done = inHand;
    inHand = null;
    done?.settle(outcomes);
    next();
  });
  worker.on('error', die);
  worker.on('exit', () => die(new Error('the thread that has the store ended')));
  worker.unref();

  function die(error: unknown): void {
    end ??= error instanceof Error ? error : new Error(String(error));
    inHand?.fail(end);
    inHand = null;
    for (const waiting of [...queue.splice(0), ...statements.splice(0)]) waiting.fail(end);
  }

  function schedule(): void {
    if (isScheduled || inHand !== null) return;
    isScheduled = true;
    // What the same turn of the loop wants goes along.
    setImmediate(() => {
      isScheduled = false;
      next();
    });
  }

  function next(): void {
    if (inHand !== null || end !== null) return;
    // In turns: what was to be written is so before the lease is given back, and its holder's signs never wait for long.
    const statementsFirst = !wasBatch;
    inHand = statementsFirst ? (batch() ?? queue.shift() ?? null) : (queue.shift() ?? batch());
    wasBatch = inHand?.task.kind === 'run';
    if (inHand === null) {
      worker.unref();
      return;
    }
    // A process may end while nothing is written, and not before what is in hand was.
    worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(inHand.task);
  }

  function batch(): Waiting | null {
    const taken = statements.splice(0, STATEMENTS_AT_ONCE);
    if (taken.length === 0) return null;
    return {
      task: { kind: 'run', statements: taken.map(({ statement }) => statement) },
      settle: (outcomes) => {
        for (const [index, { settle, fail }] of taken.entries()) {
          const outcome = outcomes[index];
          if (outcome === undefined) fail(new Error('a statement got no answer'));
          else settle(outcome);
        }
      },
      fail: (error) => {
        for (const { fail } of taken) fail(error);
      },
    };
  }

  function rowsOf(outcome: Outcome): readonly Row[] {
    if ('rows' in outcome) return outcome.rows;
    if (outcome.isDamaged) damage ??= outcome.failure;
    throw new Error(outcome.failure);
  }

  function query(sql: string, params: readonly SqlValue[]): Promise<readonly Row[]> {
    if (end !== null) return Promise.reject(end);
    const asked = Promise.withResolvers<Outcome>();
    statements.push({ statement: { sql, params }, settle: asked.resolve, fail: asked.reject });
    schedule();
    return asked.promise.then(rowsOf);
  }

  function ask(task: Task): Promise<readonly Outcome[]> {
    if (end !== null) return Promise.reject(end);
    const asked = Promise.withResolvers<readonly Outcome[]>();
    queue.push({ task, settle: asked.resolve, fail: asked.reject });
    schedule();
    return asked.promise;
  }

  const perform: SqliteThread['perform'] = async (task) => {
    const [outcome] = await ask(task);
    return outcome === undefined ? [] : rowsOf(outcome);
  };

  return {
    query,
    together: async (all) => (await ask({ kind: 'together', statements: all })).map(rowsOf),
    perform,
    damage: () => damage,
    async close() {
      if (end !== null) return;
      try {
        await perform({ kind: 'close' });
      } finally {
        end ??= new Error('the store is closed');
        await worker.terminate();
      }
    },
  };
}
