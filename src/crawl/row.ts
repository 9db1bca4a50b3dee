import type { Entry } from '../domain/source.ts';
import type { KnownEntry } from '../store/entries.ts';

/** A row of a list, with what is stored about it. */
export interface Row {
  readonly key: string;
  readonly entry: Entry;
  readonly known: KnownEntry | null;
}
