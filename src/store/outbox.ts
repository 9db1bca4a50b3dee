import { loadedOnce } from '../base/loaded-once.ts';
import type { Card } from '../domain/card.ts';
import { type Delivery, deliveryId } from '../domain/delivery.ts';
import { createCardShelf, withoutCard, type StoredDelivery } from './card-shelf.ts';
import type { KeyValue } from './key-value.ts';
import { type ChannelQueue, createQueueIndex, type QueueIndex } from './queue-index.ts';
import {
  type Around,
  deletingMany,
  inOrder,
  NOTHING_AROUND,
  partOf,
  settingMany,
  type Together,
  type Write,
} from './together.ts';

/** The queue between the two loops. A delivery leaves it only when Discord accepted it or refused it finally. */
export interface Outbox {
  /** Idempotent by delivery id. Returns those that were new. What is `around` them is written in any case. */
  enqueue(deliveries: readonly Delivery[], around?: Around): Promise<readonly Delivery[]>;
  /** What waits for each channel that something waits for. Known in memory: a look costs nothing. */
  queues(): Promise<readonly ChannelQueue[]>;
  /** Null where nothing waits for the channel. */
  queue(channelId: string): Promise<ChannelQueue | null>;
  /** The deliveries that wait for a channel, in queued, sending or held state, oldest first; at most so many. */
  waiting(channelId: string, limit?: number): Promise<readonly Delivery[]>;
  /** All that wait, in no particular order. */
  pending(): AsyncGenerator<Delivery>;
  get(id: string): Promise<Delivery | null>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
  /** Writes a new state, the same kind for all of one message. `sent` and `failed` leave the pending set. */
  update(...deliveries: readonly Delivery[]): Promise<void>;
  /** Takes a delivery that failed back into the queue. */
  requeue(delivery: Delivery): Promise<void>;
  /** Deliveries that ended, in no particular order. */
  ended(): AsyncGenerator<Delivery>;
  /** As if these had never been queued. Their cards stay, as other channels may show them. */
  remove(deliveries: readonly Pick<Delivery, 'id' | 'channelId' | 'articleId'>[]): Promise<void>;
  /** Removes every revision of these documents' cards, up to the given ones. */
  removeCards(cards: readonly Pick<Card, 'articleId' | 'revision'>[]): Promise<void>;
}

/** The namespaces of the outbox: what still has to go, the ledger of what went, and the cards of both. */
export interface OutboxRecords {
  readonly pending: KeyValue<StoredDelivery>;
  readonly ledger: KeyValue<StoredDelivery>;
  readonly cards: KeyValue<Card>;
}

const READ_AT_ONCE = 200;
/** So many deliveries are one statement of the store, and keep the event loop for some milliseconds. */
const WRITTEN_AT_ONCE = 240;

const hasEnded = (delivery: Delivery): boolean =>
  delivery.state.kind === 'sent' || delivery.state.kind === 'failed';

/**
 * An outbox over two namespaces and one of cards. Moving to the ledger writes there first and deletes second: a crash in
 * between leaves both, and the ledger wins.
 */
