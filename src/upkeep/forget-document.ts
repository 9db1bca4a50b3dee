import { isDeepStrictEqual } from 'node:util';

import type { Delivery } from '../domain/delivery.ts';
import type { PendingEdit } from '../store/edits.ts';
import type { Store } from '../store/open-store.ts';
import { isAddress, type Traces } from './find-traces.ts';
import { unlinkLetter } from '../revise/link-letters.ts';
import type { Backlog, WaitingRow } from '../domain/backlog.ts';
import { forgottenAddress, forgottenEntry, forgottenKey } from '../rows/forgotten.ts';

/** What is erased, counted; and what is left to do in the channels. */
export interface Erasure {
  readonly documents: number;
  /** Rows of lists. */
  readonly entries: number;
  readonly identityKeys: number;
  /** Documents that `/latest` showed. */
  readonly inLatest: number;
  /** Cards that had not been posted yet. */
  readonly waiting: number;
  /** Posted messages that are still to be emptied. */
  readonly messages: number;
  /** Channels that may show a card without our knowing its message, as the answer to a post was lost. */
  readonly uncertainChannels: readonly string[];
}

/** Bands of the text say "compare these two", and are no evidence: they are erased without a trace. */
const STRONG_KEY = /^[a-z]-/u;

/** What erasing would do. */
export async function weighErasure(store: Store, traces: Traces): Promise<Erasure> {
  const { articleIds, records, entries, deliveries } = traces;
  let identityKeys = 0;
  for (const articleId of articleIds) {
    identityKeys += (await store.identities.keysOf(articleId)).length;
  }
  const waiting = deliveries.filter(
    ({ state }) => state.kind !== 'sent' && state.kind !== 'failed',
  );
  const uncertain = waiting.filter(({ state }) => 'attempts' in state && state.attempts > 0);
  return {
    documents: records.length,
    entries: entries.length,
    identityKeys,
    inLatest: await store.articles.countInLatest(articleIds),
    waiting: waiting.length,
    messages: deliveries.flatMap(withdrawalOf).length,
    uncertainChannels: [...new Set(uncertain.map(({ channelId }) => channelId))],
  };
}

/**
 * Erases what the store holds of the documents that were found, and queues the emptying of their messages. Kept are digests
 * of their addresses and keys, so that nothing of it is posted again. The order makes it safe to repeat: first nothing can come
 * back, last the record goes by which the rest is found. Nothing else may write meanwhile.
 */
export async function forgetDocument(
  store: Store,
  target: string,
  { traces, now }: { readonly traces: Traces; readonly now: Date },
): Promise<void> {
  const { articleIds, records, entries, deliveries, addresses } = traces;
  const keysById = new Map<string, readonly string[]>();
  for (const id of articleIds) keysById.set(id, await store.identities.keysOf(id));
  const keys = [...keysById.values()].flat();
  const strongKeys = [...articleIds, ...keys.filter((key) => STRONG_KEY.test(key))];
  const places = isAddress(target) ? [target, ...addresses] : addresses;
  const digests = [...places.map(forgottenAddress), ...strongKeys.map(forgottenKey)];
  await store.entries.saveMany(
    [...new Set(digests)].map((key) => [key, forgottenEntry(now)] as const),
  );

  // Found by its keys, which are erased below.
  for (const id of articleIds) await takeOffCards(store, id, now);
  for (const id of articleIds) await store.handed.forget(id);
  await store.edits.add(deliveries.flatMap(withdrawalOf).map((edit) => dueAt(edit, now)));
  await store.outbox.remove(deliveries);
  // Also what only a delivery showed that is gone already, as where this is repeated.
  await store.outbox.removeCards([...records, ...deliveries].map(({ card }) => card));
  // A row that moves or is re-titled is known by its signs; now they lead to the digest.
  await store.sightings.replaceKeys(
    new Map(entries.map(([key, { url }]) => [key, forgottenAddress(url)])),
  );
  await store.entries.removeMany(entries.map(([key]) => key));
  for (const [id, own] of keysById) await store.identities.remove(own, id);
  const files = records.flatMap(({ article }) => article.attachments.map(({ url }) => url));
  for (const url of [...places, ...files]) await store.attempts.remove(url);
  const forgotten = new Set(places.map(forgottenAddress));
  await forgetGivenUp(store, forgotten);
  await forgetWaiting(store, { forgotten, articleIds });
  await store.articles.removeFromLatest(articleIds);
  for (const articleId of articleIds) await store.rereads.remove(articleId);
  for (const articleId of articleIds) await store.articles.remove(articleId);
  await store.scrub();
}

