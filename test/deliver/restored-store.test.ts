import { PermissionFlagsBits } from 'discord.js';
import { expect, test } from 'vitest';

import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import { digestFor } from '../../src/deliver/digest-for.ts';
import type { Card } from '../../src/domain/card.ts';
import { TransientError } from '../../src/domain/errors.ts';
import type { FakeDiscord } from '../support/fake-discord.ts';
import { someCard } from '../support/some-card.ts';
import { delivererOn, discordForTest } from './deliverer-on-discord.ts';

const source = { id: 's', name: '青溪市 建议提案办理', url: 'https://www.qingxi.gov.cn/jyta/' };
const cards = Array.from({ length: 5 }, (_, at) =>
  someCard({
    articleId: `p-${at}123456789abcdef`,
    title: `关于第${at}号提案的答复`,
    url: `https://www.qingxi.gov.cn/jyta/${at}.html?from=list&no=${at}`,
  }),
);

/** A bot over a store of its own, that was last in use at some time. */
async function life(fake: FakeDiscord, aliveAt: Date | null) {
  const clock = { ahead: 0 };
  const { store, deliverer, subscription } = await delivererOn(fake, {
    aliveAt: () => aliveAt,
    now: () => new Date(Date.now() + clock.ahead),
  });
  return {
    clock,
    store,
    deliverer,
    queue: async (some: readonly Card[]): Promise<void> => {
      for (const card of some) {
        await store.outbox.enqueue(
          deliveriesFor(card, [subscription], { occasion: 'new', now: new Date() }),
        );
      }
    },
    digest: async (some: readonly Card[]): Promise<void> => {
      const input = { cards: some, source, subscriptions: [subscription], now: new Date() };
      for (const message of await digestFor(store.outbox, input)) {
        await store.outbox.enqueue(message);
      }
    },
  };
}

const anHourAgo = (): Date => new Date(Date.now() - 3_600_000);

test('what was posted after an older copy of the store was made is not posted again', async () => {
  const fake = await discordForTest();
  const before = await life(fake, null);
  await before.queue(cards.slice(0, 3));
  await before.deliverer.drain();

  const restored = await life(fake, anHourAgo());
  await restored.queue(cards);
  expect(await restored.deliverer.drain()).toMatchObject({ sent: 2 });
  const own = fake.messages(fake.channelId).filter(({ embeds }) => embeds.length > 0);
  expect(own).toHaveLength(5);
  const [first] = cards;
  const known = await restored.store.outbox.get(`${fake.channelId}:${first?.articleId}:1`);
  expect(known?.state).toMatchObject({ kind: 'sent', messageId: own[0]?.id });
});

test('what a digest listed is not posted again as cards', async () => {
  const fake = await discordForTest();
  const before = await life(fake, null);
  await before.digest(cards);
  await before.deliverer.drain();
  const digests = fake.messages(fake.channelId).length;

  const restored = await life(fake, anHourAgo());
  await restored.queue(cards);
  await restored.deliverer.drain();
  expect(fake.messages(fake.channelId)).toHaveLength(digests);
});

test('a channel that cannot be read just now waits; one that may not be read is posted to', async () => {
  const fake = await discordForTest();
  const before = await life(fake, null);
  await before.queue(cards.slice(0, 1));
  await before.deliverer.drain();

  const restored = await life(fake, anHourAgo());
  await restored.queue(cards.slice(0, 2));
  fake.failNext({ method: 'GET', route: '/messages', status: 500 });
  expect(await restored.deliverer.drain()).toMatchObject({ sent: 0, waiting: 2 });
  restored.clock.ahead += 60_000;
  expect(await restored.deliverer.drain()).toMatchObject({ sent: 1, waiting: 0 });
  expect(fake.messages(fake.channelId)).toHaveLength(2);

  const blind = await life(fake, anHourAgo());
  fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.ReadMessageHistory });
  await blind.queue(cards.slice(2, 3));
  expect(await blind.deliverer.drain()).toMatchObject({ sent: 1 });
});

test('while Discord is out, the channel is read less and less often', async () => {
  let now = new Date('2026-11-23T08:00:00Z');
  const out = (): Promise<never> => Promise.reject(new TransientError('Discord not reached'));
  const { store, deliverer, subscription } = await delivererOn(await discordForTest(), {
    post: out,
    listPosted: out,
    aliveAt: () => now,
    now: () => now,
  });
  const [card] = cards;
  if (card === undefined) throw new Error('no card');
  await store.outbox.enqueue(deliveriesFor(card, [subscription], { occasion: 'new', now }));
  const waits: number[] = [];
  for (let pass = 0; pass < 12; pass += 1) {
    const { nextAt } = await deliverer.drain();
    waits.push(((nextAt ?? 0) - now.getTime()) / 1000);
    // Whatever wakes the deliverer before that time, nothing is read.
    expect(await deliverer.drain()).toMatchObject({ nextAt });
    now = new Date(nextAt ?? 0);
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
});
