import { byCodeUnits } from '../base/by-code-units.ts';
import type { CrawlDeps } from '../crawl/crawl-deps.ts';
import { deliveriesFor } from '../deliver/deliveries-for.ts';
import { digestFor } from '../deliver/digest-for.ts';
import { editsFor } from '../deliver/edits-for.ts';
import { matchesSubscription } from '../deliver/matches-subscription.ts';
import { isFor, type WithAudience } from '../domain/audience.ts';
import type { Card } from '../domain/card.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Store } from '../store/open-store.ts';
import { NOTHING_AROUND, partOf } from '../store/together.ts';
import type { Choice, SubscriptionStore } from '../store/subscriptions.ts';

/** What the queues between crawl and delivery are built from. */
export interface QueueOptions {
  readonly store: Pick<Store, 'outbox' | 'edits'>;
  readonly subscriptions: Pick<SubscriptionStore, 'all' | 'choosing'>;
  /** Called after something was queued. */
  readonly wake: () => void;
  readonly now: () => Date;
  /** How long a posted message waits for further changes before it is edited. */
  readonly editDelayMs?: number;
}

/** So many channels are one statement of the store; other work has its turn in between. */
const CHANNELS_AT_ONCE = 240;

/** Where the crawl leaves what the channels are to see. */
export function createQueues(
  options: QueueOptions,
): Pick<CrawlDeps, 'queueCard' | 'queueDigest' | 'queueEdits'> {
  const { store, wake, now } = options;
  const told = (count: number): number => {
    if (count > 0) wake();
    return count;
  };
  /** Those that want one of the cards. */
  const subscribersOf = async (
    cards: readonly Card[],
    audience: WithAudience,
  ): Promise<readonly Subscription[]> => {
    const isWanted = (choice: Choice): boolean =>
      cards.some((card) => matchesSubscription(card, choice));
    const wanted = await options.subscriptions.choosing(isWanted);
    // In the order of the keys under which their deliveries are written: neighbours share a page of the disk.
    return wanted
      .filter(({ guildId }) => isFor(audience, guildId))
      .sort((a, b) => byCodeUnits(a.channelId, b.channelId));
  };
  return {
    async queueCard(card, occasion, { around = NOTHING_AROUND, ...audience }) {
      const subscriptions = await subscribersOf([card], audience);
      const queueing = { occasion, now: now() };
      let queued = 0;
      // The first channels have theirs while those of the others are written.
      for (let at = 0; at === 0 || at < subscriptions.length; at += CHANNELS_AT_ONCE) {
        const some = subscriptions.slice(at, at + CHANNELS_AT_ONCE);
        const isLast = at + CHANNELS_AT_ONCE >= subscriptions.length;
        const fresh = await store.outbox.enqueue(
          deliveriesFor(card, some, queueing),
          partOf(around, { isFirst: at === 0, isLast }),
        );
        queued += told(fresh.length);
      }
      return queued;
    },
    async queueDigest(cards, source) {
      const subscriptions = await subscribersOf(cards, source);
      const messages = await digestFor(store.outbox, { cards, source, subscriptions, now: now() });
      let queued = 0;
      // One message at a time: the deliverer never meets half of one.
      for (const message of messages) queued += (await store.outbox.enqueue(message)).length;
      return told(queued);
    },
    async queueEdits(card) {
      const subscriptions = await options.subscriptions.all();
      const delayMs = options.editDelayMs === undefined ? {} : { delayMs: options.editDelayMs };
      const editing = { now: now(), ...delayMs };
      let count = 0;
      for (let at = 0; at < subscriptions.length; at += CHANNELS_AT_ONCE) {
        const some = subscriptions.slice(at, at + CHANNELS_AT_ONCE);
        const edits = await editsFor(store.outbox, card, { ...editing, subscriptions: some });
        await store.edits.add(edits);
        count += edits.length;
      }
      return told(count);
    },
  };
}
