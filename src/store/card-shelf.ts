import type { Card } from '../domain/card.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { KeyValue } from './key-value.ts';
import { settingMany, type Write } from './together.ts';

/** A delivery as it is kept: which revision of its document's card it shows, and no copy of the card. */
export type StoredDelivery = Omit<Delivery, 'card'> & { readonly revision: number };

/** The cards that deliveries show, one for all channels. */
export interface CardShelf {
  /** Makes the cards of these ready to be written before they are written themselves. What is erased is so at once in every revision. */
  keeping(deliveries: readonly Delivery[]): Promise<readonly Write[]>;
  /** The same deliveries with their cards; one whose card is nowhere is left out. */
  complete(stored: readonly StoredDelivery[]): Promise<readonly Delivery[]>;
  /** Every revision up to these. */
  remove(cards: readonly Pick<Card, 'articleId' | 'revision'>[]): Promise<void>;
}

/** So many cards stay in memory, so that one that goes to many channels is read, and written, once. */
const KEPT_IN_MEMORY = 500;

function keyOf(articleId: string, revision: number): string {
  return `${articleId}:${revision}`;
}

function keysUpTo({
  articleId,
  revision,
}: Pick<Card, 'articleId' | 'revision'>): readonly string[] {
  return Array.from({ length: revision }, (_, index) => keyOf(articleId, index + 1));
}

/** What is kept of a delivery besides its card. */
export function withoutCard({ card, ...delivery }: Delivery): StoredDelivery {
  return { ...delivery, revision: card.revision };
}

export function createCardShelf(records: KeyValue<Card>): CardShelf {
  const recent = new Map<string, Card>();

  function remember(key: string, card: Card): void {
    recent.delete(key);
    recent.set(key, card);
    const [oldest] = recent.keys();
    if (recent.size > KEPT_IN_MEMORY && oldest !== undefined) recent.delete(oldest);
  }

  async function keepErased(delivery: Delivery): Promise<void> {
    const known = await records.getMany(keysUpTo(delivery.card));
    const erased = [...known].map(
      ([key, { revision }]) => [key, { ...delivery.card, revision }] as const,
    );
    await records.setMany(erased);
    for (const [key] of erased) recent.delete(key);
  }

  async function cardsOf(stored: readonly StoredDelivery[]): Promise<ReadonlyMap<string, Card>> {
    const found = new Map<string, Card>();
    const missing = new Set<string>();
    for (const { articleId, revision } of stored) {
      const key = keyOf(articleId, revision);
      const known = recent.get(key);
      if (known === undefined) missing.add(key);
      else found.set(key, known);
    }
    for (const [key, card] of await records.getMany([...missing])) {
      found.set(key, card);
      remember(key, card);
    }
    return found;
  }

  return {
    async keeping(deliveries) {
      const fresh = new Map<string, Card>();
      for (const { articleId, card } of deliveries) {
        const key = keyOf(articleId, card.revision);
        if (recent.get(key) !== card) fresh.set(key, card);
      }
      const erased = deliveries.filter(({ isErased }) => isErased === true);
      const one = new Map(erased.map((delivery) => [delivery.articleId, delivery]));
      for (const delivery of one.values()) await keepErased(delivery);
      return settingMany(
        {
          async setMany(entries) {
            await records.setMany(entries);
            for (const [key, card] of entries) remember(key, card);
          },
        },
        [...fresh],
      );
    },
    async complete(stored) {
      const cards = await cardsOf(stored);
      return stored.flatMap(({ revision, ...delivery }): readonly Delivery[] => {
        const card = cards.get(keyOf(delivery.articleId, revision));
        return card === undefined ? [] : [{ ...delivery, card }];
      });
    },
    async remove(cards) {
      const keys = cards.flatMap(keysUpTo);
      await records.deleteMany(keys);
      for (const key of keys) recent.delete(key);
    },
  };
}

const MOVED_AT_ONCE = 200;

/** Before version 7 of the store each delivery held a copy of its card. */
export async function moveCards(
  deliveries: KeyValue<StoredDelivery>,
  cards: KeyValue<Card>,
): Promise<void> {
  let batch: Delivery[] = [];
  async function move(): Promise<void> {
    // The cards first: a crash in between leaves them in both.
    await cards.setMany(
      batch.map(({ articleId, card }) => [keyOf(articleId, card.revision), card]),
    );
    await deliveries.setMany(batch.map((one) => [one.id, withoutCard(one)]));
    batch = [];
  }
  for await (const [, delivery] of deliveries.entries()) {
    if (hasCard(delivery)) batch.push(delivery);
    if (batch.length >= MOVED_AT_ONCE) await move();
  }
  await move();
}

function hasCard(delivery: StoredDelivery | Delivery): delivery is Delivery {
  return 'card' in delivery;
}
