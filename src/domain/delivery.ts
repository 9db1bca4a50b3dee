import type { Card, CardOccasion } from './card.ts';
import type { Kind } from './verdict.ts';

/** The state of a delivery. `sending` is written before the request is sent, so that a crash is seen afterwards. */
export type DeliveryState =
  | ({ readonly kind: 'queued'; readonly notBefore: string | null } & Tried)
  | ({ readonly kind: 'sending'; readonly since: string } & Tried)
  | {
      readonly kind: 'sent';
      readonly messageId: string;
      readonly at: string;
      /** When the message was found deleted: it is neither edited nor posted again. */
      readonly deletedAt?: string;
    }
  | ({ readonly kind: 'held'; readonly reason: string; readonly since: string } & Tried)
  | { readonly kind: 'failed'; readonly reason: string; readonly at: string };

interface Tried {
  readonly attempts: number;
  /**
   * When the first request left of those that may have posted it without an answer; absent once the channel was read and
   * did not show it. Kept through everything else: a doubt ends only with a look-up that succeeded.
   */
  readonly firstPostAt?: string;
}

/** The message that lists a delivery among others: a visit that brings many replies posts no card for each. */
export interface DigestPart {
  /** One for each visit that ended in a digest. */
  readonly id: string;
  /** The list that brought the replies. */
  readonly source: { readonly name: string; readonly url: string };
  /** What all of them are; null where they differ. */
  readonly kind: Kind | null;
  /** It lists what came while the channel was paused, from whatever list. */
  readonly isCatchUp?: true;
  /** How many replies the digest lists for this channel, in all its messages. */
  readonly count: number;
  /** Which of the digest's messages this is, from 1. */
  readonly part: number;
  readonly parts: number;
  /** What this message lists, in order. */
  readonly articleIds: readonly string[];
}

/**
 * One document for one channel. `id` is `<channelId>:<articleId>:1`: a document is posted to a channel
 * once, and later revisions of its card edit that message. `nonce` is derived from what the message is
 * about; the deliveries of one digest message share it.
 */
export interface Delivery {
  readonly id: string;
  readonly channelId: string;
  readonly articleId: string;
  readonly occasion: CardOccasion;
  readonly nonce: string;
  /** The card as it was queued; once posted, as the message shows it. */
  readonly card: Card;
  readonly queuedAt: string;
  readonly digest?: DigestPart;
  /** The time for which its text is kept is over: the card is empty, and its message stays as it is. */
  readonly isErased?: true;
  readonly state: DeliveryState;
}

/** A document is posted to a channel once; a card that changes later edits that message. */
export const POSTING = 1;

/** Names the delivery of one document to one channel. */
export function deliveryId(channelId: string, articleId: string): string {
  return `${channelId}:${articleId}:${POSTING}`;
}

/** A message of the bot's own in a channel. */
export interface PostedMessage {
  readonly messageId: string;
  /** The first characters of its document's id; of a digest, of the digest's. */
  readonly ref: string;
  /** The addresses that a digest lists; empty for a card. */
  readonly listed: readonly string[];
}
