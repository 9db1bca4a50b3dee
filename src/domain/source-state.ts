import type { Waiting } from './backlog.ts';
import type { Validators } from './fetch.ts';

/** How a source is doing; the reason beside it says why. */
export type SourceStatus =
  | 'new'
  | 'ok'
  | 'quiet'
  /** Its list is well, and its letters cannot be read. */
  | 'unread'
  | 'drift'
  | 'empty'
  | 'blocked'
  | 'gone';

/** One line of a source's history. */
export interface VisitRecord {
  readonly at: string;
  readonly status: SourceStatus;
  readonly reason: string | null;
  readonly rows: number;
  readonly newRows: number;
  readonly newestDate: string | null;
  readonly ms: number;
}

/** An entry that was given up because reading it ended the reader. */
export interface GivenUpEntry {
  readonly url: string;
  /** `read-timeout`, `read-memory` or `read-crash`. */
  readonly reason: string;
  readonly at: string;
}

/**
 * How many entries ended without a card. `near`: irrelevant, though words spoke for them. `skipped`: taken as known on the first
 * visit. `older`: there before, though not seen. `walks`: times that older list pages were given up.
 */
export interface Tally {
  readonly unreadable: number;
  readonly gone: number;
  readonly irrelevant: number;
  readonly near: number;
  readonly skipped: number;
  readonly older: number;
  readonly walks: number;
}

/**
 * Days of which letters may have passed unseen: more came between two visits than a list without older pages shows. Null days where
 * its rows have none.
 */
export interface Gap {
  readonly from: string | null;
  readonly to: string | null;
  /** When it was last found; ISO time. */
  readonly at: string;
}

/** What is stored of a source between visits: all that a round or a command needs to know of it. */
export interface SourceStanding {
  readonly sourceId: string;
  readonly status: SourceStatus;
  readonly reason: string | null;
  readonly since: string;
  readonly validators: Validators | null;
  readonly lastFullFetchAt: string | null;
  readonly lastVisitAt: string | null;
  readonly lastSuccessAt: string | null;
  readonly lastNewEntryAt: string | null;
  readonly nextVisitAt: string | null;
  /** The layout whose rows are trusted; null before the first visit. */
  readonly layout: string | null;
  /** A changed layout waits here until a second visit agrees. */
  readonly candidateLayout: string | null;
  /** Short hashes of the rows that wait with it, so that the second visit can agree. */
  readonly candidateRows?: readonly string[];
  /** The same of their titles and days. */
  readonly candidateTitles?: readonly string[];
  readonly newestDate: string | null;
  /** The newest day of the last visit that saw all that was new; absent before one. What is older and unknown was there before. */
  readonly horizon?: string;
  readonly rowCount: number;
  readonly consecutiveFailures: number;
  /** The usual time between two days with new rows, by the rows' dates. */
  readonly rhythmMs?: number;
  /** When moderators were informed that this source stopped; absent while it works. */
  readonly alarmedAt?: string;
  /** Absent where every list showed something that was known. */
  readonly gap?: Gap;
  /** The last visit posted a digest and left rows for the next one: those come as a digest too. */
  readonly digestGoesOn?: true;
  /** The last visit left pages or rows that it did not try: the next one comes soon. */
  readonly isUnfinished?: true;
  /** When the pages behind the first were last looked at; absent before that. */
  readonly deepLookAt?: string;
  /** When a letter of it was last read, whatever that was. */
  readonly lastReadAt?: string;
  /** How entries of it ended, counted; absent before one did. */
  readonly tally?: Tally;
  /** What the last visit left to read; absent where that is nothing. */
  readonly waiting?: Waiting;
  /** Rows of its last list beyond the longest that is looked at; absent where there were none. */
  readonly truncated?: number;
  /** Visits in a row whose answer was cut short; absent where the last one was whole. */
  readonly cutVisits?: number;
  /** Newest first, at most five; absent where there are none. */
  readonly givenUp?: readonly GivenUpEntry[];
}

/** The same with its past visits, which are kept apart. */
export interface SourceState extends SourceStanding {
  /** Newest first, at most 50. */
  readonly history: readonly VisitRecord[];
}
