import type { CrawlDeps } from '../crawl/crawl-deps.ts';
import { deliveriesFor } from '../deliver/deliveries-for.ts';
import { digestFor } from '../deliver/digest-for.ts';
import { editsFor } from '../deliver/edits-for.ts';
import { isFor, type WithAudience } from '../domain/audience.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Store } from '../store/open-store.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';

/** What the queues between crawl and delivery are built from. */
export interface QueueOptions {
  readonly store: Pick<Store, 'outbox' | 'edits'>;
  readonly subscriptions: Pick<SubscriptionStore, 'all'>;
  /** Called after something was queued. */
  readonly wake: () => void;
  readonly now: () => Date;
  /** How long a posted message waits for further changes before it is edited. */
  readonly editDelayMs?: number;
}

/** Where the crawl leaves what the channels are to see. */
export function createQueues(
  options: QueueOptions,
): Pick<CrawlDeps, 'queueCard' | 'queueDigest' | 'queueEdits'> {
  const { store, wake, now } = options;
  const told = (count: number): number => {
    if (count > 0) wake();
    return count;
  };
  const subscriptionsOf = async (audience: WithAudience): Promise<readonly Subscription[]> =>
    (await options.subscriptions.all()).filter(({ guildId }) => isFor(audience, guildId));
  return {
    async queueCard(card, occasion, audience) {
      const subscriptions = await subscriptionsOf(audience);
      const deliveries = deliveriesFor(card, subscriptions, { occasion, now: now() });
      return told((await store.outbox.enqueue(deliveries)).length);
    },
    async queueDigest(cards, source) {
      const subscriptions = await subscriptionsOf(source);
      const messages = await digestFor(store.outbox, { cards, source, subscriptions, now: now() });
      let queued = 0;
      // One message at a time: the deliverer never meets half of one.
      for (const message of messages) queued += (await store.outbox.enqueue(message)).length;
      return told(queued);
    },
    async queueEdits(card) {
      const subscriptions = await options.subscriptions.all();
      const edits = await editsFor(store.outbox, card, {
        subscriptions,
        now: now(),
        ...(options.editDelayMs === undefined ? {} : { delayMs: options.editDelayMs }),
      });
      await store.edits.add(edits);
      return told(edits.length);
    },
  };
}
