import type { DiscordMessage } from '../card/discord-message.ts';
import { renderDigest } from '../card/render-digest.ts';
import type { Language } from '../domain/card.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import type { DelivererDeps } from './deliverer-deps.ts';

/** What goes out as one message: one card's delivery, or those that one digest message lists. */
export interface Parcel {
  readonly id: string;
  readonly channelId: string;
  readonly nonce: string;
  readonly queuedAt: string;
  readonly state: DeliveryState;
  readonly deliveries: readonly [Delivery, ...Delivery[]];
}

/** Names the message that a delivery goes into. */
function parcelId({ id, channelId, digest }: Delivery): string {
  return digest === undefined ? id : `${channelId}:${digest.id}:${digest.part}`;
}

/** A digest message lists its deliveries in the order in which the digest names them. */
export function inOrder(deliveries: readonly [Delivery, ...Delivery[]]): Parcel['deliveries'] {
  const { digest } = deliveries[0];
  if (digest === undefined) return deliveries;
  const place = ({ articleId }: Delivery): number => digest.articleIds.indexOf(articleId);
  const [first, ...rest] = deliveries.toSorted((a, b) => place(a) - place(b));
  return first === undefined ? deliveries : [first, ...rest];
}

function toParcel(id: string, given: readonly [Delivery, ...Delivery[]]): Parcel {
  const deliveries = inOrder(given);
  const { channelId, nonce, queuedAt } = deliveries[0];
  // They change together; after a crash between two statements the one that was tried most speaks for all.
  const states = deliveries.map(({ state }) => state);
  const state = states.reduce((a, b) => (attemptsOf(b) > attemptsOf(a) ? b : a));
  return { id, channelId, nonce, queuedAt, state, deliveries };
}

/** One channel's queue as messages, in order: a digest's parts one after the other. */
export function parcelsOf(lane: readonly Delivery[]): readonly Parcel[] {
  const groups = new Map<string, [Delivery, ...Delivery[]]>();
  for (const delivery of lane) {
    const id = parcelId(delivery);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [delivery]);
    else group.push(delivery);
  }
  const part = (parcel: Parcel): number => parcel.deliveries[0].digest?.part ?? 0;
  return [...groups]
    .map(([id, deliveries]) => toParcel(id, deliveries))
    .sort((a, b) => a.queuedAt.localeCompare(b.queuedAt) || part(a) - part(b));
}

/** How often sending was tried. */
export function attemptsOf(state: DeliveryState): number {
  return 'attempts' in state ? state.attempts : 0;
}

/** How many deliveries these messages carry. */
export function countDeliveries(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
}

/** The same parcel in a new state. */
export function withState(parcel: Parcel, state: DeliveryState): Parcel {
  const [first, ...rest] = parcel.deliveries;
  const move = (delivery: Delivery): Delivery => ({ ...delivery, state });
  return { ...parcel, state, deliveries: [move(first), ...rest.map(move)] };
}

/** The message as the channel will see it. */
export function parcelMessage(
  { render }: Pick<DelivererDeps, 'render'>,
  [first, ...rest]: Parcel['deliveries'],
  language: Language,
): DiscordMessage {
  const { card, digest, occasion } = first;
  if (digest === undefined) return render(card, { language, occasion });
  const cards = [card, ...rest.map((delivery) => delivery.card)];
  return renderDigest(cards, { language, digest });
}
