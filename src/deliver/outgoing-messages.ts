import type { DiscordMessage } from '../card/discord-message.ts';
import { renderDigest } from '../card/render-digest.ts';
import type { Language } from '../domain/card.ts';
import { type Delivery, deliveryId, type DeliveryState } from '../domain/delivery.ts';
import type { Outbox } from '../store/outbox.ts';
import type { DelivererDeps } from './deliverer-deps.ts';

/** One message to send: a single card, or the deliveries that one digest message lists. */
export interface OutgoingMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce: string;
  readonly queuedAt: string;
  readonly state: DeliveryState;
  readonly deliveries: readonly [Delivery, ...Delivery[]];
}

/** A digest message lists its deliveries in the order in which the digest names them. */
export function inDigestOrder(
  deliveries: readonly [Delivery, ...Delivery[]],
): OutgoingMessage['deliveries'] {
  const { digest } = deliveries[0];
  if (digest === undefined) return deliveries;
  const places = new Map(digest.articleIds.map((articleId, at) => [articleId, at]));
  const place = ({ articleId }: Delivery): number => places.get(articleId) ?? -1;
  const [first, ...rest] = deliveries.toSorted((a, b) => place(a) - place(b));
  return first === undefined ? deliveries : [first, ...rest];
}

/** These deliveries as the one message that shows them. */
export function outgoingOf(given: readonly [Delivery, ...Delivery[]]): OutgoingMessage {
  const deliveries = inDigestOrder(given);
  const { channelId, nonce, queuedAt, digest, id } = deliveries[0];
  // They change together; after a crash between two writes the one with the most attempts counts for all.
  const states = deliveries.map(({ state }) => state);
  const state = states.reduce((a, b) => (attemptsOf(b) > attemptsOf(a) ? b : a));
  const messageId = digest === undefined ? id : `${channelId}:${digest.id}:${digest.part}`;
  return { id: messageId, channelId, nonce, queuedAt, state, deliveries };
}

/** The message that is first in a channel's queue, with all that it lists and that was not sent; null for an empty queue. */
export async function firstMessage(
  outbox: Pick<Outbox, 'waiting' | 'getMany'>,
  channelId: string,
): Promise<OutgoingMessage | null> {
  const [first] = await outbox.waiting(channelId, 1);
  if (first === undefined) return null;
  const { digest } = first;
  if (digest === undefined) return outgoingOf([first]);
  const ids = digest.articleIds.map((articleId) => deliveryId(channelId, articleId));
  const others = [...(await outbox.getMany(ids)).values()].filter(
    (one) =>
      one.id !== first.id &&
      !hasEnded(one) &&
      one.digest?.id === digest.id &&
      one.digest.part === digest.part,
  );
  return outgoingOf([first, ...others]);
}

const hasEnded = ({ state }: Delivery): boolean => state.kind === 'sent' || state.kind === 'failed';

/** How many times sending was tried. */
export function attemptsOf(state: DeliveryState): number {
  return 'attempts' in state ? state.attempts : 0;
}

/** Since when it may have been posted without an answer; null where that cannot be. */
export function doubtOf({
  state,
  queuedAt,
}: Pick<OutgoingMessage, 'state' | 'queuedAt'>): string | null {
  if (attemptsOf(state) === 0) return null;
  // An earlier version did not write it down.
  return 'firstPostAt' in state ? (state.firstPostAt ?? null) : queuedAt;
}

/** The same message in a new state. */
export function withState(outgoing: OutgoingMessage, state: DeliveryState): OutgoingMessage {
  const [first, ...rest] = outgoing.deliveries;
  const move = (delivery: Delivery): Delivery => ({ ...delivery, state });
  return { ...outgoing, state, deliveries: [move(first), ...rest.map(move)] };
}

/** The message as the channel will see it. */
export function renderOutgoing(
  { render }: Pick<DelivererDeps, 'render'>,
  [first, ...rest]: OutgoingMessage['deliveries'],
  language: Language,
): DiscordMessage {
  const { card, digest, occasion } = first;
  if (digest === undefined) return render(card, { language, occasion });
  const cards = [card, ...rest.map((delivery) => delivery.card)];
  return renderDigest(cards, { language, digest });
}
