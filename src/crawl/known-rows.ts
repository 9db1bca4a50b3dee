import { entryKey } from '../discover/canonical-url.ts';
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
  const known = await entries.getMany([...byKey.keys()]);
  return [...byKey].map(([key, entry]) => ({ key, entry, known: known.get(key) ?? null }));
}

/** The rows that still have to be read, newest first. A date never decides whether a row is new. */
export function rowsToRead(rows: readonly Row[]): readonly Row[] {
  return rows.filter(needsReading).sort(byDate);
}
