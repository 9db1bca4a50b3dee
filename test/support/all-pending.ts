import { byCodeUnits } from '../../src/base/by-code-units.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import type { Outbox } from '../../src/store/outbox.ts';

/** Everything that waits in an outbox, oldest first. */
export async function allPending(outbox: Pick<Outbox, 'pending'>): Promise<readonly Delivery[]> {
  const waiting: Delivery[] = [];
  for await (const delivery of outbox.pending()) waiting.push(delivery);
  return waiting.sort((a, b) => byCodeUnits(a.queuedAt, b.queuedAt) || byCodeUnits(a.id, b.id));
}
