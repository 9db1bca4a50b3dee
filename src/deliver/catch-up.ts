import type { Delivery } from '../domain/delivery.ts';
import type { DelivererDeps } from './deliverer-deps.ts';
import { partsOf } from './digest-for.ts';

/** So many cards may come at once when a pause ends; more are listed, and each may be opened. */
const CARDS_AT_ONCE = 10;

/**
 * When a pause ends, what was held for the channel meanwhile comes as a list rather than as a flood of cards. A crash in
 * between leaves the rest held, to be listed next time. What is in doubt stays as it is: it is looked up by itself.
 */
export async function catchUp(deps: DelivererDeps, channelId: string): Promise<void> {
  const { held: count = 0 } = (await deps.outbox.queue(channelId)) ?? {};
  if (count <= CARDS_AT_ONCE) return;
  const held = (await deps.outbox.waiting(channelId)).filter(isHeldCard);
  if (held.length <= CARDS_AT_ONCE) return;
  const id = `catch-up@${deps.now().toISOString()}`;
  const source = { name: '', url: '' };
  for (const part of partsOf(held, { id, source, isCatchUp: true })) {
    const queued = part.map((delivery): Delivery => {
      const state = { kind: 'queued', notBefore: null, attempts: 0 } as const;
      return { ...delivery, occasion: 'digest', state };
    });
    await deps.outbox.update(...queued);
  }
  deps.logger.info({ channelId, documents: held.length }, 'caught up in a list');
}

function isHeldCard({ state, digest, occasion }: Delivery): boolean {
  return (
    state.kind === 'held' &&
    state.firstPostAt === undefined &&
    digest === undefined &&
    occasion === 'new'
  );
}
