import type { Card } from '../domain/card.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { Alarm } from '../health/alarms.ts';
import type { Kind, Relevance } from '../domain/verdict.ts';
import type { RereadEvent, ReviseDeps } from '../revise/revise-deps.ts';

/** What became of one entry; `article` is how it was judged, null where it could not be read. */
export interface EntryReport {
  readonly entry: Entry;
  readonly outcome:
    | 'queued'
    /** Its page cannot be read so far; what its title says was queued. */
    | 'title'
    | 'duplicate'
    | 'irrelevant'
    | 'unreadable'
    | 'gone'
    | 'retry'
    | 'waits'
    | 'forgotten';
  readonly reason: string | null;
  /** Irrelevant, though words spoke for it. */
  readonly isNear?: true;
  /** Of a queued entry: for how many messages; of one in a digest, the digest's. */
  readonly deliveries?: number;
  readonly article: {
    readonly id: string;
    readonly title: string;
    readonly kind: Kind;
    readonly relevance: Relevance;
    readonly evidence: readonly string[];
    readonly duplicateOf: string | null;
  } | null;
}

/** What happens during a round, reported as it happens. */
export type CrawlEvent =
  | RereadEvent
  | { readonly kind: 'entry'; readonly source: Source; readonly report: EntryReport }
  | { readonly kind: 'visit'; readonly source: Source; readonly visit: VisitReport };

export interface VisitReport {
  readonly status: string;
  readonly reason: string | null;
  readonly rows: number;
  readonly fresh: number;
  /** On a first visit: rows that were marked known without a card. */
  readonly skipped: number;
  /** Unknown rows that are older than what was known before: marked known without a card. */
  readonly older: number;
  /** Rows beyond the longest list that is looked at. */
  readonly truncated: number;
  readonly queued: number;
  /** Rows that are still to be read. */
  readonly waiting: number;
  readonly ms: number;
}

/** The operator's limits for one visit. */
export interface CrawlLimits {
  /** New entries that one visit reads; the rest wait for the next one. */
  readonly entriesPerVisit: number;
  /** More new replies than this in one visit become a digest. */
  readonly digestAbove: number;
  /** List pages that one visit walks back while every row is new. */
  readonly pagesPerVisit: number;
  /** Attempts before an entry that cannot be read is given up. */
  readonly attemptsPerEntry: number;
  /** `newest`: mark the rows known and post the newest reply; `all`: every row is new; `none`: post nothing. */
  readonly firstVisit: 'newest' | 'all' | 'none';
  /** On a first visit: how many of the newest entries are read to find one worth showing. */
  readonly firstVisitReads: number;
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  /** Sources visited at the same time; hosts have their own queues below this. */
  readonly parallelVisits: number;
  /** After this time a list is requested in full, without validators. */
  readonly fullFetchMs: number;
  /** Days after a document was posted on which its page is read again; none where that is switched off. */
  readonly rereadDays: readonly number[];
}

/** Everything that has effects, passed in. */
export interface CrawlDeps extends ReviseDeps {
  readonly limits: CrawlLimits;
  /** Queues many replies of one visit as a few messages for each channel; returns how many deliveries were new. */
  readonly queueDigest: (cards: readonly Card[], source: Source) => Promise<number>;
  /** Called when a source stops giving rows, and when it recovers. */
  readonly raiseAlarm: (source: Source, alarm: Alarm) => Promise<void>;
  readonly report: (event: CrawlEvent) => void;
}
