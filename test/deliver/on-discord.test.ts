import { expect, test } from 'vitest';

import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import { digestFor } from '../../src/deliver/digest-for.ts';
import { editsFor } from '../../src/deliver/edits-for.ts';
import type { Card } from '../../src/domain/card.ts';
import { composeSummary } from '../support/compose.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { someCard } from '../support/some-card.ts';
import { delivererOn, discordForTest } from './deliverer-on-discord.ts';

/** The deliverer against a Discord that checks every body and answers as the real one. */
async function stage() {
  const fake = await discordForTest();
  const clock = { ahead: 0 };
  const now = (): Date => new Date(Date.now() + clock.ahead);
  const { store, deliverer, subscription } = await delivererOn(fake, { now });
  async function save(card: Card): Promise<void> {
    await store.articles.save({
      articleId: card.articleId,
      article: composeArticle({ title: card.title, body: '' }),
      verdict: { kind: 'reply', relevance: 'core', topics: [], evidence: [], reasons: [] },
      summary: composeSummary(),
      card,
      publications: [],
      firstSeenAt: '2026-03-01T00:00:00.000Z',
      sourceId: 's',
    });
  }
  return {
    fake,
    store,
    deliverer,
    clock,
    post: async (card: Card): Promise<void> => {
      await save(card);
      const deliveries = deliveriesFor(card, [subscription], { occasion: 'new', now: now() });
      await store.outbox.enqueue(deliveries);
      await deliverer.drain();
    },
    digest: async (cards: readonly Card[]): Promise<void> => {
      const source = {
        id: 's',
        name: '青溪市 建议提案办理',
        url: 'https://www.qingxi.gov.cn/jyta/',
      };
      for (const card of cards) await save(card);
      const input = { cards, source, subscriptions: [subscription], now: now() };
      const messages = await digestFor(store.outbox, input);
      for (const message of messages) await store.outbox.enqueue(message);
    },
    change: async (card: Card): Promise<void> => {
      await save(card);
      const options = { subscriptions: [subscription], now: now() };
      await store.edits.add(await editsFor(store.outbox, card, options));
      clock.ahead += 60_000;
    },
  };
}

const clone = someCard({ issues: ['mirror'], url: 'https://www.copies.example.com/1.html' });
const official = someCard({ revision: 2 });

test('an edit gives a card its official page, its button and no mention', async () => {
  const { fake, post, change, deliverer } = await stage();
  await post(clone);
  expect(fake.messages(fake.channelId)[0]?.components).toEqual([]);
  await change(official);
  expect(await deliverer.drain()).toMatchObject({ edited: 1, sent: 0 });
  const [message, ...others] = fake.messages(fake.channelId);
  expect(others).toEqual([]);
  expect(message?.editedAt).not.toBeNull();
  expect(JSON.stringify(message?.components)).toContain(official.url);
  expect(JSON.stringify(message?.embeds)).not.toContain('copies.example.com');
  const patch = fake.requests.find(({ method }) => method === 'PATCH');
  expect(patch?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  expect(fake.violations).toEqual([]);
});

test('too many edits of old messages: waits an hour, then edits', async () => {
  const { fake, post, change, deliverer, clock } = await stage();
  await post(clone);
  await change(official);
  fake.failNext({
    method: 'PATCH',
    route: '/messages/',
    status: 429,
    code: 30_046,
    retryAfter: 3600,
  });
  const { edited, nextAt } = await deliverer.drain();
  expect(edited).toBe(0);
  expect((nextAt ?? 0) - (Date.now() + clock.ahead)).toBeGreaterThan(3_500_000);
  expect(await deliverer.drain()).toMatchObject({ edited: 0 });
  expect(fake.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
});

test('a deleted message is not edited again and not posted again', async () => {
  const { fake, post, change, deliverer, store } = await stage();
  await post(clone);
  fake.deleteMessage(fake.messages(fake.channelId)[0]?.id ?? '');
  await change(official);
  await deliverer.drain();
  await change(someCard({ revision: 3 }));
  await deliverer.drain();
  expect(fake.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  expect(fake.messages(fake.channelId)).toEqual([]);
  expect(await store.edits.all()).toEqual([]);
});

test('a digest is valid for Discord, found again after a lost answer, and edited in place', async () => {
  const { fake, digest, change, deliverer, clock } = await stage();
  const cards = Array.from({ length: 40 }, (_, index) =>
    someCard({ ...clone, articleId: `a${index}`, title: `对市政协第${100 + index}号提案的答复` }),
  );
  await digest(cards);
  fake.failNext({ method: 'POST', route: '/messages', how: 'reset', applied: true });
  expect(await deliverer.drain()).toMatchObject({ sent: 0 });
  // After the nonce's time only reading the channel shows it.
  clock.ahead += 3_600_000;
  expect(await deliverer.drain()).toMatchObject({ sent: 40 });
  const titles = fake.messages(fake.channelId).map(({ embeds }) => String(embeds[0]?.['title']));
  expect(new Set(titles).size).toBe(titles.length);
  await change(someCard({ articleId: 'a3', revision: 2, title: '对市政协第103号提案的答复' }));
  expect(await deliverer.drain()).toMatchObject({ edited: 1 });
  const text = JSON.stringify(fake.messages(fake.channelId));
  expect(text).toContain('[对市政协第103号提案的答复](https://jyj.example.gov.cn/reply/1.html)');
  expect(text).toContain('对市政协第104号提案的答复（转载副本）');
  expect(fake.violations).toEqual([]);
});
