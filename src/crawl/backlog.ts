import { setImmediate as nextTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import type { Backlog, Waiting, WaitingRow } from '../domain/backlog.ts';
import type { Source } from '../domain/source.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { Store } from '../store/open-store.ts';
import { forgottenAddress } from '../rows/forgotten.ts';
import { isOf } from '../rows/known-rows.ts';
import type { Row } from '../rows/row.ts';

const NOTHING: Backlog = { rows: [], walk: null };

/** What the visits before left to do, without what was settled or forgotten meanwhile. */
export async function loadBacklog(store: Store, { id }: Source): Promise<Backlog> {
  return (await store.backlogs.load(id)) ?? NOTHING;
}

/** Titles as the list gives them, for as long as the visit lasts: names are not kept longer than reading needs. */
const listedTitles = new WeakMap<WaitingRow, string>();

// Searching a title for names takes 0.06 ms, 1.5 at worst, and a walk may bring hundreds of rows.
const ROWS_AT_ONCE = 10;

/** Adds rows to those that wait; one that waits already takes over what the list says of it now. */
export async function addRows(
  before: readonly WaitingRow[],
  rows: readonly Row[],
  { isOpen, now }: { readonly isOpen: boolean; readonly now: Date },
): Promise<readonly WaitingRow[]> {
  const since = now.toISOString();
  const waiting = new Map(before.map((row) => [row.key, row]));
  for (const [at, { key, entry }] of rows.entries()) {
    if (at > 0 && at % ROWS_AT_ONCE === 0) await nextTurn();
    const kept = { ...entry, title: redactPersonalData(entry.title) };
    const is = waiting.get(key);
    const added: WaitingRow = { key, since, ...(isOpen ? { isOpen } : {}), ...is, entry: kept };
    listedTitles.set(added, entry.title);
    waiting.set(key, added);
  }
  return [...waiting.values()];
}

/** What is known of rows that wait: nothing yet, that they failed, or that they were settled meanwhile. */
export async function lookUpWaiting(
  { entries }: Pick<Store, 'entries'>,
  source: Source,
  rows: readonly WaitingRow[],
): Promise<readonly Row[]> {
  const known = await entries.getMany(rows.map(({ key }) => key));
  const erased = await entries.getMany(rows.map(({ entry }) => forgottenAddress(entry.url)));
  return rows.map((row) => {
    const { key } = row;
    const entry = { ...row.entry, title: listedTitles.get(row) ?? row.entry.title };
    const record = erased.get(forgottenAddress(entry.url)) ?? known.get(key) ?? null;
    return { key, entry, known: record !== null && isOf(source, record) ? record : null };
  });
}

/** Whether a row is still to be read. */
function isUnsettled(known: KnownEntry | null): boolean {
  return known === null || known.outcome === 'retry';
}

/** As the state of a source says it where nothing is left to read. */
export const NOTHING_WAITS: Waiting = {
  unread: 0,
  failing: 0,
  since: null,
  reason: null,
};

/**
 * Writes down what a visit leaves to do. Rows that are settled stay, without their titles, only while a walk lasts that has to tell
 * them from those known before it.
 */
export async function saveBacklog(
  store: Store,
  source: Source,
  { rows, walk, held = [], searchedAt, search, rebuiltAt, listed }: Backlog,
): Promise<Waiting> {
  const looked = await lookUpWaiting(store, source, rows);
  const kept: WaitingRow[] = [];
  const failing: { readonly since: string; readonly reason: string }[] = [];
  let unread = 0;
  for (const [at, row] of rows.entries()) {
    const known = looked[at]?.known ?? null;
    if (isUnsettled(known)) {
      kept.push(row);
      unread += 1;
      if (known !== null) failing.push({ since: row.since, reason: known.reason ?? '' });
    } else if (walk !== null) {
      kept.push({ ...row, entry: { ...row.entry, title: '' } });
    }
  }
  const before = await store.backlogs.load(source.id);
  const more = {
    ...(held.length === 0 ? {} : { held }),
    ...(searchedAt === undefined ? {} : { searchedAt }),
    ...(search === undefined ? {} : { search }),
    ...(rebuiltAt === undefined ? {} : { rebuiltAt }),
    ...(listed === undefined ? {} : { listed }),
  };
  const next: Backlog = { rows: kept, walk, ...more };
  if (!isDeepStrictEqual(next, before ?? NOTHING)) await store.backlogs.save(source.id, next);
  return {
    unread,
    failing: failing.length,
    since: failing.map(({ since }) => since).sort()[0] ?? null,
    reason: mostCommon(failing.map(({ reason }) => reason)),
  };
}

function mostCommon(words: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const [first] = [...counts].sort(([, a], [, b]) => b - a);
  return first?.[0] ?? null;
}
