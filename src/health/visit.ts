import { DAY_MS } from '../base/clock.ts';
import { createHash } from 'node:crypto';

import type { FetchOutcome, FailureReason, Validators } from '../domain/fetch.ts';
import type { Discovery, Entry } from '../domain/source.ts';

/** What one visit to a source brought, without the bytes. */
export interface Visit {
  readonly sourceId: string;
  readonly ms: number;
  readonly finding: Finding;
}

/** Rows, or why there are none. */
export type Finding =
  | RowsFinding
  | { readonly kind: 'not-modified' }
  | {
      readonly kind: 'no-rows';
      readonly state: 'empty' | 'blocked' | 'no-list';
      readonly reason: string | null;
    }
  | { readonly kind: 'failure'; readonly reason: FailureReason };

/** A list with at least one row. */
export interface RowsFinding {
  readonly kind: 'rows';
  readonly layout: string | null;
  readonly rows: number;
  readonly newRows: number;
  /** The newest date that is not in the future. */
  readonly newestDate: string | null;
  readonly rhythmMs: number | null;
  /** Short hashes of the first rows' addresses. */
  readonly rowKeys: readonly string[];
  /** And of their titles with their days: a site may give its rows other addresses at each request. */
  readonly titleKeys: readonly string[];
  readonly validators: Validators;
}

/** What the crawl knows after one visit. */
export interface VisitFacts {
  readonly sourceId: string;
  readonly outcome: FetchOutcome;
  /** Null when there was no page to look at. */
  readonly discovery: Discovery | null;
  /** Rows that were not known before. */
  readonly newRows: number;
  readonly ms: number;
}

const MAX_ROW_KEYS = 30;
const MAX_RHYTHM_DATES = 16;

/** Boils a visit down to what health is judged by. `today` is `YYYY-MM-DD`. */
export function describeVisit(facts: VisitFacts, today: string): Visit {
  const { sourceId, ms } = facts;
  return { sourceId, ms, finding: toFinding(facts, today) };
}

function toFinding({ outcome, discovery, newRows }: VisitFacts, today: string): Finding {
  if (outcome.kind === 'not-modified') return { kind: 'not-modified' };
  if (outcome.kind === 'failure') return { kind: 'failure', reason: outcome.reason };
  if (discovery === null) return { kind: 'no-rows', state: 'no-list', reason: null };
  const { entries, state, reason } = discovery;
  if (state !== 'list') return { kind: 'no-rows', state, reason };
  if (entries.length === 0) return { kind: 'no-rows', state: 'empty', reason };
  const dates = pastDates(entries, today);
  const first = entries.slice(0, MAX_ROW_KEYS);
  return {
    kind: 'rows',
    layout: discovery.layout,
    rows: entries.length,
    newRows,
    newestDate: dates[0] ?? null,
    rhythmMs: findRhythm(dates),
    rowKeys: first.map(({ url }) => hash(url)),
    titleKeys: first.map(({ title, date }) => hash(`${title} ${date ?? ''}`)),
    validators: outcome.validators,
  };
}

/** Distinct, newest first. */
function pastDates(entries: readonly Entry[], today: string): readonly string[] {
  const dates = entries.flatMap(({ date }) => (date !== null && date <= today ? [date] : []));
  return [...new Set(dates)].sort().reverse();
}

function findRhythm(dates: readonly string[]): number | null {
  const times = dates.slice(0, MAX_RHYTHM_DATES).map((date) => Date.parse(date));
  const gaps = times.slice(1).map((time, index) => (times[index] ?? time) - time);
  if (gaps.length < 3) return null;
  return Math.max(gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? DAY_MS, DAY_MS);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
