import { splitDigest } from '../card/render-digest.ts';
import type { Card } from '../domain/card.ts';
import type { Delivery, DigestPart } from '../domain/delivery.ts';
import type { Source } from '../domain/source.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Outbox } from '../store/outbox.ts';
import { deliveriesFor } from './deliveries-for.ts';
import { deliveryNonce } from './delivery-nonce.ts';

/** The replies of one visit. */
export interface DigestInput {
  readonly cards: readonly Card[];
  readonly source: Pick<Source, 'id' | 'name' | 'url'>;
  readonly subscriptions: readonly Subscription[];
  readonly now: Date;
}

/**
 * The messages of a digest, each as the deliveries that it lists: per channel only what matches its
 * subscription and was not queued for it before. A channel with one match gets its card.
 */
export async function digestFor(
  outbox: Pick<Outbox, 'getMany'>,
  input: DigestInput,
): Promise<readonly (readonly Delivery[])[]> {
  const messages: (readonly Delivery[])[] = [];
  for (const subscription of input.subscriptions) {
    const options = { occasion: 'digest', now: input.now } as const;
    const all = input.cards.flatMap((card) => deliveriesFor(card, [subscription], options));
    const known = await outbox.getMany(all.map(({ id }) => id));
    messages.push(
      ...listed(
        all.filter(({ id }) => !known.has(id)),
        input,
      ),
    );
  }
  return messages;
}

function listed(deliveries: readonly Delivery[], input: DigestInput): (readonly Delivery[])[] {
  if (deliveries.length < 2) {
    return deliveries.map((delivery) => [{ ...delivery, occasion: 'new' }]);
  }
  const { id, name, url } = input.source;
  return partsOf(deliveries, { id: `${id}@${input.now.toISOString()}`, source: { name, url } });
}

/** The messages that list these deliveries of one channel. */
export function partsOf(
  deliveries: readonly Delivery[],
  about: Pick<DigestPart, 'id' | 'source' | 'isCatchUp'>,
): (readonly Delivery[])[] {
  const byCard = new Map(deliveries.map((delivery) => [delivery.card, delivery]));
  const kinds = new Set(deliveries.map(({ card }) => card.kind));
  const [kind] = kinds;
  const parts = splitDigest([...byCard.keys()]);
  return parts.map((cards, index) => {
    const digest: DigestPart = {
      ...about,
      kind: kinds.size === 1 && kind !== undefined ? kind : null,
      count: deliveries.length,
      part: index + 1,
      parts: parts.length,
      articleIds: cards.map(({ articleId }) => articleId),
    };
    return cards.flatMap((card) => {
      const delivery = byCard.get(card);
      if (delivery === undefined) return [];
      const nonce = deliveryNonce(delivery.channelId, digest.id, digest.part);
      return [{ ...delivery, digest, nonce }];
    });
  });
}
