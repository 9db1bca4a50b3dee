import { DAY_MS } from '../base/clock.ts';
import { entryKey, titledKey } from '../discover/canonical-url.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { Gap } from '../domain/source-state.ts';
import { daysInAddress } from '../text/address-day.ts';
import { forgottenAddress } from './forgotten.ts';
import type { EntryStore, KnownEntry } from '../store/entries.ts';
import type { Store } from '../store/open-store.ts';
import { recognizeRows } from './recognize-rows.ts';
import { ownKey, type Row } from './row.ts';

const LONGEST_PAUSE_MS = DAY_MS;

/** When rows are read again that could not be. */
export interface RetryTimes {
  readonly now: Date;
  /** Tries that follow the visits; further ones wait. */
  readonly triesAtOnce: number;
  /** The first pause; each further one is twice as long, at most a day. */
  readonly firstPauseMs: number;
}

/** Unknown, or to be tried again. */
function needsReading({ known }: Row, { now, triesAtOnce, firstPauseMs }: RetryTimes): boolean {
  if (known?.outcome !== 'retry' || known.triedAt === undefined) {
    return known === null || known.outcome === 'retry';
  }
  const paused = known.attempts - triesAtOnce;
  if (paused < 0) return true;
  const pauseMs = Math.min(firstPauseMs * 2 ** Math.min(paused, 10), LONGEST_PAUSE_MS);
  return Math.abs(now.getTime() - Date.parse(known.triedAt)) >= pauseMs;
}

/** Newest first; rows without a date keep their place on the list, behind those with one. */
function byDate(a: Row, b: Row): number {
  return (b.entry.date ?? '').localeCompare(a.entry.date ?? '');
}

/**
 * Looks the rows of a source's list up; two rows that lead to one place are one. A row that is known by its title, its proposal or
 * its address alone has the key and the record of the letter that it is. What a source for some servers has seen is kept
 * under keys of its own: the others have not got it. They stay the source's when it becomes one for all.
 */
export async function lookUpRows(
  store: Pick<Store, 'entries' | 'sightings'>,
  source: Source,
  rows: readonly Entry[],
): Promise<readonly Row[]> {
  const { entries } = store;
  const byKey = new Map<string, Entry>();
  for (const entry of rows) {
    const key = entryKey(entry);
    if (!byKey.has(key)) byKey.set(key, entry);
  }
  await renameOldKeys(entries, byKey);
  const known = await entries.getMany([...byKey.keys()]);
  const own = await entries.getMany([...byKey.keys()].map((key) => ownKey(source, key)));
  const forgotten = await entries.getMany(
    [...byKey.values()].map(({ url }) => forgottenAddress(url)),
  );
  const found = [...byKey].map(([key, entry]): Row => {
    const erased = forgotten.get(forgottenAddress(entry.url));
    if (erased !== undefined) return { key: forgottenAddress(entry.url), entry, known: erased };
    const record = known.get(key) ?? null;
    if (record !== null && isOf(source, record)) return { key, entry, known: record };
    const ownRecord = own.get(ownKey(source, key)) ?? null;
    const isOwn = ownRecord !== null || source.guildIds !== undefined;
    return { key: isOwn ? ownKey(source, key) : key, entry, known: ownRecord };
  });
  return recognizeRows(store, source, found);
}

/** What another source took as known on its first visit was not read for this one. */
export function isOf({ id }: Source, record: KnownEntry): boolean {
  if (record.outcome !== 'baseline' || record.sourceId === id) return true;
  return record.baselineOf?.includes(id) === true;
}

/** Rows of a list by whether they are news. */
export interface AgedRows {
  readonly news: readonly Row[];
  /** They were there before the bot came, or on an older page. */
  readonly old: readonly Row[];
  /** Without a day, or of the horizon's own, on a list of which nothing is known so far: the end of the walk will tell. */
  readonly open: readonly Row[];
}

/** What of a source's last visits tells old rows from news; null where that is not known yet. */
export interface Horizon {
  /** The newest day of the last visit that saw all that was new. */
  readonly newest: string | null;
  /** The day of the last visit that succeeded. */
  readonly visited: string | null;
  /** How many rows the list had then; 0 before the first visit. */
  readonly rowCount: number;
  /** Days of which letters may have passed unseen. */
  readonly gap?: Gap | null;
}

/** What a walk over one or more list pages met. */
export interface WalkFacts {
  /** Keys of rows that wait, or that this walk passed on the visits before. */
  readonly seen: ReadonlySet<string>;
  /** It began on an earlier visit. */
  readonly hasBegun: boolean;
  /** It goes on at the next visit. */
  readonly isWalking: boolean;
}

