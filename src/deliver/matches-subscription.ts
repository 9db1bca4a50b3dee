import type { Card } from '../domain/card.ts';
import type { Subscription } from '../domain/subscription.ts';
import { NATIONAL } from '../region/divisions.ts';
import { reachOf } from '../region/reach.ts';

type Filter = Pick<Subscription, 'regionPrefixes' | 'relevances' | 'kinds' | 'topics'>;

/** Whether a channel subscribed to cards like this one. National cards concern everybody. */
export function matchesSubscription(card: Card, filter: Filter): boolean {
  return (
    filter.relevances.includes(card.relevance) &&
    filter.kinds.includes(card.kind) &&
    matchesRegion(card, filter.regionPrefixes) &&
    matchesTopics(card, filter.topics)
  );
}

function matchesRegion(card: Card, prefixes: readonly string[]): boolean {
  if (prefixes.length === 0) return true;
  // A card without a known region matches no province.
  return reachOf(card).some(
    (code) => code === NATIONAL.code || prefixes.some((prefix) => code.startsWith(prefix)),
  );
}

function matchesTopics(card: Card, topics: readonly string[]): boolean {
  return topics.length === 0 || topics.some((topic) => card.topics.includes(topic));
}
