import type { Card } from '../domain/card.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { ArticleRecord } from './articles.ts';

/** What stays of a document when its text goes: what recognises it, its title, numbers and days. */
export function erasedRecord(record: ArticleRecord): ArticleRecord {
  const { corrections: _changes, related: _letters, row: _row, ...kept } = record;
  const { article, verdict, summary, card } = record;
  return {
    ...kept,
    article: { ...article, body: '', attachments: [], isErased: true },
    verdict: { ...verdict, evidence: [], reasons: [] },
    summary: { ...summary, lead: null, points: [], next: [], commitments: [], keyFigures: [] },
    card: erasedCard(card),
  };
}

export function erasedDelivery(delivery: Delivery): Delivery {
  return { ...delivery, card: erasedCard(delivery.card), isErased: true };
}

/** What stays of a card that was posted. */
export function erasedCard({ related: _letters, ...card }: Card): Card {
  return {
    ...card,
    title: '',
    subject: '',
    recipient: null,
    proposal: null,
    points: [],
    next: [],
    attachments: [],
    alsoPublishedBy: [],
  };
}