/** Other letters on the same proposal name it on their cards. */
async function takeOffCards(store: Store, articleId: string, now: Date): Promise<void> {
  const keys = await store.identities.keysOf(articleId);
  const letters = await unlinkLetter({ store }, articleId, keys);
  if (letters.length === 0) return;
  const revisions = new Map(letters.map((letter) => [letter.articleId, letter.card.revision]));
  const edits: PendingEdit[] = [];
  for await (const { id, channelId, articleId: shown, state } of store.outbox.ended()) {
    const revision = revisions.get(shown);
    if (revision === undefined || state.kind !== 'sent') continue;
    edits.push(dueAt({ deliveryId: id, channelId, revision, attempts: 0 }, now));
  }
  await store.edits.add(edits);
}

function dueAt(edit: Omit<PendingEdit, 'notBefore'>, now: Date): PendingEdit {
  return { ...edit, notBefore: now.toISOString() };
}

/** The edit that empties the message of a delivery; none where no message is known. */
function withdrawalOf(delivery: Delivery): readonly Omit<PendingEdit, 'notBefore'>[] {
  const { id, channelId, state, digest, card } = delivery;
  if (state.kind !== 'sent' || state.deletedAt !== undefined) return [];
  const withdrawn = { messageId: state.messageId, ...(digest === undefined ? {} : { digest }) };
  return [{ deliveryId: id, channelId, revision: card.revision, attempts: 0, withdrawn }];
}

/** Sources name the pages that ended their readers. */
async function forgetGivenUp(store: Store, forgotten: ReadonlySet<string>): Promise<void> {
  for (const [sourceId, { givenUp = [] }] of await store.sources.all()) {
    const others = givenUp.filter(({ url }) => !forgotten.has(forgottenAddress(url)));
    if (others.length === givenUp.length) continue;
    const state = await store.sources.load(sourceId);
    if (state === null) continue;
    const { givenUp: _before, ...rest } = state;
    const left = others.length === 0 ? {} : { givenUp: others };
    await store.sources.save(sourceId, { ...rest, ...left });
  }
}

/** A row that waits, or that a walk passed, holds its address; the last list and a search hold its id. */
async function forgetWaiting(
  store: Store,
  {
    forgotten,
    articleIds,
  }: { readonly forgotten: ReadonlySet<string>; readonly articleIds: readonly string[] },
): Promise<void> {
  const isKept = ({ entry }: WaitingRow): boolean => !forgotten.has(forgottenAddress(entry.url));
  const isOther = (id: string): boolean => !articleIds.includes(id);
  for (const [sourceId, backlog] of await store.backlogs.all()) {
    const { rows, held, search, listed } = backlog;
    const left: Backlog = {
      ...backlog,
      rows: rows.filter(isKept),
      ...(held === undefined ? {} : { held: held.filter(isKept) }),
      ...(listed === undefined ? {} : { listed: listed.filter(isOther) }),
      ...(search === undefined
        ? {}
        : { search: { ...search, articleIds: search.articleIds.filter(isOther) } }),
    };
    if (!isDeepStrictEqual(left, backlog)) await store.backlogs.save(sourceId, left);
  }
}
