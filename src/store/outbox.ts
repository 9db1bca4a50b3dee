import { byCodeUnits } from '../base/by-code-units.ts';
import type { Card } from '../domain/card.ts';
import type { Delivery } from '../domain/delivery.ts';
import { createCardShelf, withoutCard, type StoredDelivery } from './card-shelf.ts';
import type { KeyValue } from './key-value.ts';

/** The queue between the two loops. A delivery leaves it only when Discord accepted it or refused it finally. */
export interface Outbox {
  /** Idempotent by delivery id. Returns those that were new. */
  enqueue(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>;
  /** Deliveries in queued, sending or held state, oldest first. */
  pending(): Promise<readonly Delivery[]>;
  get(id: string): Promise<Delivery | null>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
  /** Writes a new state, the same kind for all of one message. `sent` and `failed` leave the pending set. */
  update(...deliveries: readonly Delivery[]): Promise<void>;
  /** Takes a delivery that failed back into the queue. */
  requeue(delivery: Delivery): Promise<void>;
  /** Deliveries that ended, in no particular order. */
  ended(): AsyncGenerator<Delivery>;
  /** As if these had never been queued. Their cards stay, as other channels may show them. */
  remove(ids: readonly string[]): Promise<void>;
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

const hasEnded = (delivery: Delivery): boolean =>
  delivery.state.kind === 'sent' || delivery.state.kind === 'failed';

/**
 * An outbox over two namespaces and one of cards. Moving to the ledger writes there first and deletes second: a crash in
 * between leaves both, and the ledger wins.
 */
export function createOutbox({ pending, ledger, cards }: OutboxRecords): Outbox {
  const shelf = createCardShelf(cards);

  // One statement of the store each, so that the deliveries of one message change together.
  const write = (
    records: KeyValue<StoredDelivery>,
    deliveries: readonly Delivery[],
  ): Promise<void> =>
    records.setMany(deliveries.map((delivery) => [delivery.id, withoutCard(delivery)] as const));

  async function update(...deliveries: readonly Delivery[]): Promise<void> {
    const ended = deliveries.filter(hasEnded);
    const waiting = deliveries.filter((delivery) => !hasEnded(delivery));
    await shelf.keep(deliveries);
    await write(pending, waiting);
    await write(ledger, ended);
    await pending.deleteMany(ended.map(({ id }) => id));
  }

  /** The ledger second: what moves between them is written there before it leaves the queue. */
  async function known(ids: readonly string[]): Promise<ReadonlyMap<string, StoredDelivery>> {
    const waiting = await pending.getMany(ids);
    return new Map([...waiting, ...(await ledger.getMany(ids))]);
  }

  async function find(ids: readonly string[]): Promise<ReadonlyMap<string, Delivery>> {
    const found = await shelf.complete([...(await known(ids)).values()]);
    return new Map(found.map((delivery) => [delivery.id, delivery]));
  }

  return {
    async enqueue(deliveries) {
      const before = await known(deliveries.map(({ id }) => id));
      const fresh = deliveries.filter(({ id }) => !before.has(id));
      await shelf.keep(fresh);
      await write(pending, fresh);
      return fresh;
    },
    async pending() {
      const waiting: StoredDelivery[] = [];
      for await (const [, delivery] of pending.entries()) waiting.push(delivery);
      const ended = await ledger.getMany(waiting.map(({ id }) => id));
      const left = await shelf.complete(waiting.filter(({ id }) => !ended.has(id)));
      // A channel that is paused for months keeps thousands, and each pass sorts them.
      return left.toSorted(
        (a, b) => byCodeUnits(a.queuedAt, b.queuedAt) || byCodeUnits(a.id, b.id),
      );
    },
    async get(id) {
      return (await find([id])).get(id) ?? null;
    },
    getMany: find,
    update,
    async requeue(delivery) {
      // While the ledger has it, it counts as ended: a crash in between leaves it so, and it can be asked for again.
      await shelf.keep([delivery]);
      await write(pending, [delivery]);
      await ledger.delete(delivery.id);
    },
    async *ended() {
      let batch: StoredDelivery[] = [];
      for await (const [, delivery] of ledger.entries()) {
        batch.push(delivery);
        if (batch.length < READ_AT_ONCE) continue;
        yield* await shelf.complete(batch);
        batch = [];
      }
      yield* await shelf.complete(batch);
    },
    async remove(ids) {
      await pending.deleteMany(ids);
      await ledger.deleteMany(ids);
    },
    removeCards: (gone) => shelf.remove(gone),
  };
}
