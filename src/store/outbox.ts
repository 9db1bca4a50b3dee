import { byCodeUnits } from '../base/by-code-units.ts';
import type { Delivery } from '../domain/delivery.ts';
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
  /** As if these had never been queued. */
  remove(ids: readonly string[]): Promise<void>;
}

/** The two namespaces of the outbox: what still has to go, and the ledger of what went. */
export interface OutboxRecords {
  readonly pending: KeyValue<Delivery>;
  readonly ledger: KeyValue<Delivery>;
}

const hasEnded = (delivery: Delivery): boolean =>
  delivery.state.kind === 'sent' || delivery.state.kind === 'failed';

/**
 * An outbox over two namespaces. Moving to the ledger writes there first and deletes second:
 * a crash in between leaves both, and the ledger wins.
 */
export function createOutbox({ pending, ledger }: OutboxRecords): Outbox {
  // One statement of the store each, so that the deliveries of one message change together.
  const write = (records: KeyValue<Delivery>, deliveries: readonly Delivery[]): Promise<void> =>
    records.setMany(deliveries.map((delivery) => [delivery.id, delivery] as const));

  async function update(...deliveries: readonly Delivery[]): Promise<void> {
    const ended = deliveries.filter(hasEnded);
    const waiting = deliveries.filter((delivery) => !hasEnded(delivery));
    await write(pending, waiting);
    await write(ledger, ended);
    await pending.deleteMany(ended.map(({ id }) => id));
  }

  /** The ledger second: what moves between them is written there before it leaves the queue. */
  async function find(ids: readonly string[]): Promise<ReadonlyMap<string, Delivery>> {
    const waiting = await pending.getMany(ids);
    return new Map([...waiting, ...(await ledger.getMany(ids))]);
  }

  return {
    async enqueue(deliveries) {
      const known = await find(deliveries.map(({ id }) => id));
      const fresh = deliveries.filter(({ id }) => !known.has(id));
      await write(pending, fresh);
      return fresh;
    },
    async pending() {
      const waiting: Delivery[] = [];
      for await (const [, delivery] of pending.entries()) waiting.push(delivery);
      const ended = await ledger.getMany(waiting.map(({ id }) => id));
      const left = waiting.filter(({ id }) => !ended.has(id));
      // A channel that is paused for months keeps thousands, and each pass sorts them.
      return left.sort((a, b) => byCodeUnits(a.queuedAt, b.queuedAt) || byCodeUnits(a.id, b.id));
    },
    async get(id) {
      return (await find([id])).get(id) ?? null;
    },
    getMany: find,
    update,
    async requeue(delivery) {
      // While the ledger has it, it counts as ended: a crash in between leaves it so, and it can be asked for again.
      await write(pending, [delivery]);
      await ledger.delete(delivery.id);
    },
    async *ended() {
      for await (const [, delivery] of ledger.entries()) yield delivery;
    },
    async remove(ids) {
      await pending.deleteMany(ids);
      await ledger.deleteMany(ids);
    },
  };
}
