import type { Entry } from './source.ts';

/** A row of a list that is to be read, under the key by which it is known. */
export interface WaitingRow {
  readonly key: string;
  /** With its title as it may be kept: without names. */
  readonly entry: Entry;
  /** When it was first seen. */
  readonly since: string;
  /** Whether it is news only the end of the walk tells: it is, where that meets rows that were known. */
  readonly isOpen?: true;
}

/** A walk back over older list pages that is not finished. */
export interface Walk {
  /** The last page that was read, or the one that could not be: the next visit begins there. */
  readonly page: string;
  /** List pages that it has read so far. */
  readonly pages: number;
  /** Visits in a row that got no further. */
  readonly failures: number;
}

/** A search of older list pages, after a site was rebuilt, for the rows of letters that were posted and are read again. */
export interface Search {
  /** The page on which the next visit goes on. */
  readonly page: string;
  /** List pages that it has read so far. */
  readonly pages: number;
  /** Visits in a row that got no further. */
  readonly failures: number;
  /** Documents whose rows were not met yet. */
  readonly articleIds: readonly string[];
}

/**
 * What of a source's lists is seen and not settled: the next visits go on with it, also where the list shows it no more.
 * While a walk lasts, rows that it passed stay here, so that they are told from those known before.
 */
export interface Backlog {
  readonly rows: readonly WaitingRow[];
  readonly walk: Walk | null;
  /** When older pages were last searched for the new addresses of what waits; absent where they never were. */
  readonly searchedAt?: string;
  /** Absent where none is open. */
  readonly search?: Search;
  /** When the last one began; absent where none ever did. */
  readonly rebuiltAt?: string;
  /** The rows of the last first page in their order: the document that each led to, or `-` and a short hash of its key. */
  readonly listed?: readonly string[];
  /** New rows of lists that did not count yet, as they differed too much; absent where there are none. */
  readonly held?: readonly WaitingRow[];
}

/** How much of a source's lists is still to be read. */
export interface Waiting {
  readonly unread: number;
  /** Of those, the ones that could not be read so far. */
  readonly failing: number;
  /** When the first of those was seen, and why most of them failed; null where none failed. */
  readonly since: string | null;
  readonly reason: string | null;
}
