import type { WithAudience } from '../domain/audience.ts';
import type { Card, CardOccasion } from '../domain/card.ts';
import type { FetchPage } from '../domain/fetch.ts';
import type { Entry } from '../domain/source.ts';
import type { Store } from '../store/open-store.ts';
import type { Around } from '../store/together.ts';
import type { ReadDeps } from './read-article.ts';

/** What came of looking at a posted document's page again. */
export interface RereadReport {
  readonly articleId: string;
  readonly url: string;
  readonly outcome:
    | 'same'
    | 'corrected'
    /** More of the document could be read than before. */
    | 'completed'
    /** It is at another address of its site. */
    | 'moved'
    /** The page is not there; it is looked at again before anything is said. */
    | 'missing'
    | 'withdrawn'
    /** The page is gone, and the document is still at another government site. */
    | 'elsewhere'
    | 'restored'
    /** Nothing follows from it: an outage, another page, a worse reading. */
    | 'unsure'
    /** Nothing was requested: the host's share of the day is used up. */
    | 'waits';
  readonly reason: string | null;
}

/** A look, reported as it happens. */
export interface RereadEvent {
  readonly kind: 'reread';
  readonly report: RereadReport;
}

/** Everything that has effects, passed in. */
export interface ReviseDeps extends ReadDeps {
  readonly store: Store;
  readonly fetchPage: FetchPage;
  readonly now: () => Date;
  readonly limits: {
    /** Days after a document was posted on which its page is read again; none where that is switched off. */
    readonly rereadDays: readonly number[];
    /** Hosts that are asked at the same time. */
    readonly parallelVisits: number;
  };
  /** Names the program that reads: what another one read differently is no correction. */
  readonly readWith?: string;
  /**
   * Queues a card for each matching subscription of those servers; returns how many deliveries were new. What is `around` them is written
   * in any case.
   */
  readonly queueCard: (
    card: Card,
    occasion: CardOccasion,
    audience: WithAudience & { readonly around?: Around },
  ) => Promise<number>;
  /** Queues edits of the messages that show this document; safe to repeat. */
  readonly queueEdits: (card: Card) => Promise<number>;
  readonly report: (event: RereadEvent) => void;
  /** A bug showed on one page; the page is tried again on later visits. */
  readonly onBug: (entry: Entry, error: unknown) => void;
}
