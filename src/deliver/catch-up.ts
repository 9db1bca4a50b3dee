import type { Delivery } from '../domain/delivery.ts';
import type { DelivererDeps } from './deliverer-deps.ts';
import { partsOf } from './digest-for.ts';

/** So many cards may come at once when a pause ends; more are listed, and each may be opened. */
const CARDS_AT_ONCE = 10;

/**
 * When a pause ends, what was held for the channel meanwhile comes as a list rather than as a flood of cards. A crash in
 * between leaves the rest held, to be listed next time. What is in doubt stays as it is: it is looked up by itself.
 */
export async function catchUp(
  deps: DelivererDeps,
  queue: readonly Delivery[],
): Promise<readonly Delivery[]> {
  const held = queue.filter(isHeldCard);
  const [first] = held;
  if (first === undefined || held.length <= CARDS_AT_ONCE) return queue;
  const id = `catch-up@${deps.now().toISOString()}`;
  const source = { name: '', url: '' };
  const messages = partsOf(held, { id, source, isCatchUp: true });
  const listed = new Map<string, Delivery>();
  for (const part of messages) {
    const queued = part.map((delivery): Delivery => {
      const state = { kind: 'queued', notBefore: null, attempts: 0 } as const;
      return { ...delivery, occasion: 'digest', state };
    });
    await deps.outbox.update(...queued);
    for (const delivery of queued) listed.set(delivery.id, delivery);
  }
  deps.logger.info({ channelId: first.channelId, documents: held.length }, 'caught up in a list');
  return queue.map((delivery) => listed.get(delivery.id) ?? delivery);
}

function isHeldCard({ state, digest, occasion }: Delivery): boolean {
  return (
    state.kind === 'held' &&
    state.firstPostAt === undefined &&
    digest === undefined &&
    occasion === 'new'
  );
}
