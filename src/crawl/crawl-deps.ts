import type { Card, CardOccasion } from '../domain/card.ts';
import type { FetchPage } from '../domain/fetch.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { Alarm } from '../health/alarms.ts';
import type { Kind, Relevance } from '../domain/verdict.ts';
import type { Store } from '../store/open-store.ts';
import type { ReadDeps } from './read-article.ts';

/** What became of one entry. `article` tells what it was judged to be, where it could be read. */
export interface EntryReport {
  readonly entry: Entry;
  readonly outcome:
    | 'queued'
    | 'duplicate'
    | 'irrelevant'
    | 'unreadable'
    | 'gone'
    | 'retry'
    | 'waits';
  readonly reason: string | null;
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

/** What happened during a round, as it happens; the app logs it and the demo prints it. */
export type CrawlEvent =
  | { readonly kind: 'entry'; readonly source: Source; readonly report: EntryReport }
  | { readonly kind: 'visit'; readonly source: Source; readonly visit: VisitReport };

/** What one visit to one source came to. */
export interface VisitReport {
  readonly status: string;
  readonly reason: string | null;
  readonly rows: number;
  readonly fresh: number;
  /** On a first visit: rows taken as known without a card. */
  readonly skipped: number;
  readonly queued: number;
  readonly ms: number;
}

/** The operator's bounds on one visit. */
export interface CrawlLimits {
  /** New entries that one visit reads; the rest wait for the next one. */
  readonly entriesPerVisit: number;
  /** More new replies than this in one visit become a digest. */
  readonly digestAbove: number;
  /** List pages that one visit walks back while every row is new. */
  readonly pagesPerVisit: number;
  /** Tries before an entry that cannot be read is given up. */
  readonly attemptsPerEntry: number;
  /** `newest`: take what is there as known and post the newest one; `all`: everything is new; `none`. */
  readonly firstVisit: 'newest' | 'all' | 'none';
  /** On a first visit: how many of the newest entries are read to find one worth showing. */
  readonly firstVisitReads: number;
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  /** Sources visited at the same time; hosts have their own queues below this. */
  readonly parallelVisits: number;
  /** After so long a list is asked for in full, whatever its server says about changes. */
  readonly fullFetchMs: number;
}

/** Everything that touches the world, passed in. */
export interface CrawlDeps extends ReadDeps {
  readonly store: Store;
  readonly fetchPage: FetchPage;
  readonly limits: CrawlLimits;
  readonly now: () => Date;
  /** Queues a card for each subscription that asked for it; returns how many were new. */
  readonly queueCard: (card: Card, occasion: CardOccasion) => Promise<number>;
  /** Queues many replies of one visit as a few messages a channel; returns how many were new. */
  readonly queueDigest: (cards: readonly Card[], source: Source) => Promise<number>;
  /** Has the messages that show this document brought up to date; safe to repeat. */
  readonly queueEdits: (card: Card) => Promise<number>;
  /** Told when a source that gave rows stops doing so, and when it recovers. */
  readonly raiseAlarm: (source: Source, alarm: Alarm) => Promise<void>;
  readonly report: (event: CrawlEvent) => void;
  /** A bug showed on one page; the page is tried again on later visits. */
  readonly onBug: (entry: Entry, error: unknown) => void;
}
