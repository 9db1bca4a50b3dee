import { createHash } from 'node:crypto';

import { matterOfTitle } from '../letter/matter-of-title.ts';
import { addressKey, entryKey } from '../discover/canonical-url.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { Store } from '../store/open-store.ts';
import { bareText } from '../text/han.ts';
import type { KnownEntry } from '../store/entries.ts';
import { forgottenAddress } from './forgotten.ts';
import { ownKey, type Row } from './row.ts';

type Records = Pick<Store, 'entries' | 'sightings'>;

/** What a row is known by besides its own key: each with the row's day, as the next letter may have the same title. Without a day an address tells nothing but with the proposal that its title names. */
interface Signs {
  readonly title: string | null;
  readonly matter: string | null;
  readonly place: string | null;
}

const NO_SIGNS: Signs = { title: null, matter: null, place: null };

// A shorter title names nothing: 建议答复.
const MIN_TITLE = 10;

function signsOf(source: Pick<Source, 'id'>, { url, title, date }: Entry): Signs {
  const sign = (kind: string, of: string): string =>
    `${source.id} ${kind} ${createHash('sha256').update(of).digest('hex').slice(0, 20)} ${date ?? '-'}`;
  const bare = bareText(title).slice(0, 200);
  const matter = matterOfTitle(title);
  const address = addressKey(url);
  const place = date === null && matter !== null ? `${address} ${matter}` : address;
  return {
    title: bare.length >= MIN_TITLE ? sign('title', bare) : null,
    // The same number without a day may be the follow-up, or the next session's.
    matter: date !== null && matter !== null ? sign('matter', matter) : null,
    place: date === null && matter === null ? null : sign('place', place),
  };
}

const listed = ({ title, matter, place }: Signs): readonly string[] =>
  [title, matter, place].filter((sign) => sign !== null);

/** Of known rows those that were never seen before with the title and day that they have now. */
export async function unseenRows<R extends Pick<Row, 'key' | 'entry'>>(
  { sightings }: Pick<Store, 'sightings'>,
  source: Pick<Source, 'id'>,
  rows: readonly R[],
): Promise<ReadonlySet<R>> {
  // Where a title is too short to tell anything, the others do; the day is in each of them.
  const signed = rows.flatMap((row) => {
    const { title, matter, place } = signsOf(source, row.entry);
    const sign = title ?? matter ?? place;
    return sign === null ? [] : [{ row, sign }];
  });
  const seen = await sightings.getMany([...new Set(signed.map(({ sign }) => sign))]);
  const isUnseen = ({ row, sign }: { readonly row: R; readonly sign: string }): boolean =>
    seen.get(sign)?.includes(row.key) !== true;
  return new Set(signed.filter(isUnseen).map(({ row }) => row));
}

/** Keys of known rows that no list of this source showed before: another source made them known. */
export async function unseenHere(
  { sightings }: Pick<Records, 'sightings'>,
  source: Source,
  rows: readonly Row[],
): Promise<ReadonlySet<string>> {
  const foreign = rows.filter(
    ({ known }) =>
      known !== null &&
      known.outcome !== 'forgotten' &&
      known.sourceId !== source.id &&
      known.baselineOf?.includes(source.id) !== true,
  );
  const signs = new Map(foreign.map((row) => [row, listed(signsOf(source, row.entry))]));
  const seen = await sightings.getMany([...new Set([...signs.values()].flat())]);
  const isSeen = (row: Row): boolean =>
    signs.get(row)?.some((sign) => seen.get(sign)?.includes(row.key) === true) === true;
  return new Set(foreign.filter((row) => !isSeen(row)).map(({ key }) => key));
}

/** The sign by which entries are found by their address alone, in whatever list and under whatever title. */
export function addressSign(url: string): string {
  return `at ${createHash('sha256').update(addressKey(url)).digest('hex').slice(0, 20)}`;
}

