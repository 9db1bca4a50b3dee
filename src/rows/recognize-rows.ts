import { createHash } from 'node:crypto';

import { matterOfTitle } from '../letter/matter-of-title.ts';
import { addressKey, canonicalUrl, entryKey } from '../discover/canonical-url.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { Store } from '../store/open-store.ts';
import { bareText } from '../text/han.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { Write } from '../store/together.ts';
import { forgottenAddress } from './forgotten.ts';
import { ownKey, type Row } from './row.ts';

type Records = Pick<Store, 'entries' | 'sightings'>;

/** What a row is known by besides its own key: each with the row's day, as the next letter may have the same title. Without a day an address tells nothing but with the proposal that its title names. */
interface Signs {
  readonly title: string | null;
  readonly matter: string | null;
  readonly place: string | null;
}

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

/** What the rows of a list look like, made ready for `together`, so that they are known again under another address or title. */
export async function notingRows(
  store: Records,
  source: Source,
  rows: readonly Pick<Row, 'key' | 'entry'>[],
): Promise<readonly Write[]> {
  const { entries, sightings } = store;
  const isOwn = ({ key, entry }: Pick<Row, 'key' | 'entry'>): boolean => {
    const plain = entryKey(entry);
    return key === plain || key === ownKey(source, plain);
  };
  const own = rows.filter(isOwn);
  const recognized = await recognizedNow(
    store,
    source,
    rows.filter((row) => !isOwn(row)),
  );
  const forgotten = await entries.getMany(own.map(({ entry }) => forgottenAddress(entry.url)));
  const seen = own.flatMap(({ key, entry }) => {
    const erased = forgottenAddress(entry.url);
    const to = forgotten.has(erased) ? erased : key;
    const signs = [...listed(signsOf(source, entry)), addressSign(entry.url)];
    return signs.map((sign) => [sign, to] as const);
  });
  const sighted = await sightings.adding([...recognized.seen, ...seen]);
  return [...sighted, ...entries.savingMany(recognized.moved)];
}

/**
 * What a recognized row looks like now, as a site that is rebuilt may rewrite its titles next. Its address is noted once two
 * visits met it there: some sites give another one at each request.
 */
async function recognizedNow(
  { entries }: Pick<Records, 'entries'>,
  source: Source,
  rows: readonly Pick<Row, 'key' | 'entry'>[],
): Promise<{
  readonly moved: readonly (readonly [key: string, entry: KnownEntry])[];
  readonly seen: readonly (readonly [sign: string, key: string])[];
}> {
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
  return { moved, seen };
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
  const signed = unknown.map((row): Signed => ({ row, signs: signsOf(source, row.entry) }));
  const seen = await sightings.getMany([...new Set(signed.flatMap(({ signs }) => listed(signs)))]);
  const known = await entries.getMany([...new Set([...seen.values()].flat())]);
  const here = new Set(rows.map(({ key }) => key));
  const taken = new Map<Row, string>();
  const take = (row: Row, candidates: readonly string[]): void => {
    const key = candidates.find((one) => !here.has(one));
    if (key === undefined) return;
    here.add(key);
    taken.set(row, key);
  };
  const isThere = placesOf(signed, { seen, known });
  // First those that are where they were: two rows may look like one that is known.
  for (const { row, signs } of signed) take(row, isThere(row, signs));
  const others = signed.filter(({ row }) => !taken.has(row));
  const sure = new Set(taken.keys());
  const isTelling = tellingSigns(others, { seen, rows });
  for (const { row, signs } of others) {
    const telling = listed(signs).filter((sign) => isTelling(sign, signs));
    take(
      row,
      telling.flatMap((sign) => seen.get(sign) ?? []),
    );
  }
  // A rebuilt list is known row by row. Where few rows look like known letters they may be others that are titled alike, and reading
  // tells: without a day, or where that letter was read itself and is found again by its text.
  const alike = taken.size - sure.size;
  const isRebuilt = others.length * 2 > rows.length && alike * 2 >= others.length;
  const isDoubtful = (row: Row, key: string): boolean =>
    !sure.has(row) && (row.entry.date === null || WERE_READ.has(known.get(key)?.outcome));
  const found = new Map([...taken].filter(([row, key]) => isRebuilt || !isDoubtful(row, key)));
  return rows.map((row) => {
    const key = found.get(row);
    return key === undefined ? row : { key, entry: row.entry, known: known.get(key) ?? null };
  });
}

/** How letters ended that were read, or tried for long. */
const WERE_READ: ReadonlySet<KnownEntry['outcome'] | undefined> = new Set([
  'irrelevant',
  'queued',
  'duplicate',
  'unreadable',
  'gone',
] as const);

/** An unknown row and what it may be known by. */
interface Signed {
  readonly row: Row;
  readonly signs: Signs;
}

/** What was seen before with the signs of a list's rows, and what is known of that. */
interface Before {
  readonly seen: ReadonlyMap<string, readonly string[]>;
  readonly known: ReadonlyMap<string, KnownEntry>;
}

/**
 * The keys of known letters that are where a row leads: at its address, where that tells, or at its path, where only what follows
 * changes.
 */
function placesOf(
  signed: readonly Signed[],
  { seen, known }: Before,
): (row: Row, signs: Signs) => readonly string[] {
  const places = countOf(signed.map(({ signs }) => signs.place));
  const paths = countOf(signed.map(({ row }) => pathOf(row.entry.url)));
  return ({ entry }, signs) => {
    const { place } = signs;
    const at = place !== null && places.get(place) === 1 ? (seen.get(place) ?? []) : [];
    const path = pathOf(entry.url);
    const like = paths.get(path) === 1 ? listed(signs).flatMap((sign) => seen.get(sign) ?? []) : [];
    const alike = like.filter((key) => pathOf(known.get(key)?.url ?? '') === path);
    return [...(at.length === 1 ? at : []), ...alike];
  };
}

/** Whether a sign that was seen before tells which letter a row is, among the rows of its list. */
function tellingSigns(
  others: readonly Signed[],
  { seen, rows }: Pick<Before, 'seen'> & { readonly rows: readonly Row[] },
): (sign: string, signs: Signs) => boolean {
  const isWhollyNew = others.length === rows.length;
  // Several letters may be shown at one address.
  const places = countOf(others.map(({ signs }) => signs.place));
  return (sign, { place }) => {
    const isPlace = sign === place;
    // Where others of the list are known, a sign that several letters share does not tell which is which.
    const isAlone = seen.get(sign)?.length === 1 || (isWhollyNew && !isPlace);
    return isAlone && (!isPlace || places.get(sign) === 1);
  };
}

/** An address without what follows its path: some sites give another one there at each request. */
export function pathOf(url: string): string {
  const { host = '', pathname = '' } = URL.parse(canonicalUrl(url)) ?? {};
  return `${host}${pathname}`;
}

function countOf(values: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
