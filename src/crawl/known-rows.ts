import { entryKey, titledKey } from '../discover/canonical-url.ts';
import type { Entry } from '../domain/source.ts';
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

/** Looks the rows up; two rows that lead to one place are one. */
export async function lookUpRows(
  entries: EntryStore,
  rows: readonly Entry[],
): Promise<readonly Row[]> {
  const byKey = new Map<string, Entry>();
  for (const entry of rows) {
    const key = entryKey(entry);
    if (!byKey.has(key)) byKey.set(key, entry);
  }
  await renameOldKeys(entries, byKey);
  const known = await entries.getMany([...byKey.keys()]);
  return [...byKey].map(([key, entry]) => ({ key, entry, known: known.get(key) ?? null }));
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
