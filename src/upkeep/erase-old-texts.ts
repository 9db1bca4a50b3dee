import { erasedDelivery, erasedRecord } from '../store/erased.ts';
import type { Store } from '../store/open-store.ts';
import { runExclusive } from '../revise/run-exclusive.ts';

/** What one sweep erased. */
export interface SweepReport {
  readonly documents: number;
  readonly deliveries: number;
}

export interface SweepOptions {
  /** ISO time: what is older goes. */
  readonly before: string;
  /** Runs work while nothing is delivered or edited. */
  readonly betweenDeliveries: <T>(work: () => Promise<T>) => Promise<T>;
}

const AT_ONCE = 50;

/**
 * Erases the texts of documents and posted cards whose time is over. What recognises a document stays, its title, numbers
 * and days and all its keys, and so does that it was posted: nothing is posted twice. What still waits to be posted stays.
 */
export async function eraseOldTexts(
  store: Store,
  { before, betweenDeliveries }: SweepOptions,
): Promise<SweepReport> {
  const articleIds: string[] = [];
  for await (const { articleId, article, firstSeenAt } of store.articles.all()) {
    if (firstSeenAt < before && article.isErased !== true) articleIds.push(articleId);
  }
  await store.articles.removeFromLatest(articleIds);
  for (const articleId of articleIds) {
    await runExclusive(store, async () => {
      const record = await store.articles.get(articleId);
      if (record !== null) await store.articles.replace(erasedRecord(record));
    });
  }
  const deliveryIds: string[] = [];
  // Its card is one for all channels.
  const waiting = new Set<string>();
  for await (const { articleId } of store.outbox.pending()) waiting.add(articleId);
  for await (const { id, articleId, state, isErased } of store.outbox.ended()) {
    if (!('at' in state) || state.at >= before || isErased === true) continue;
    if (!waiting.has(articleId)) deliveryIds.push(id);
  }
  for (let at = 0; at < deliveryIds.length; at += AT_ONCE) {
    await betweenDeliveries(async () => {
      const known = await store.outbox.getMany(deliveryIds.slice(at, at + AT_ONCE));
      await store.outbox.update(...[...known.values()].map(erasedDelivery));
    });
  }
  return { documents: articleIds.length, deliveries: deliveryIds.length };
}
