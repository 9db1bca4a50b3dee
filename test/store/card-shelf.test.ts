import { expect, onTestFinished, test } from 'vitest';

import type { Card } from '../../src/domain/card.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import { moveCards, type StoredDelivery } from '../../src/store/card-shelf.ts';
import { createKeyValue, type KeyValue } from '../../src/store/key-value.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { composeDelivery } from '../support/compose.ts';
import { someCard } from '../support/some-card.ts';
import { listOf, sent } from './contract.ts';
import { allPending } from '../support/all-pending.ts';

function records<T>(namespace: string): KeyValue<T> {
  const kept = createKeyValue<T>(new Map(), { namespace, version: 1 });
  onTestFinished(() => kept.close());
  return kept;
}

function stage() {
  const pending = records<StoredDelivery>('pending');
  const ledger = records<StoredDelivery>('ledger');
  const cards = records<Card>('cards');
  const open = () => createOutbox({ pending, ledger, cards });
  return { pending, ledger, cards, open, outbox: open() };
}

const card = someCard({ articleId: 'a' });
const toChannel = (channelId: string, shown = card): Delivery =>
  composeDelivery({ articleId: shown.articleId, channelId, card: shown });

test('a card that goes to many channels is kept once', async () => {
  const { pending, cards, open, outbox } = stage();
  const deliveries = Array.from({ length: 50 }, (_, index) => toChannel(String(index + 100)));
  await outbox.enqueue(deliveries);
  expect(await listOf(cards.entries())).toEqual([['a:1', card]]);
  for (const [, stored] of await listOf(pending.entries())) {
    expect(stored).not.toHaveProperty('card');
    expect(JSON.stringify(stored).length).toBeLessThan(350);
  }
  // Also by a process that was not there when it was queued.
  expect(await allPending(open())).toEqual(deliveries);
});

test('each channel has the revision that it shows', async () => {
  const { open, outbox } = stage();
  const [first, second] = [toChannel('1'), toChannel('2')];
  await outbox.enqueue([first, second]);
  const newer = someCard({ articleId: 'a', revision: 2, title: '又一稿' });
  await outbox.update({ ...sent(first), card: newer });
  await outbox.update(sent(second));
  const found = await open().getMany([first.id, second.id]);
  expect(found.get(first.id)?.card).toEqual(newer);
  expect(found.get(second.id)?.card).toEqual(card);
});

test('what is erased is so in every revision, what is removed leaves none', async () => {
  const { cards, open, outbox } = stage();
  const other = toChannel('1', someCard({ articleId: 'b' }));
  await outbox.enqueue([toChannel('1'), toChannel('2'), other]);
  const newer = someCard({ articleId: 'a', revision: 2 });
  await outbox.update({ ...sent(toChannel('1')), card: newer });
  const erased: Delivery = {
    ...sent(toChannel('1')),
    card: { ...newer, title: '', points: [] },
    isErased: true,
  };
  await outbox.update(erased);
  const found = await open().getMany(['1:a:1', '2:a:1']);
  expect([...found.values()].map((one) => one.card.title)).toEqual(['', '']);
  await outbox.remove([toChannel('1'), toChannel('2')]);
  await outbox.removeCards([newer]);
  expect((await listOf(cards.entries())).map(([key]) => key)).toEqual(['b:1']);
  expect(await allPending(open())).toEqual([other]);
});

test('cards that an older program kept with each delivery are moved, once', async () => {
  const { pending, ledger, cards, open } = stage();
  const old = createKeyValue<Delivery>(new Map(), { namespace: 'pending', version: 1 });
  await old.set('1:a:1', toChannel('1'));
  for await (const [key, delivery] of old.entries()) {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the older program left it
    await pending.set(key, delivery as unknown as StoredDelivery);
  }
  for (let time = 0; time < 2; time += 1) {
    await moveCards(ledger, cards);
    await moveCards(pending, cards);
  }
  expect(await allPending(open())).toEqual([toChannel('1')]);
  expect((await listOf(pending.entries()))[0]?.[1]).not.toHaveProperty('card');
});
