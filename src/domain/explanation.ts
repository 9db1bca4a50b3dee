import type { Card } from './card.ts';
import type { Correction } from './correction.ts';
import type { DeliveryState } from './delivery.ts';
import type { Subscription } from './subscription.ts';

/** What a subscription leaves out. */
export type Miss = 'relevance' | 'kind' | 'region' | 'topic';

/** Which way a row of a list went; `waiting` is seen and not read yet. */
export interface EntryTrace {
  readonly url: string;
  /** Without names. */
  readonly title: string;
  /** The name of the list; its id where it is no longer watched. */
  readonly source: string;
  readonly outcome: string;
  /** A reason of the table of states and reasons, a kind of document, or null. */
  readonly reason: string | null;
  readonly firstSeenAt: string;
  readonly triedAt: string | null;
  readonly attempts: number;
  /** Words that spoke for one that was judged irrelevant. */
  readonly near: readonly string[];
}

/** What happened to a document in one channel. */
export interface ChannelTrace {
  readonly subscription: Subscription | null;
  /** What the channel's subscription leaves it out for; empty where it matches. */
  readonly misses: readonly Miss[];
  /** Null where it was never queued for this channel. */
  readonly delivery: DeliveryState | null;
}

/** Everything that is known of one letter, stage by stage. */
export interface LetterTrace {
  readonly entries: readonly EntryTrace[];
  /** The document that it is, as its card says it; null where none was kept. */
  readonly card: Card | null;
  readonly evidence: readonly string[];
  /** What its page changed since it was posted, newest first. */
  readonly corrections: readonly Correction[];
  readonly channel: ChannelTrace | null;
}