/** Remembers what the rows of a list look like, so that they are known again under another address or title. */
export async function noteRows(
  store: Records,
  source: Source,
  rows: readonly Pick<Row, 'key' | 'entry'>[],
): Promise<void> {
  const { entries, sightings } = store;
  const isOwn = ({ key, entry }: Pick<Row, 'key' | 'entry'>): boolean => {
    const plain = entryKey(entry);
    return key === plain || key === ownKey(source, plain);
  };
  const own = rows.filter(isOwn);
  await noteRecognized(
    store,
    source,
    rows.filter((row) => !isOwn(row)),
  );
  const forgotten = await entries.getMany(own.map(({ entry }) => forgottenAddress(entry.url)));
  await sightings.addMany(
    own.flatMap(({ key, entry }) => {
      const erased = forgottenAddress(entry.url);
      const to = forgotten.has(erased) ? erased : key;
      const signs = [...listed(signsOf(source, entry)), addressSign(entry.url)];
      return signs.map((sign) => [sign, to] as const);
    }),
  );
}

/**
 * What a recognized row looks like now, as a site that is rebuilt may rewrite its titles next. Its address is noted once two
 * visits met it there: some sites give another one at each request.
 */
async function noteRecognized(
  { entries, sightings }: Records,
  source: Source,
  rows: readonly Pick<Row, 'key' | 'entry'>[],
): Promise<void> {
  const known = await entries.getMany(rows.map(({ key }) => key));
  const moved: (readonly [string, KnownEntry])[] = [];
  const seen: (readonly [string, string])[] = [];
  for (const { key, entry } of rows) {
    const record = known.get(key);
    if (record === undefined || record.outcome === 'forgotten') continue;
    const { title, matter, place } = signsOf(source, entry);
    const isSettled = record.url === entry.url;
    if (!isSettled) moved.push([key, { ...record, url: entry.url }]);
    const signs = [title, matter, isSettled ? place : null].filter((sign) => sign !== null);
    seen.push(...signs.map((sign) => [sign, key] as const));
  }
  await sightings.addMany(seen);
  await entries.saveMany(moved);
}

/**
 * Finds unknown rows that are known letters: a site was rebuilt, a file uploaded again, titles were rewritten, or an address
 * changes at each request. Such a row takes the place of the one that is missing from the list; what is still listed
 * under its own address is another letter.
 */
export async function recognizeRows(
  { entries, sightings }: Records,
  source: Source,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const unknown = rows.filter(({ known }) => known === null);
  if (unknown.length === 0) return rows;
  const signs = new Map(unknown.map((row) => [row, signsOf(source, row.entry)]));
  const seen = await sightings.getMany([...new Set([...signs.values()].flatMap(listed))]);
  const here = new Set(rows.map(({ key }) => key));
  const places = countPlaces([...signs.values()]);
  const taken = new Map<Row, string>();
  const take = (row: Row, candidates: readonly string[]): void => {
    const key = candidates.find((one) => !here.has(one));
    if (key === undefined) return;
    here.add(key);
    taken.set(row, key);
  };
  // Without days the rows of a rebuilt list are known by where they were met since, and with them most of it is.
  for (const [row, { place }] of signs) {
    const keys = row.entry.date === null && place !== null ? (seen.get(place) ?? []) : [];
    if (keys.length === 1 && places.get(place ?? '') === 1) take(row, keys);
  }
  const others = unknown.filter((row) => !taken.has(row));
  const isWhollyNew = others.length === rows.length;
  const isMostlyKnown = others.length * 2 <= rows.length;
  for (const row of others) {
    const own = signs.get(row) ?? NO_SIGNS;
    const candidates = listed(own).flatMap((sign) => {
      const keys = seen.get(sign) ?? [];
      // Where others of the list are known, a sign that several letters share does not tell which is which.
      const isTelling = keys.length === 1 || (isWhollyNew && sign !== own.place);
      // Among known rows one without a day and with a title of before is the next letter that is titled so.
      if (isMostlyKnown && row.entry.date === null && sign === own.title) return [];
      return isTelling && (sign !== own.place || places.get(sign) === 1) ? keys : [];
    });
    take(row, candidates);
  }
  if (taken.size === 0) return rows;
  const known = await entries.getMany([...taken.values()]);
  return rows.map((row) => {
    const key = taken.get(row);
    return key === undefined ? row : { key, entry: row.entry, known: known.get(key) ?? null };
  });
}

/** How many rows lead to an address: several letters may be shown at one. */
function countPlaces(signs: readonly Signs[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { place } of signs) {
    if (place !== null) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}
