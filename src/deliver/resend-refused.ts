import type { Delivery } from '../domain/delivery.ts';
import { isMeantBy } from '../domain/short-id.ts';
import type { Outbox } from '../store/outbox.ts';

/**
 * Queues deliveries again that Discord refused: those of one document, by its id or the first eight characters of it, or all
 * with `all`. Returns how many. What was posted stays as it is.
 */
export async function resendRefused(outbox: Outbox, target: string): Promise<number> {
  const refused: Delivery[] = [];
  for await (const delivery of outbox.ended()) {
    if (
      delivery.state.kind === 'failed' &&
      (target === 'all' || isMeantBy(delivery.articleId, target))
    )
      refused.push(delivery);
  }
  for (const delivery of refused) {
    await outbox.requeue({
      ...delivery,
      state: { kind: 'queued', notBefore: null, attempts: 0 },
    });
  }
  return refused.length;
}
