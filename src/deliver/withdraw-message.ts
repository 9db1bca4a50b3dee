import { renderWithdrawn } from '../card/render-withdrawn.ts';
import type { DiscordMessage } from '../card/discord-message.ts';
import type { Language } from '../domain/card.ts';
import { type Delivery, deliveryId } from '../domain/delivery.ts';
import type { Outbox } from '../store/outbox.ts';
import type { WithdrawnMessage } from '../store/edits.ts';
import type { DelivererDeps } from './deliverer-deps.ts';
import { inDigestOrder, renderOutgoing } from './outgoing-messages.ts';

/** A message without the document that was forgotten: a digest lists the others, a card says that it was withdrawn. */
export async function withoutForgotten(
  deps: Pick<DelivererDeps, 'render'> & { readonly outbox: Pick<Outbox, 'getMany'> },
  { channelId, withdrawn }: { readonly channelId: string; readonly withdrawn: WithdrawnMessage },
  language: Language,
): Promise<{ readonly message: DiscordMessage; readonly deliveries: readonly Delivery[] }> {
  const { messageId, digest } = withdrawn;
  const ids = digest?.articleIds.map((articleId) => deliveryId(channelId, articleId)) ?? [];
  const known = await deps.outbox.getMany(ids);
  const listed = [...known.values()].filter(
    ({ state }) => state.kind === 'sent' && state.messageId === messageId,
  );
  const [first, ...rest] = listed;
  // Of an old digest nobody knows any more what else it says.
  const isUnknown = first === undefined || listed.some(({ isErased }) => isErased === true);
  if (isUnknown) return { message: renderWithdrawn(language), deliveries: listed };
  const deliveries = inDigestOrder([first, ...rest]);
  return { message: renderOutgoing(deps, deliveries, language), deliveries };
}
