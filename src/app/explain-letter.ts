import { deliveryId } from '../domain/delivery.ts';
import { traceLetter } from '../upkeep/trace-letter.ts';
import { missesOf } from '../deliver/matches-subscription.ts';
import { isFor } from '../domain/audience.ts';
import type { LetterTrace } from '../domain/explanation.ts';
import type { Source } from '../domain/source.ts';
import type { Stores } from '../store/compose-stores.ts';

/** Where the answer is to be shown; null for the operator, who sees everything and no channel. */
export interface Asker {
  readonly guildId: string;
  readonly channelId: string;
}

/** What happened to a letter, from the list that showed it to the message in a channel. */
export async function explainLetter(
  { store, sources }: { readonly store: Stores; readonly sources: readonly Source[] },
  target: string,
  asker: Asker | null,
): Promise<LetterTrace> {
  const guildId = asker?.guildId ?? null;
  const shown = sources.filter((source) => guildId === null || isFor(source, guildId));
  const { entries, record } = await traceLetter(store, target, { sources: shown, guildId });
  const card = record?.card ?? null;
  const evidence = record?.verdict.evidence ?? [];
  const corrections = record?.corrections ?? [];
  const known = { entries, card, evidence, corrections };
  if (asker === null || card === null) return { ...known, channel: null };
  const here = await store.subscriptions.get(asker.channelId);
  // A channel's id says nothing of the server that it is in.
  const subscription = here?.guildId === asker.guildId ? here : null;
  const delivery = await store.outbox.get(deliveryId(asker.channelId, card.articleId));
  const misses = subscription === null ? [] : missesOf(card, subscription);
  return {
    ...known,
    channel: { subscription, misses, delivery: delivery?.state ?? null },
  };
}
