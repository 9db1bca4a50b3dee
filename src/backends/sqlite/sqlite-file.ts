import { DatabaseSync, type StatementSync } from 'node:sqlite';

import type { LeaseRecord, StoreShape } from '../backend.ts';
import { fileAt } from '../file-at.ts';
import { copyOldTables } from './copy-old-tables.ts';
import type { Outcome, Row, Statement, Task, ThreadData } from './protocol.ts';

/** The store's file, used by one thread. */
export interface SqliteFile {
  /** Never throws: what fails is in the outcomes, one for each statement, else one. */
  perform(task: Task): readonly Outcome[];
}

const LEASE_TABLE =
  'CREATE TABLE IF NOT EXISTS jb_lease (one INTEGER PRIMARY KEY CHECK (one = 1), holder TEXT NOT NULL, beat INTEGER NOT NULL, lock TEXT NOT NULL)';
/** SQLITE_CORRUPT and SQLITE_NOTADB: https://www.sqlite.org/rescode.html */
const DAMAGE: ReadonlySet<number> = new Set([11, 26]);
/** A batch of rows has a text of its own; those are not worth keeping. */
const KEPT_STATEMENTS = 200;
const LONGEST_KEPT = 400;

export function createSqliteFile({ path, busyMs }: ThreadData): SqliteFile {
  let opened: DatabaseSync | null = null;
  /** Who may write; null before the lease was taken. */
  let holder: string | null = null;
  let hasLeaseTable = false;
  const prepared = new Map<string, StatementSync>();
  const place = fileAt(path);

  function database(): DatabaseSync {
    opened ??= openFile(path, busyMs);
    return opened;
  }

  function statement(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = database().prepare(sql);
    if (sql.length <= LONGEST_KEPT && prepared.size < KEPT_STATEMENTS) prepared.set(sql, fresh);
    return fresh;
  }

  const runOne = ({ sql, params }: Statement): readonly Row[] => statement(sql).all(...params);

  function inTransaction<R>(work: () => R): R {
    const db = database();
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Whoever writes is the one that has the lease, in the file that is still at its path. */
  function assertMayWrite(): void {
    if (fileAt(path) !== place) throw new Error(`${path} was removed or replaced`);
    if (holder !== readLease()?.holder) {
      throw new Error('another process has taken over the store');
    }
  }

  function run(statements: readonly Statement[]): readonly Outcome[] {
    if (!statements.some(isWrite)) return statements.map((one) => outcomeOf(() => runOne(one)));
    return inTransaction(() => {
      assertMayWrite();
      return statements.map((one) => {
        const outcome = outcomeOf(() => runOne(one));
        // A full disk ends the whole transaction: nothing of it was written.
        if ('failure' in outcome && !database().isTransaction) throw new Error(outcome.failure);
        return outcome;
      });
    });
  }

  function runTogether(statements: readonly Statement[]): readonly Outcome[] {
    return inTransaction(() => {
      assertMayWrite();
      return statements.map((one) => ({ rows: runOne(one) }));
    });
  }

  function readLease(): LeaseRecord | null {
    const [row] = runOne({ sql: 'SELECT holder, beat, lock FROM jb_lease', params: [] });
    return row === undefined ? null : leaseOf(row);
  }

  function replaceLease(seen: LeaseRecord | null, next: LeaseRecord | null): readonly Row[] {
    return inTransaction(() => {
      const found = readLease();
      if (found?.holder !== seen?.holder || found?.beat !== seen?.beat) return [];
      runOne({ sql: 'DELETE FROM jb_lease', params: [] });
      if (next !== null) {
        const { holder: by, beat, lock } = next;
        const sql = 'INSERT INTO jb_lease (one, holder, beat, lock) VALUES (1, ?, ?, ?)';
        runOne({ sql, params: [by, beat, lock] });
      }
      holder = next?.holder ?? null;
      return [{}];
    });
  }

  function scrub(): void {
    assertMayWrite();
    database().exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  }

  /** Every page is looked at once: one that is damaged could fail the bot at any later time, or never be told of. */
  function prepare(shape: StoreShape): void {
    assertMayWrite();
    const [row] = runOne({ sql: 'PRAGMA quick_check(1)', params: [] });
    const found = row?.['quick_check'];
    if (found !== 'ok') throw new DamageError(String(found));
    copyOldTables(database(), path, shape);
  }

  function makeLeaseTable(): void {
    if (hasLeaseTable) return;
    database().exec(LEASE_TABLE);
    hasLeaseTable = true;
  }

  function close(): void {
    prepared.clear();
    opened?.close();
    opened = null;
  }

  function rowsFor(
    task: Exclude<Task, { readonly statements: readonly Statement[] }>,
  ): readonly Row[] {
    if (task.kind === 'replace-lease') return replaceLease(task.seen, task.next);
    if (task.kind === 'read-lease') {
      makeLeaseTable();
      const lease = readLease();
      return lease === null ? [] : [{ ...lease }];
    }
    if (task.kind === 'prepare') prepare(task.shape);
    else if (task.kind === 'scrub') scrub();
    else close();
    return [];
  }

  return {
    perform(task) {
      try {
        if (task.kind === 'run') return run(task.statements);
        return task.kind === 'together' ? runTogether(task.statements) : [{ rows: rowsFor(task) }];
      } catch (error) {
        const count = 'statements' in task ? task.statements.length : 1;
        const outcome = failureOf(error);
        return Array.from({ length: count }, () => outcome);
      }
    },
  };
}

/** The file is damaged, as SQLite's own check says. */
class DamageError extends Error {}

function openFile(path: string, busyMs: number): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyMs });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isWrite({ sql }: Statement): boolean {
  return !/^\s*(?:SELECT|PRAGMA)\b/iu.test(sql);
}

function leaseOf({ holder, beat, lock }: Row): LeaseRecord {
  return { holder: String(holder), beat: Number(beat), lock: String(lock) };
}

function outcomeOf(work: () => readonly Row[]): Outcome {
  try {
    return { rows: work() };
  } catch (error) {
    return failureOf(error);
  }
}

function failureOf(error: unknown): Outcome {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  const isDamaged = error instanceof DamageError || DAMAGE.has(code & 0xff);
  return { failure: error instanceof Error ? error.message : String(error), isDamaged };
}
