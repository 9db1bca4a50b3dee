import { entryKey, titledKey } from '../discover/canonical-url.ts';
import type { Entry, Source } from '../domain/source.ts';
import { forgottenAddress } from './forgotten.ts';
import type { EntryStore, KnownEntry } from '../store/entries.ts';

/** A row of a list, with what is stored about it. */
export interface Row {
  readonly key: string;
  readonly entry: Entry;
  readonly known: KnownEntry | null;
}

const needsReading = ({ known }: Row): boolean => known === null || known.outcome === 'retry';

/** Newest first; rows without a date keep their place on the list, behind those with one. */
function byDate(a: Row, b: Row): number {
  return (b.entry.date ?? '').localeCompare(a.entry.date ?? '');
}

/**
 * Looks the rows of a source up; two rows that lead to one place are one. What a source for some servers has seen is
 * kept under keys of its own: the others have not got it. They stay the source's when it becomes one for all.
 */
export async function lookUpRows(
  entries: EntryStore,
  rows: readonly Entry[],
  source: Pick<Source, 'id' | 'guildIds'>,
): Promise<readonly Row[]> {
  const byKey = new Map<string, Entry>();
  for (const entry of rows) {
    const key = entryKey(entry);
    if (!byKey.has(key)) byKey.set(key, entry);
  }
  await renameOldKeys(entries, byKey);
  const known = await entries.getMany([...byKey.keys()]);
  const ownKey = (key: string): string => `${source.id}: ${key}`;
  const others = [...byKey.keys()].filter((key) => !known.has(key));
  const own = await entries.getMany(others.map(ownKey));
  const forgotten = await entries.getMany(
    [...byKey.values()].map(({ url }) => forgottenAddress(url)),
  );
  return [...byKey].map(([key, entry]) => ({
    key: source.guildIds === undefined ? key : ownKey(key),
    entry,
    known:
      forgotten.get(forgottenAddress(entry.url)) ?? known.get(key) ?? own.get(ownKey(key)) ?? null,
  }));
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
export function rowsToRead(rows: readonly Row[]): readonly Row[] {
  return rows.filter(needsReading).sort(byDate);
}
