import type { Entry, Source } from '../domain/source.ts';
import type { KnownEntry } from '../store/entries.ts';

/** A row of a list, with what is stored about it. */
export interface Row {
  readonly key: string;
  readonly entry: Entry;
  readonly known: KnownEntry | null;
}

/** The key of a row that only one source is to know: what it is for some servers only says nothing about the others. */
export function ownKey({ id }: Pick<Source, 'id'>, key: string): string {
  return `${id}: ${key}`;
}
