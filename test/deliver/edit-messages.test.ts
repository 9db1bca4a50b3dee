import { expect, test } from 'vitest';

import type { DiscordMessage } from '../../src/card/discord-message.ts';
import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { createDeliverer, type Deliverer } from '../../src/deliver/create-deliverer.ts';
import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import type { DelivererDeps, EditingDeps } from '../../src/deliver/deliverer-deps.ts';
import { editsFor } from '../../src/deliver/edits-for.ts';
import type { Card } from '../../src/domain/card.ts';
import {
  ChannelGoneError,
  PermanentError,
  TokenError,
  TransientError,
} from '../../src/domain/errors.ts';
import type { ArticleRecord } from '../../src/store/articles.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { composeSummary } from '../support/compose.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { someCard, someSubscription } from '../support/some-card.ts';

type Edit = EditingDeps['edit'];

interface Stage {
  readonly store: Store;
  readonly clock: { ms: number };
  readonly deliverer: Deliverer;
  readonly edited: { readonly messageId: string; readonly message: DiscordMessage }[];
  readonly posted: DiscordMessage[];
  /** Changes an article's card and queues the edits as the crawl does. */
  readonly change: (articleId: string, revision: number) => Promise<void>;
  readonly restart: (edit?: Edit) => Deliverer;
  readonly due: () => Promise<readonly (readonly [id: string, revision: number])[]>;
}

const titled = (articleId: string, revision: number): Card =>
  someCard({ articleId, revision, title: `答复 ${articleId}，第${revision}稿` });

function recordOf(card: Card): ArticleRecord {
  return {
    articleId: card.articleId,
    article: composeArticle({ title: card.title, body: '' }),
    verdict: { kind: 'reply', relevance: 'core', topics: [], evidence: [], reasons: [] },
    summary: composeSummary(),
    card,
    publications: [],
    firstSeenAt: '2026-03-01T00:00:00.000Z',
    sourceId: 's',
  };
}

/** Articles posted to channels; `fault` is thrown by edits until it gives nothing. */
async function stage(
  articleIds: readonly string[],
  options: { readonly channelIds?: readonly string[]; readonly fault?: () => unknown } = {},
): Promise<Stage> {
  const { channelIds = ['101'], fault = () => null } = options;
  const store = await openStore('memory:');
  const clock = { ms: Date.parse('2026-11-22T02:00:00.000Z') };
  const now = (): Date => new Date(clock.ms);
  const edited: Stage['edited'] = [];
  const posted: DiscordMessage[] = [];
  const subscriptions = channelIds.map((channelId) => someSubscription({ channelId }));
  for (const subscription of subscriptions) await store.subscriptions.save(subscription);
  const patch: Edit = async (_channelId, messageId, message) => {
    const error = fault();
    if (error !== null) throw error;
    edited.push({ messageId, message });
  };
  const restart = (edit = patch, changes: Partial<DelivererDeps> = {}): Deliverer =>
    createDeliverer({
      outbox: store.outbox,
      subscriptions: store.subscriptions,
      post: async (channelId, message) => {
        posted.push(message);
        return { messageId: `${channelId}-m${posted.length}` };
      },
      editing: { ...store, edit },
      render: renderDiscordMessage,
      now,
      random: () => 0,
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      ...changes,
    });
  const deliverer = restart();
  for (const articleId of articleIds) {
    const card = titled(articleId, 1);
    await store.articles.save(recordOf(card));
    await store.outbox.enqueue(deliveriesFor(card, subscriptions, { occasion: 'new', now: now() }));
  }
  await deliverer.drain();
  return {
    store,
    clock,
    deliverer,
    edited,
    posted,
    restart,
    async change(articleId, revision) {
      const card = titled(articleId, revision);
      await store.articles.save(recordOf(card));
      const all = await store.subscriptions.all();
      await store.edits.add(await editsFor(store.outbox, card, { subscriptions: all, now: now() }));
    },
    due: async () =>
      (await store.edits.all()).map(({ deliveryId, revision }) => [deliveryId, revision] as const),
  };
}

const minute = 60_000;