export function createOutbox(
  { pending, ledger, cards }: OutboxRecords,
  together: Together = inOrder,
): Outbox {
  const shelf = createCardShelf(cards);
  // This process alone writes. Where a write fails nobody knows what is there, and the next use lists it anew.
  const memory = loadedOnce(async () => {
    const index = createQueueIndex();
    for await (const batch of batchesOf(pending)) {
      const ended = await ledger.getMany(batch.map(({ id }) => id));
      for (const delivery of batch) if (!ended.has(delivery.id)) index.put(delivery);
    }
    return index;
  });

  async function changing(
    work: () => Promise<void>,
    note: (index: QueueIndex) => void,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      memory.drop();
      throw error;
    }
    note(await memory.get());
  }

  // One statement of the store each, so that the deliveries of one message change together in any store.
  const write = (
    records: KeyValue<StoredDelivery>,
    deliveries: readonly Delivery[],
  ): readonly Write[] =>
    settingMany(
      records,
      deliveries.map((delivery) => [delivery.id, withoutCard(delivery)] as const),
    );

  const putAll = (deliveries: readonly Delivery[]) => (index: QueueIndex) => {
    for (const delivery of deliveries) index.put(withoutCard(delivery));
  };

  async function queue(deliveries: readonly Delivery[], { before, after }: Around): Promise<void> {
    const work = async (): Promise<void> => {
      const shown = await shelf.keeping(deliveries);
      await together([...before, ...shown, ...write(pending, deliveries), ...after]);
    };
    await changing(work, putAll(deliveries));
  }

  async function update(...deliveries: readonly Delivery[]): Promise<void> {
    const ended = deliveries.filter(hasEnded);
    const goingOn = deliveries.filter((delivery) => !hasEnded(delivery));
    const work = async (): Promise<void> => {
      const shown = await shelf.keeping(deliveries);
      const ids = ended.map(({ id }) => id);
      await together([
        ...shown,
        ...write(pending, goingOn),
        ...write(ledger, ended),
        ...deletingMany(pending, ids),
      ]);
    };
    await changing(work, (index) => {
      putAll(goingOn)(index);
      for (const { channelId, articleId } of ended) index.remove(channelId, articleId);
    });
  }

  async function enqueueSome(
    deliveries: readonly Delivery[],
    around: Around,
  ): Promise<readonly Delivery[]> {
    const index = await memory.get();
    const unknown = deliveries.filter((one) => !index.has(one.channelId, one.articleId));
    const ended = await ledger.getMany(unknown.map(({ id }) => id));
    const fresh = unknown.filter(({ id }) => !ended.has(id));
    if (fresh.length > 0) await queue(fresh, around);
    else await together([...around.before, ...around.after]);
    return fresh;
  }

  /** The ledger second: what moves between them is written there before it leaves the queue. */
  async function find(ids: readonly string[]): Promise<ReadonlyMap<string, Delivery>> {
    const queued = await pending.getMany(ids);
    const known = new Map([...queued, ...(await ledger.getMany(ids))]);
    const found = await shelf.complete([...known.values()]);
    return new Map(found.map((delivery) => [delivery.id, delivery]));
  }

  /** Those of these that can still be shown; what cannot, as its card is nowhere, waits no more. */
  async function read(
    channelId: string,
    articleIds: readonly string[],
  ): Promise<readonly Delivery[]> {
    const ids = articleIds.map((articleId) => deliveryId(channelId, articleId));
    const stored = await pending.getMany(ids);
    const found = await shelf.complete(ids.flatMap((id) => stored.get(id) ?? []));
    const shown = new Set(found.map(({ articleId }) => articleId));
    const index = await memory.get();
    for (const articleId of articleIds)
      if (!shown.has(articleId)) index.remove(channelId, articleId);
    return found;
  }

  async function waiting(channelId: string, limit = Infinity): Promise<readonly Delivery[]> {
    const found: Delivery[] = [];
    const wanted = [...(await memory.get()).articleIds(channelId)];
    while (wanted.length > 0 && found.length < limit) {
      const count = Math.min(READ_AT_ONCE, limit - found.length);
      found.push(...(await read(channelId, wanted.splice(0, count))));
    }
    return found;
  }

  return {
    async enqueue(deliveries, around = NOTHING_AROUND) {
      const fresh: Delivery[] = [];
      for (let at = 0; at === 0 || at < deliveries.length; at += WRITTEN_AT_ONCE) {
        const some = deliveries.slice(at, at + WRITTEN_AT_ONCE);
        const isLast = at + WRITTEN_AT_ONCE >= deliveries.length;
        fresh.push(...(await enqueueSome(some, partOf(around, { isFirst: at === 0, isLast }))));
      }
      return fresh;
    },
    queues: async () => (await memory.get()).queues(),
    queue: async (channelId) => (await memory.get()).queue(channelId),
    waiting,
    async *pending() {
      for await (const batch of batchesOf(pending)) {
        const ended = await ledger.getMany(batch.map(({ id }) => id));
        yield* await shelf.complete(batch.filter(({ id }) => !ended.has(id)));
      }
    },
    async get(id) {
      return (await find([id])).get(id) ?? null;
    },
    getMany: find,
    update,
    async requeue(delivery) {
      // While the ledger has it, it counts as ended: a crash in between leaves it so, and it can be asked for again.
      const work = async (): Promise<void> => {
        const shown = await shelf.keeping([delivery]);
        await together([...shown, ...write(pending, [delivery])]);
        await ledger.delete(delivery.id);
      };
      await changing(work, putAll([delivery]));
    },
    async *ended() {
      for await (const batch of batchesOf(ledger)) yield* await shelf.complete(batch);
    },
    async remove(deliveries) {
      const ids = deliveries.map(({ id }) => id);
      const work = async (): Promise<void> => {
        await pending.deleteMany(ids);
        await ledger.deleteMany(ids);
      };
      await changing(work, (index) => {
        for (const { channelId, articleId } of deliveries) index.remove(channelId, articleId);
      });
    },
    removeCards: (gone) => shelf.remove(gone),
  };
}

async function* batchesOf(
  records: KeyValue<StoredDelivery>,
): AsyncGenerator<readonly StoredDelivery[]> {
  let batch: StoredDelivery[] = [];
  for await (const [, delivery] of records.entries()) {
    batch.push(delivery);
    if (batch.length < READ_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
