import type { Language } from '../domain/card.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { PreviewChannel } from '../preview/preview-channel.ts';
import { createSubscriptionStore, type SubscriptionStore } from '../store/subscriptions.ts';
import { PREVIEW_WORDS } from './messages.ts';

export function previewChannels(
  language: Language,
): readonly [PreviewChannel, ...PreviewChannel[]] {
  const { replies, adjacent } = PREVIEW_WORDS[language];
  return [
    { id: 'preview', name: replies[0], topic: replies[1] },
    { id: 'preview-adjacent', name: adjacent[0], topic: adjacent[1] },
  ];
}

/** The subscriptions of those channels; kept in memory, so that they never reach the store of a real bot. */
export function previewSubscriptions(language: Language, now: Date): SubscriptionStore {
  const base: Omit<Subscription, 'channelId' | 'relevances'> = {
    guildId: 'preview',
    regionPrefixes: [],
    kinds: ['reply'],
    topics: [],
    language,
    createdBy: 'preview',
    createdAt: now.toISOString(),
    paused: null,
  };
  const records: readonly Subscription[] = [
    { ...base, channelId: 'preview', relevances: ['core', 'related'] },
    { ...base, channelId: 'preview-adjacent', relevances: ['adjacent'] },
  ];
  return createSubscriptionStore({
    async *entries() {
      for (const record of records) yield [record.channelId, record] as const;
    },
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(true),
  });
}
