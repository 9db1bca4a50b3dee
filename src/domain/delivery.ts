import type { Card, CardOccasion } from './card.ts';

/** Where a delivery stands. `sending` is written before the request leaves, so a crash is seen afterwards. */
export type DeliveryState =
  | { readonly kind: 'queued'; readonly notBefore: string | null; readonly attempts: number }
  | { readonly kind: 'sending'; readonly since: string; readonly attempts: number }
  | { readonly kind: 'sent'; readonly messageId: string; readonly at: string }
  | {
      readonly kind: 'held';
      readonly reason: string;
      readonly since: string;
      readonly attempts: number;
    }
  | { readonly kind: 'failed'; readonly reason: string; readonly at: string };

/** One card for one channel. `id` is `<channelId>:<articleId>:<revision>`; `nonce` is derived from it. */
export interface Delivery {
  readonly id: string;
  readonly channelId: string;
  readonly articleId: string;
  readonly occasion: CardOccasion;
  readonly nonce: string;
  readonly card: Card;
  readonly queuedAt: string;
  readonly state: DeliveryState;
}
