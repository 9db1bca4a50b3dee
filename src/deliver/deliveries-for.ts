import type { Card, CardOccasion } from '../domain/card.ts';
import { type Delivery, deliveryId, type DeliveryState, POSTING } from '../domain/delivery.ts';
import type { PauseReason, Subscription } from '../domain/subscription.ts';
import { deliveryNonce } from './delivery-nonce.ts';
import { isGoneForGood } from './end-dead-queues.ts';
import { matchesSubscription } from './matches-subscription.ts';

/** A pause by a moderator: what appears meanwhile is not wanted later either. */
const SILENT: ReadonlySet<PauseReason> = new Set(['moderator']);

/** One delivery for each channel that subscribed to such cards; held where the bot may not write just now. */
export function deliveriesFor(
  card: Card,
  subscriptions: readonly Subscription[],
  options: { readonly occasion: CardOccasion; readonly now: Date },
): readonly Delivery[] {
  return subscriptions
    .filter(({ paused }) => paused === null || !SILENT.has(paused.reason))
    .filter((subscription) => !isGoneForGood(subscription, options.now))
    .filter((subscription) => matchesSubscription(card, subscription))
    .map((subscription) => deliveryFor(card, subscription, options));
}

/** The delivery of one card to one channel, whatever the channel subscribed to. */
export function deliveryFor(
  card: Card,
  { channelId, paused }: Pick<Subscription, 'channelId' | 'paused'>,
  options: { readonly occasion: CardOccasion; readonly now: Date },
): Delivery {
  const queuedAt = options.now.toISOString();
  const state: DeliveryState =
    paused === null
      ? { kind: 'queued', notBefore: null, attempts: 0 }
      : { kind: 'held', reason: paused.reason, since: queuedAt, attempts: 0 };
  return {
    id: deliveryId(channelId, card.articleId),
    channelId,
    articleId: card.articleId,
    occasion: options.occasion,
    nonce: deliveryNonce(channelId, card.articleId, POSTING),
    card,
    queuedAt,
    state,
  };
}
