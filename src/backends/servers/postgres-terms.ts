import { AsyncLocalStorage } from 'node:async_hooks';

import type { FreshTerm, Term, Terms } from '../terms.ts';

type Query = (sql: string, values?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

export const TERMS_TABLE =
  'CREATE TABLE IF NOT EXISTS jb_terms (key TEXT PRIMARY KEY, number BIGINT NOT NULL, held_until TIMESTAMPTZ NOT NULL, ended_at TIMESTAMPTZ)';

// A time that lies far ahead was noted before the server's clock was put back.
const TRY = `INSERT INTO jb_terms AS t (key, number, held_until) VALUES ($1, 1, clock_timestamp() + $2 * interval '1 millisecond')
ON CONFLICT (key) DO UPDATE SET number = t.number + 1, held_until = EXCLUDED.held_until, ended_at = t.held_until
WHERE t.held_until <= clock_timestamp() OR t.held_until > clock_timestamp() + 2 * $2 * interval '1 millisecond'
RETURNING number, extract(epoch FROM clock_timestamp() - ended_at) * 1000 AS idle`;

const BEGIN = `INSERT INTO jb_terms AS t (key, number, held_until) VALUES ($1, 1, clock_timestamp())
ON CONFLICT (key) DO UPDATE SET number = t.number + 1, ended_at = t.held_until, held_until = clock_timestamp()
RETURNING number`;

/** The terms of one process, and what its connections say of them to the tables. */
export interface PostgresTerms extends Terms {
  /** The terms in which the code that calls it runs, as the tables' fence reads them; empty for none. */
  readonly written: () => string;
}

export function createPostgresTerms(query: Query): PostgresTerms {
  const around = new AsyncLocalStorage<readonly Term[]>();
  let always: readonly Term[] = [];
  const running = (): readonly Term[] => [...always, ...(around.getStore() ?? [])];
  return {
    async begin(key) {
      const [row] = await query(BEGIN, [key]);
      return { key, number: Number(row?.['number']) };
    },
    async tryBegin(key, forMs): Promise<FreshTerm | null> {
      const [row] = await query(TRY, [key, forMs]);
      if (row === undefined) return null;
      const { idle } = row;
      return { key, number: Number(row['number']), idleMs: idle === null ? null : Number(idle) };
    },
    async prolong({ key, number }, forMs) {
      const rows = await query(
        "UPDATE jb_terms SET held_until = clock_timestamp() + $3 * interval '1 millisecond' WHERE key = $1 AND number = $2 RETURNING 1",
        [key, number, forMs],
      );
      return rows.length > 0;
    },
    async isLast({ key, number }) {
      const [row] = await query('SELECT number FROM jb_terms WHERE key = $1', [key]);
      return Number(row?.['number']) === number;
    },
    async end({ key, number }) {
      await query(
        'UPDATE jb_terms SET held_until = clock_timestamp() WHERE key = $1 AND number = $2 AND held_until > clock_timestamp()',
        [key, number],
      );
    },
    within: (term, work) => around.run([...(around.getStore() ?? []), term], work),
    writeIn(term) {
      always = [...always.filter(({ key }) => key !== term.key), term];
    },
    current: (key) => running().findLast((term) => term.key === key)?.number ?? null,
    written() {
      const terms = running();
      if (terms.length === 0) return '';
      return JSON.stringify(Object.fromEntries(terms.map(({ key, number }) => [key, number])));
    },
  };
}
