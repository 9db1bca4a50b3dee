import type { DiscordMessage } from '../card/discord-message.ts';
import type { Card, CardOccasion, Language } from '../domain/card.ts';
import type { Delivery, PostedMessage } from '../domain/delivery.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { ArticleStore } from '../store/articles.ts';
import type { EditStore } from '../store/edits.ts';
import type { Outbox } from '../store/outbox.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';
import type { Bell } from './bell.ts';
import type { Pace } from './pace.ts';
import type { TurnOrder } from './turn-order.ts';

/** Takes facts first, then a constant message. */
interface DeliverLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface EditingDeps {
  readonly edits: EditStore;
  readonly articles: Pick<ArticleStore, 'get'>;
  readonly outbox: Pick<Outbox, 'get' | 'getMany' | 'update'>;
  /** One attempt, without a notification; throws the errors of `domain/errors.ts`. */
  readonly edit: (channelId: string, messageId: string, message: DiscordMessage) => Promise<void>;
}

export interface DelivererDeps {
  readonly outbox: Pick<Outbox, 'queues' | 'queue' | 'waiting' | 'getMany' | 'update'>;
  readonly subscriptions: SubscriptionStore;
  /** One attempt; throws the errors of `domain/errors.ts`. */
  readonly post: (
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ) => Promise<{ readonly messageId: string }>;
  /** Finds a message that an attempt without an answer may have posted since that time. */
  readonly findRecentMessage?: (
    channelId: string,
    message: DiscordMessage,
    since: Date,
  ) => Promise<{ readonly messageId: string } | null>;
  /** What the bot posted in a channel since that time. */
  readonly listPosted?: (channelId: string, since: Date) => Promise<readonly PostedMessage[]>;
  /** When the store was last written before this start; null where it is new. */
  readonly aliveAt?: () => Date | null;
  readonly render: (
    card: Card,
    options: { readonly language: Language; readonly occasion: CardOccasion },
  ) => DiscordMessage;
  /** Without it posted messages are never edited. */
  readonly editing?: EditingDeps;
  readonly onDelivered?: (delivery: Delivery, messageId: string) => void;
  /** A posted message shows this card's newer revision now. */
  readonly onEdited?: (delivery: Delivery) => void;
  readonly onPaused?: (subscription: Subscription) => void;
  /** Looked at before each message; false ends the pass. */
  readonly mayDeliver?: () => boolean;
  /** Awaited right before each request to Discord; throws unless the store says that this process is the one that sends. */
  readonly confirm?: () => Promise<void>;
  readonly now: () => Date;
  readonly random?: () => number;
  readonly logger: DeliverLogger;
}

/** What the turns of one deliverer share. */
export interface DeliveryContext {
  readonly order: TurnOrder;
  readonly pace: Pace;
  /** Rings when something was queued, and when a turn ends. */
  readonly bell: Bell;
  /** Whether something may have been queued, or a pause ended, since this was called last. */
  readonly hasNews: () => boolean;
  /** Whether somebody waits to work while nothing is delivered. */
  readonly isWaitedFor: () => boolean;
  /** Channels of which what was held during a pause is listed, or was little. */
  readonly caughtUp: Set<string>;
  /** Until when channels whose first message is not yet due are left alone, in milliseconds. */
  readonly rests: Map<string, number>;
  readonly isStopping: () => boolean;
  readonly onTokenRefused: () => void;
  /** What each channel showed at the first message after the start. */
  readonly reconciled: Map<string, readonly PostedMessage[]>;
  /** How often in a row each channel could not be compared with the store. */
  readonly comparisons: Map<string, number>;
  /** Until when each channel's messages are not edited, in milliseconds. */
  readonly editsRest: Map<string, number>;
}