test('edits the posted message in place, silently, and posts nothing', async () => {
  const { deliverer, change, clock, edited, posted, store, due } = await stage(['a']);
  await change('a', 2);
  expect(await deliverer.drain()).toMatchObject({ edited: 0, nextAt: clock.ms + 30_000 });
  clock.ms += minute;
  expect(await deliverer.drain()).toMatchObject({ edited: 1, sent: 0 });
  expect(posted).toHaveLength(1);
  expect(edited.map(({ messageId }) => messageId)).toEqual(['101-m1']);
  expect(edited[0]?.message).toMatchObject({
    embeds: [{ title: '答复 a，第2稿' }],
    allowed_mentions: { parse: [] },
  });
  expect((await store.outbox.get('101:a:1'))?.card.revision).toBe(2);
  expect(await due()).toEqual([]);
});

test('several changes before its turn are one edit, to the last of them', async () => {
  const { deliverer, change, clock, edited } = await stage(['a']);
  for (const revision of [2, 3, 4]) await change('a', revision);
  clock.ms += minute;
  await deliverer.drain();
  await deliverer.drain();
  expect(edited.map(({ message }) => message.embeds[0].title)).toEqual(['答复 a，第4稿']);
});

test('edits one message of a channel at a time, channels beside each other', async () => {
  const { deliverer, change, clock, edited } = await stage(['a', 'b'], {
    channelIds: ['101', '102'],
  });
  await change('a', 2);
  await change('b', 2);
  clock.ms += minute;
  expect(await deliverer.drain()).toMatchObject({ edited: 2, nextAt: clock.ms + 2000 });
  expect(await deliverer.drain()).toMatchObject({ edited: 0 });
  clock.ms += 2000;
  expect(await deliverer.drain()).toMatchObject({ edited: 2 });
  expect(edited.map(({ message }) => message.embeds[0].title).sort()).toEqual([
    '答复 a，第2稿',
    '答复 a，第2稿',
    '答复 b，第2稿',
    '答复 b，第2稿',
  ]);
});

test('edits nothing in the channel as long as Discord requests, longer each time, and posts meanwhile', async () => {
  const faults: unknown[] = [1, 2].map(
    () => new TransientError('30046', { retryAfterMs: 60 * minute }),
  );
  const scene = await stage(['a', 'b'], { fault: () => faults.shift() ?? null });
  const { deliverer, change, clock, edited, store } = scene;
  await change('a', 2);
  await change('b', 2);
  clock.ms += minute;
  expect(await deliverer.drain()).toMatchObject({ edited: 0, nextAt: clock.ms + 60 * minute });
  expect(faults).toHaveLength(1);
  const fresh = deliveriesFor(titled('c', 1), await store.subscriptions.all(), {
    occasion: 'new',
    now: new Date(clock.ms),
  });
  await store.outbox.enqueue(fresh);
  expect(await deliverer.drain()).toMatchObject({ sent: 1, edited: 0 });
  expect(faults).toHaveLength(1);
  clock.ms += 60 * minute;
  await deliverer.drain();
  clock.ms += 60 * minute;
  await deliverer.drain();
  clock.ms += 2000;
  await deliverer.drain();
  expect(edited).toHaveLength(2);
});

test('a deleted message is never edited again', async () => {
  const calls: number[] = [];
  const { deliverer, change, clock, posted, due, store } = await stage(['a'], {
    fault: () => {
      calls.push(1);
      return new PermanentError('10008', { reason: 'unknown-message' });
    },
  });
  await change('a', 2);
  clock.ms += minute;
  await deliverer.drain();
  expect(await due()).toEqual([]);
  expect((await store.outbox.get('101:a:1'))?.state).toMatchObject({
    kind: 'sent',
    deletedAt: new Date(clock.ms).toISOString(),
  });
  await change('a', 3);
  expect(await due()).toEqual([]);
  await deliverer.drain();
  expect(calls).toHaveLength(1);
  expect(posted).toHaveLength(1);
});

test('pauses the channel when it may not be seen any more, and edits once it may', async () => {
  const faults: unknown[] = [new ChannelGoneError('50001', 'missing-access')];
  const { deliverer, change, clock, edited, store } = await stage(['a'], {
    fault: () => faults.shift() ?? null,
  });
  await change('a', 2);
  clock.ms += minute;
  await deliverer.drain();
  expect((await store.subscriptions.get('101'))?.paused?.reason).toBe('missing-access');
  await deliverer.drain();
  expect(edited).toEqual([]);
  await deliverer.resumeChannels(['101']);
  await deliverer.drain();
  expect(edited).toHaveLength(1);
});

