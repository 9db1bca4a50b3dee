import type { Subscription } from '../domain/subscription.ts';
import type { KeyValue } from './key-value.ts';

/** The channels' subscriptions, one for each channel. */
export interface SubscriptionStore {
  get(channelId: string): Promise<Subscription | null>;
  all(): Promise<readonly Subscription[]>;
  save(subscription: Subscription): Promise<void>;
  /** False when the channel had none. */
  remove(channelId: string): Promise<boolean>;
}

/** Subscriptions over one namespace, keyed by channel. */
export function createSubscriptionStore(records: KeyValue<Subscription>): SubscriptionStore {
  return {
    get: (channelId) => records.get(channelId),
    all: async () => {
      const found: Subscription[] = [];
      for await (const [, subscription] of records.entries()) found.push(subscription);
      return found;
    },
    save: (subscription) => records.set(subscription.channelId, subscription),
    remove: (channelId) => records.delete(channelId),
  };
}
