import { byCodeUnits } from '../base/by-code-units.ts';
import type { DiscordMessage } from '../card/discord-message.ts';
import { renderDigest } from '../card/render-digest.ts';
import type { Language } from '../domain/card.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
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

/** The id of the message that a delivery belongs to. */
function messageKey({ id, channelId, digest }: Delivery): string {
  return digest === undefined ? id : `${channelId}:${digest.id}:${digest.part}`;
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

function toOutgoingMessage(id: string, given: readonly [Delivery, ...Delivery[]]): OutgoingMessage {
  const deliveries = inDigestOrder(given);
  const { channelId, nonce, queuedAt } = deliveries[0];
  // They change together; after a crash between two writes the one with the most attempts counts for all.
  const states = deliveries.map(({ state }) => state);
  const state = states.reduce((a, b) => (attemptsOf(b) > attemptsOf(a) ? b : a));
  return { id, channelId, nonce, queuedAt, state, deliveries };
}

/** One channel's queue as messages, in order: a digest's parts one after the other. */
export function outgoingMessages(queue: readonly Delivery[]): readonly OutgoingMessage[] {
  const groups = new Map<string, [Delivery, ...Delivery[]]>();
  for (const delivery of queue) {
    const id = messageKey(delivery);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [delivery]);
    else group.push(delivery);
  }
  const part = (outgoing: OutgoingMessage): number => outgoing.deliveries[0].digest?.part ?? 0;
  return [...groups]
    .map(([id, deliveries]) => toOutgoingMessage(id, deliveries))
    .sort((a, b) => byCodeUnits(a.queuedAt, b.queuedAt) || part(a) - part(b));
}

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

/** How many deliveries these messages carry. */
export function countDeliveries(messages: readonly OutgoingMessage[]): number {
  return messages.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
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
