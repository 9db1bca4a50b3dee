import type { Card } from '../domain/card.ts';
import type { Miss } from '../domain/explanation.ts';
import { NATIONAL } from '../region/divisions.ts';
import { reachOf } from '../region/reach.ts';
import type { Choice } from '../store/subscriptions.ts';

/** Whether a channel subscribed to cards like this one. National cards concern everybody. */
export function matchesSubscription(card: Card, filter: Choice): boolean {
  return missesOf(card, filter).length === 0;
}

/** What a channel's choice leaves a card out for; none where it subscribed to such cards. */
export function missesOf(card: Card, filter: Choice): readonly Miss[] {
  const matches: Readonly<Record<Miss, boolean>> = {
    relevance: filter.relevances.includes(card.relevance),
    kind: filter.kinds.includes(card.kind),
    region: matchesRegion(card, filter.regionPrefixes),
    topic: matchesTopics(card, filter.topics),
  };
  return MISSES.filter((miss) => !matches[miss]);
}

const MISSES: readonly Miss[] = ['relevance', 'kind', 'region', 'topic'];

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