/** Whether a walk met a row that was known before it began: then the list is the one that was known. */
export function meetsKnown(rows: readonly Row[], seen: ReadonlySet<string>): boolean {
  return rows.some(({ key, known }) => known !== null && !seen.has(key));
}

/**
 * Parts unknown rows that were always there from news: a row of before the horizon, behind all known rows of the list, slid in
 * from an older page. Where no row is known any more, the column was emptied or rebuilt, and the day alone decides. A
 * row whose address says that it was uploaded since the last visit is news; so is one without a day, unless it stands
 * at the end of a list that did not grow: there a row was taken out, and this one slid in.
 */
export function ageRows(
  rows: readonly Row[],
  { newest: horizon, visited, rowCount, gap = null }: Horizon,
  { seen, hasBegun, isWalking }: WalkFacts,
): AgedRows {
  const isFresh = (url: string): boolean =>
    visited !== null && daysInAddress(url).some((day) => day >= visited);
  const isNewRow = ({ key, known }: Row): boolean => known === null && !seen.has(key);
  const lastKnown = rows.findLastIndex((row) => !isNewRow(row));
  const isUndated = rows.every(({ entry }) => entry.date === null);
  const isShifted = isUndated && rowCount > 0 && rows.length <= rowCount;
  // A rebuilt column shows older letters, too; a list without any holds one burst.
  const isBurst =
    horizon !== null && rows.every(({ entry }) => entry.date !== null && entry.date >= horizon);
  const isPassed = passedIn(gap, rows);
  const nothingKnown = hasBegun ? !meetsKnown(rows, seen) : lastKnown < 0;
  const aged: { readonly [age in keyof AgedRows]: Row[] } = { news: [], old: [], open: [] };
  for (const [at, row] of rows.entries()) {
    if (!isNewRow(row)) continue;
    const { date, url } = row.entry;
    if (isPassed(row)) aged.news.push(row);
    else if (isPinned(rows, at) && !isFresh(url)) aged.old.push(row);
    else if (at < lastKnown || isFresh(url)) aged.news.push(row);
    else if (date === null && nothingKnown) aged[isWalking || hasBegun ? 'open' : 'news'].push(row);
    else if (date === null) aged[isShifted ? 'old' : 'news'].push(row);
    else if (horizon === null || date > horizon) aged.news.push(row);
    else if (date < horizon) aged.old.push(row);
    else if (!nothingKnown || isBurst) aged.news.push(row);
    else aged[isWalking ? 'open' : 'old'].push(row);
  }
  return aged;
}

/** Whether an unknown row is of days that passed unseen; one without a day is, until something from before them stands above it. */
function passedIn(gap: Gap | null, rows: readonly Row[]): (row: Row) => boolean {
  if (gap === null) return () => false;
  const { from, to, at } = gap;
  const isOver = rows.some(({ known }) => known !== null && known.firstSeenAt < at);
  return ({ entry: { date } }) => {
    if (from === null || to === null) return date === null && !isOver;
    return date !== null && date >= from && date <= to;
  };
}

/** Rows of a list with fewer days show no order. */
const MIN_ORDERED = 5;

/**
 * An old row that a site put on top: a list that is in the order of its days otherwise has a row above all of them that is older than
 * each. In a list by another day than the one it prints, such as that of signature, the others are in no order either.
 */
function isPinned(rows: readonly Row[], at: number): boolean {
  const date = rows[at]?.entry.date ?? null;
  if (date === null) return false;
  const below = rows.slice(at + 1).flatMap(({ entry }) => entry.date ?? []);
  if (below.length < MIN_ORDERED) return false;
  const isOrdered = below.every((day, index) => index === 0 || day <= (below[index - 1] ?? ''));
  return isOrdered && date < (below.at(-1) ?? '');
}

/** Rows that an earlier version knew by their titles are known without them from now on. */
async function renameOldKeys(
  entries: EntryStore,
  byKey: ReadonlyMap<string, Entry>,
): Promise<void> {
  const known = await entries.getMany([...byKey.keys()]);
  const others = [...byKey].filter(([key]) => !known.has(key));
  const renamed = new Map(others.map(([key, entry]) => [titledKey(entry), key]));
  const old = await entries.getMany([...renamed.keys()]);
  await entries.rename(new Map([...renamed].filter(([key]) => old.has(key))));
}

/** The rows that still have to be read, newest first. A date never decides whether a row is new. */
export function rowsToRead(rows: readonly Row[], times: RetryTimes): readonly Row[] {
  return rows.filter((row) => needsReading(row, times)).sort(byDate);
}
