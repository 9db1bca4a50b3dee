import { addressKey } from '../discover/canonical-url.ts';
import { isMeantBy } from '../domain/short-id.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { Store } from '../store/open-store.ts';

/** Everything that the store holds of one or more documents. */
export interface Traces {
  readonly articleIds: readonly string[];
  readonly records: readonly ArticleRecord[];
  readonly entries: readonly (readonly [key: string, entry: KnownEntry])[];
  readonly deliveries: readonly Delivery[];
  /** Every address at which it is known. */
  readonly addresses: readonly string[];
}

/**
 * Looks through the whole store for a document: by its id, by the first eight or more characters of it, or by any address
 * of it. An address may have had several documents; a short id may stand for several.
 */
export async function findTraces(store: Store, target: string): Promise<Traces> {
  const isWanted = matcherOf(target);
  const articleIds = new Set<string>();
  for await (const record of store.articles.all()) {
    const urls = [record.article.url, ...record.publications.map(({ url }) => url)];
    if (isWanted.id(record.articleId) || urls.some(isWanted.url)) articleIds.add(record.articleId);
  }
  for await (const { articleId, card } of deliveriesOf(store)) {
    if (isWanted.id(articleId) || isWanted.url(card.url)) articleIds.add(articleId);
  }
  for await (const [, { articleId, url }] of store.entries.all()) {
    if (articleId !== null && isWanted.url(url)) articleIds.add(articleId);
  }
  // A whole id is meant, also where it is the beginning of another.
  const chosen = articleIds.has(target) ? new Set([target]) : articleIds;
  return collect(store, chosen, isWanted.url);
}

interface Matcher {
  readonly id: (articleId: string) => boolean;
  readonly url: (url: string | null) => boolean;
}

function matcherOf(target: string): Matcher {
  if (isAddress(target)) {
    const wanted = addressKey(target);
    return {
      id: () => false,
      url: (url) => url !== null && url !== '' && addressKey(url) === wanted,
    };
  }
  return { id: (id) => id === target || isMeantBy(id, target), url: () => false };
}

/** Whether this is an address, and no id. */
export function isAddress(target: string): boolean {
  return /^https?:\/\//iu.test(target) && URL.canParse(target);
}

async function* deliveriesOf({ outbox }: Store): AsyncGenerator<Delivery> {
  yield* outbox.pending();
  yield* outbox.ended();
}

async function collect(
  store: Store,
  articleIds: ReadonlySet<string>,
  isWantedUrl: Matcher['url'],
): Promise<Traces> {
  const records: ArticleRecord[] = [];
  for (const articleId of articleIds) {
    const record = await store.articles.get(articleId);
    if (record !== null) records.push(record);
  }
  const entries: (readonly [string, KnownEntry])[] = [];
  for await (const [key, entry] of store.entries.all()) {
    const { articleId, url } = entry;
    if ((articleId !== null && articleIds.has(articleId)) || isWantedUrl(url)) {
      entries.push([key, entry]);
    }
  }
  const deliveries: Delivery[] = [];
  for await (const delivery of deliveriesOf(store)) {
    if (articleIds.has(delivery.articleId)) deliveries.push(delivery);
  }
  const addresses = [
    ...records.flatMap(({ article, publications }) => [
      ...(article.url === null ? [] : [article.url]),
      ...publications.map(({ url }) => url),
    ]),
    ...entries.map(([, { url }]) => url),
    ...deliveries.flatMap(({ card }) => (card.url === null ? [] : [card.url])),
  ];
  return {
    articleIds: [...articleIds],
    records,
    entries,
    deliveries,
    addresses: [...new Set(addresses)],
  };
}
