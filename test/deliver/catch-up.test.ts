import { expect, test } from 'vitest';

import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import type { PauseReason } from '../../src/domain/subscription.ts';
import { someCard } from '../support/some-card.ts';
import { delivererOn, discordForTest } from './deliverer-on-discord.ts';
import { allPending } from '../support/all-pending.ts';

const since = '2026-11-01T00:00:00.000Z';

/** A channel that was paused while so many letters came, and was resumed. */
async function resumed(count: number, reason: PauseReason) {
  const fake = await discordForTest();
  const { store, deliverer, subscription } = await delivererOn(fake, {
    subscription: { language: 'zh-CN', paused: { reason, since } },
  });
  for (let at = 0; at < count; at += 1) {
    const card = someCard({
      articleId: `p-${String(at).padStart(3, '0')}456789`,
      title: `关于第${at + 1}号提案的答复`,
      url: `https://www.qingxi.gov.cn/jyta/${at}.html`,
    });
    const now = new Date(Date.parse(since) + at * 60_000);
    await store.outbox.enqueue(deliveriesFor(card, [subscription], { occasion: 'new', now }));
  }
  const paused = await deliverer.drain();
  const isResumed = await deliverer.resumeChannels([fake.channelId]);
  const after = await deliverer.drain();
  return { fake, store, deliverer, paused, isResumed, after };
}

test('what came while the bot was out of the server is posted when it is invited back', async () => {
  const { fake, paused, isResumed, after } = await resumed(4, 'guild-removed');
  expect([paused.held, isResumed, after.sent]).toEqual([4, 1, 4]);
  expect(fake.messages(fake.channelId)).toHaveLength(4);
});

test('what came in months is listed in few messages, each letter once', async () => {
  const { fake, store, deliverer, after } = await resumed(75, 'missing-permission');
  expect(after.sent).toBe(75);
  const messages = fake.messages(fake.channelId);
  expect(messages.length).toBeLessThan(6);
  expect(messages[0]?.content).toContain('暂停期间共有 75 件相关答复');
  const text = messages.map(({ embeds }) => String(embeds[0]?.['description'])).join('\n');
  for (let at = 0; at < 75; at += 1) {
    expect(text.split(`/jyta/${at}.html`)).toHaveLength(2);
  }
  expect(await deliverer.drain()).toMatchObject({ sent: 0 });
  expect(await allPending(store.outbox)).toEqual([]);
});

test('a pause by a moderator ends only by a moderator', async () => {
  const { fake, isResumed } = await resumed(3, 'moderator');
  expect(isResumed).toBe(0);
  expect(fake.messages(fake.channelId)).toEqual([]);
});
