import type { Delivery } from '../domain/delivery.ts';
import type { KeyValue } from './key-value.ts';

/** The queue between the two loops. A delivery leaves it only when Discord took it or refused it for good. */
export interface Outbox {
  /** Idempotent by delivery id. Returns those that were new. */
  enqueue(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>;
  /** Deliveries in queued, sending or held state, oldest first. */
  pending(): Promise<readonly Delivery[]>;
  get(id: string): Promise<Delivery | null>;
  /** Writes a new state. `sent` and `failed` leave the pending set. */
  update(delivery: Delivery): Promise<void>;
  /** Deliveries that ended, in no particular order. */
  ended(): AsyncGenerator<Delivery>;
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
  async function update(delivery: Delivery): Promise<void> {
    if (!hasEnded(delivery)) {
      await pending.set(delivery.id, delivery);
      return;
    }
    await ledger.set(delivery.id, delivery);
    await pending.delete(delivery.id);
  }

  return {
    async enqueue(deliveries) {
      const ids = deliveries.map(({ id }) => id);
      const [waiting, ended] = await Promise.all([pending.getMany(ids), ledger.getMany(ids)]);
      const fresh = deliveries.filter(({ id }) => !waiting.has(id) && !ended.has(id));
      await pending.setMany(fresh.map((delivery) => [delivery.id, delivery] as const));
      return fresh;
    },
    async pending() {
      const waiting: Delivery[] = [];
      for await (const [, delivery] of pending.entries()) waiting.push(delivery);
      const ended = await ledger.getMany(waiting.map(({ id }) => id));
      const left = waiting.filter(({ id }) => !ended.has(id));
      return left.sort((a, b) => a.queuedAt.localeCompare(b.queuedAt) || a.id.localeCompare(b.id));
    },
    async get(id) {
      return (await ledger.get(id)) ?? (await pending.get(id));
    },
    update,
    async *ended() {
      for await (const [, delivery] of ledger.entries()) yield delivery;
    },
  };
}
