import type { Card } from '../domain/card.ts';

/** Colors of the bar on the left: replies by how near they are to double reduction, the rest in gray-blue. */
export const CARD_COLORS = {
  core: 0x2f9e6e,
  related: 0x3b82c4,
  adjacent: 0x8a6fc9,
  none: 0x8b95a1,
  otherKind: 0xb8862b,
} as const;

/** The color of the bar beside a card. */
export function cardColor(card: Pick<Card, 'kind' | 'relevance'>): number {
  if (card.relevance === 'none') return CARD_COLORS.none;
  return card.kind === 'reply' ? CARD_COLORS[card.relevance] : CARD_COLORS.otherKind;
}