test('stops everything when the token is refused and keeps the edit', async () => {
  const { deliverer, change, clock, due } = await stage(['a'], {
    fault: () => new TokenError(),
  });
  await change('a', 2);
  clock.ms += minute;
  expect(await deliverer.drain()).toMatchObject({ tokenRefused: true });
  expect(await due()).toEqual([['101:a:1', 2]]);
});

test.each([
  ['Discord refuses the new words', new PermanentError('50035', { reason: 'bad-form' }), 1],
  ['a bug repeats itself', new RangeError('bug'), 8],
])('gives an edit up when %s', async (_why, error, tries) => {
  const calls: number[] = [];
  const { deliverer, change, clock, due } = await stage(['a'], {
    fault: () => {
      calls.push(1);
      return error;
    },
  });
  await change('a', 2);
  for (let round = 0; round < 12; round += 1) {
    clock.ms += 60 * minute;
    await deliverer.drain();
  }
  expect(calls).toHaveLength(tries);
  expect(await due()).toEqual([]);
});

test('forgets the edits of a channel that was unsubscribed', async () => {
  const { deliverer, change, clock, edited, due, store } = await stage(['a']);
  await change('a', 2);
  await store.subscriptions.remove('101');
  clock.ms += minute;
  await deliverer.drain();
  expect(edited).toEqual([]);
  expect(await due()).toEqual([]);
});

test('an edit that was accepted and not recorded is made once more, to the same words', async () => {
  const { restart, change, clock, edited, store, due } = await stage(['a']);
  await change('a', 2);
  clock.ms += minute;
  const killed = new Error('killed');
  const dying = createDeliverer({
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    post: () => Promise.reject(new Error('posted')),
    editing: {
      edits: store.edits,
      articles: store.articles,
      outbox: { ...store.outbox, update: () => Promise.reject(killed) },
      edit: async (_channelId, messageId, message) => void edited.push({ messageId, message }),
    },
    render: renderDiscordMessage,
    now: () => new Date(clock.ms),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await expect(dying.drain()).rejects.toBe(killed);
  expect(await due()).toHaveLength(1);
  await restart().drain();
  expect(edited).toHaveLength(2);
  expect(edited[0]).toEqual(edited[1]);
  expect(await due()).toEqual([]);
});

test('a change during an edit is not lost', async () => {
  const scene = await stage(['a']);
  const { change, clock, edited, restart } = scene;
  await change('a', 2);
  clock.ms += minute;
  const deliverer = restart(async (_channelId, messageId, message) => {
    edited.push({ messageId, message });
    if (edited.length === 1) await change('a', 3);
  });
  await deliverer.drain();
  clock.ms += minute;
  await deliverer.drain();
  expect(edited.map(({ message }) => message.embeds[0].title)).toEqual([
    '答复 a，第2稿',
    '答复 a，第3稿',
  ]);
});

test('many channels: some at a time, all in the end, and no pass while nothing is due', async () => {
  const channelIds = Array.from({ length: 100 }, (_, index) => String(1000 + index));
  const { deliverer, change, clock, edited, store } = await stage(['a'], { channelIds });
  await change('a', 2);
  expect(await deliverer.drain()).toMatchObject({ edited: 0, nextAt: clock.ms + 30_000 });
  clock.ms += minute;
  const first = await deliverer.drain();
  expect(first.edited).toBeLessThan(60);
  expect(first.nextAt).toBe(clock.ms);
  for (let pass = 0; pass < 5; pass += 1) await deliverer.drain();
  expect(new Set(edited.map(({ messageId }) => messageId)).size).toBe(100);
  expect(edited).toHaveLength(100);
  for (const subscription of await store.subscriptions.all()) {
    const paused = { reason: 'moderator', since: '2026-11-22T02:00:00.000Z' } as const;
    await store.subscriptions.save({ ...subscription, paused });
  }
  await change('a', 3);
  clock.ms += minute;
  expect(await deliverer.drain()).toMatchObject({ edited: 0, nextAt: null });
});
