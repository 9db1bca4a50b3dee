import { deliveryId } from '../domain/delivery.ts';
import type { Card } from '../domain/card.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { PendingEdit } from '../store/edits.ts';
import type { Outbox } from '../store/outbox.ts';

/** Time for the next site to publish the same reply, so that one edit says it all. */
const COALESCE_MS = 30_000;

/** The edits of a changed card: one for each channel that has the document, posted or queued. */
export async function editsFor(
  outbox: Pick<Outbox, 'getMany'>,
  card: Card,
  options: {
    readonly subscriptions: readonly Subscription[];
    readonly now: Date;
    readonly delayMs?: number;
  },
): Promise<readonly PendingEdit[]> {
  const ids = options.subscriptions.map(({ channelId }) => deliveryId(channelId, card.articleId));
  const known = await outbox.getMany(ids);
  const notBefore = new Date(
    options.now.getTime() + (options.delayMs ?? COALESCE_MS),
  ).toISOString();
  return [...known.values()]
    .filter((delivery) => delivery.card.revision < card.revision)
    .filter(({ state, isErased }) => state.kind !== 'failed' && isErased !== true)
    .filter(({ state }) => state.kind !== 'sent' || state.deletedAt === undefined)
    .map(({ id, channelId }) => ({
      deliveryId: id,
      channelId,
      revision: card.revision,
      notBefore,
      attempts: 0,
    }));
}
