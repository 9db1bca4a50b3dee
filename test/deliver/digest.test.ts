import { expect, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import type { DiscordMessage } from '../../src/card/discord-message.ts';
import { createDeliverer, type Deliverer } from '../../src/deliver/create-deliverer.ts';
import type { DelivererDeps } from '../../src/deliver/deliverer-deps.ts';
import { editsFor } from '../../src/deliver/edits-for.ts';
import { digestFor } from '../../src/deliver/digest-for.ts';
import { ChannelGoneError, PermanentError, TransientError } from '../../src/domain/errors.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { composeSummary } from '../support/compose.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { someCard, someSubscription } from '../support/some-card.ts';
import { allPending } from '../support/all-pending.ts';

interface Stage {
  readonly store: Store;
  readonly clock: { ms: number };
  readonly posted: { readonly nonce: string; readonly message: DiscordMessage }[];
  readonly queue: (ids: readonly string[]) => Promise<void>;
  /** A process over the same store and channel. */
  readonly deliverer: (changes?: Partial<DelivererDeps>) => Deliverer;
}

const source = { id: 's', name: '青溪市 建议提案办理', url: 'https://www.qingxi.gov.cn/jyta/' };
const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `a${String(index).padStart(2, '0')}`);

async function stage(): Promise<Stage> {
  const store = await openStore('memory:');
  const clock = { ms: Date.parse('2026-11-22T02:00:00.000Z') };
  const posted: Stage['posted'] = [];
  const post: DelivererDeps['post'] = async (_channelId, message, nonce) => {
    if (!posted.some((each) => each.nonce === nonce)) posted.push({ nonce, message });
    return { messageId: `m${posted.findIndex((each) => each.nonce === nonce) + 1}` };
  };
  await store.subscriptions.save(someSubscription());
  return {
    store,
    clock,
    posted,
    async queue(articleIds) {
      clock.ms += 1;
      const messages = await digestFor(store.outbox, {
        cards: articleIds.map((articleId) => someCard({ articleId, title: `答复${articleId}。` })),
        source,
        subscriptions: await store.subscriptions.all(),
        now: new Date(clock.ms),
      });
      for (const message of messages) await store.outbox.enqueue(message);
    },
    deliverer: (changes = {}) =>
      createDeliverer({
        outbox: store.outbox,
        subscriptions: store.subscriptions,
        post,
        render: renderDiscordMessage,
        now: () => new Date(clock.ms),
        random: () => 0,
        logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
        ...changes,
      }),
  };
}

function listed({ posted }: Stage): readonly string[] {
  return posted.flatMap(({ message }) => message.embeds[0].description?.match(/a\d\d/gu) ?? []);
}

test('joins the deliveries of one digest message and records its id with each', async () => {
  const scene = await stage();
  await scene.queue(ids(60));
  expect(await scene.deliverer().drain()).toMatchObject({ sent: 60, waiting: 0 });
  expect(listed(scene)).toEqual(ids(60));
  expect(scene.posted.map(({ message }) => message.embeds[0].title.slice(-4))).toEqual(
    scene.posted.map((_, index) => ` ${index + 1}/${scene.posted.length}`),
  );
  const first = await scene.store.outbox.get('101:a00:1');
  const second = await scene.store.outbox.get('101:a01:1');
  expect(first?.state).toMatchObject({ kind: 'sent', messageId: 'm1' });
  expect(second?.state).toEqual(first?.state);
});

test('lists what was not queued before, and a single one as its card', async () => {
  const scene = await stage();
  await scene.queue(ids(4));
  await scene.queue(ids(6));
  await scene.queue(ids(7));
  await scene.queue(ids(7));
  await scene.deliverer().drain();
  expect(scene.posted).toHaveLength(3);
  expect(scene.posted[1]?.message.content).toContain('2 件相关答复');
  expect(scene.posted[2]?.message.embeds[0].title).toBe('答复a06。');
});

const crash = new Error('killed');

test.each([
  ['before the request', 'sending', 0],
  ['after Discord accepted, before we recorded it', 'sent', 1],
] as const)('exactly one message when the process dies %s', async (_when, kind, seen) => {
  const scene = await stage();
  await scene.queue(ids(5));
  const { outbox } = scene.store;
  const dying = scene.deliverer({
    outbox: {
      ...outbox,
      update: async (...deliveries) => {
        if (deliveries[0]?.state.kind === kind) throw crash;
        await outbox.update(...deliveries);
      },
    },
  });
  await expect(dying.drain()).rejects.toBe(crash);
  expect(scene.posted).toHaveLength(seen);
  scene.clock.ms += 20_000;
  expect(await scene.deliverer().drain()).toMatchObject({ sent: 5 });
  expect(scene.posted).toHaveLength(1);
  expect(listed(scene)).toEqual(ids(5));
});

test('half a record of what was sent does not post the other half again', async () => {
  const scene = await stage();
  await scene.queue(ids(5));
  const { outbox } = scene.store;
  const dying = scene.deliverer({
    outbox: {
      ...outbox,
      update: async (...deliveries) => {
        if (deliveries[0]?.state.kind !== 'sent') return outbox.update(...deliveries);
        await outbox.update(...deliveries.slice(0, 2));
        throw crash;
      },
    },
  });
  await expect(dying.drain()).rejects.toBe(crash);
  scene.clock.ms += 3_600_000;
  const searched: string[] = [];
  const again = scene.deliverer({
    post: () => Promise.reject(new Error('posted twice')),
    findRecentMessage: async (_channelId, { embeds: [embed] }) => {
      const [first] = scene.posted;
      searched.push(embed.title);
      const isSame = first?.message.embeds[0].footer.text === embed.footer.text;
      return isSame && first.message.embeds[0].title === embed.title ? { messageId: 'm1' } : null;
    },
  });
  expect(await again.drain()).toMatchObject({ sent: 3, waiting: 0 });
  expect(searched).toHaveLength(1);
});

test('waits as one, in its place', async () => {
  const scene = await stage();
  await scene.queue(ids(5));
  const faults = [new TransientError('503')];
  const { store } = scene;
  const deliverer = scene.deliverer({
    post: async (_channelId, message, nonce) => {
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
      scene.posted.push({ nonce, message });
      return { messageId: `m${scene.posted.length}` };
    },
  });
  expect(await deliverer.drain()).toMatchObject({ sent: 0, waiting: 5 });
  await scene.queue(['a90']);
  expect(await deliverer.drain()).toMatchObject({ sent: 0, waiting: 6 });
  scene.clock.ms += 2000;
  expect(await deliverer.drain()).toMatchObject({ sent: 6 });
  expect(scene.posted.map(({ message }) => message.embeds[0].title)).toEqual([
    expect.stringContaining('5 件'),
    '答复a90。',
  ]);
  expect(await allPending(store.outbox)).toEqual([]);
});

test('rests with its channel and goes out when the permission is back', async () => {
  const scene = await stage();
  await scene.queue(ids(5));
  const refusing = scene.deliverer({
    post: () => Promise.reject(new ChannelGoneError('403', 'missing-permission')),
  });
  expect(await refusing.drain()).toMatchObject({ held: 5 });
  const deliverer = scene.deliverer();
  await deliverer.resumeChannels(['101']);
  expect(await deliverer.drain()).toMatchObject({ sent: 5 });
  expect(listed(scene)).toEqual(ids(5));
});

test('becomes cards when Discord refuses it as a whole, so that one bad link costs one reply', async () => {
  const scene = await stage();
  await scene.queue(ids(4));
  const refused = new PermanentError('240000', { reason: 'blocked-link' });
  const deliverer = scene.deliverer({
    post: async (_channelId, message, nonce) => {
      if (JSON.stringify(message).includes('a02')) throw refused;
      scene.posted.push({ nonce, message });
      return { messageId: `m${scene.posted.length}` };
    },
  });
  expect(await deliverer.drain()).toMatchObject({ sent: 3, failed: 1, waiting: 0 });
  expect(scene.posted.map(({ message }) => message.embeds[0].title)).toEqual([
    '答复a00。',
    '答复a01。',
    '答复a03。',
  ]);
  expect(new Set(scene.posted.map(({ nonce }) => nonce)).size).toBe(3);
});

test('a change that a digest does not show edits nothing', async () => {
  const scene = await stage();
  await scene.queue(ids(3));
  const { store } = scene;
  await scene.deliverer().drain();
  const card = someCard({
    articleId: 'a01',
    revision: 2,
    title: '答复a01。',
    alsoPublishedBy: [{ agency: '云海省教育厅', url: source.url }],
  });
  await store.articles.save({
    articleId: 'a01',
    article: composeArticle({ title: card.title, body: '' }),
    verdict: { kind: 'reply', relevance: 'core', topics: [], evidence: [], reasons: [] },
    summary: composeSummary(),
    card,
    publications: [],
    firstSeenAt: '2026-03-01T00:00:00.000Z',
    sourceId: 's',
  });
  const subscriptions = await store.subscriptions.all();
  const now = new Date(scene.clock.ms);
  await store.edits.add(await editsFor(store.outbox, card, { subscriptions, now }));
  scene.clock.ms += 60_000;
  const edit = (): Promise<void> => Promise.reject(new Error('edited'));
  await scene.deliverer({ editing: { ...store, edit } }).drain();
  expect(await store.edits.all()).toEqual([]);
  expect((await store.outbox.get('101:a01:1'))?.card.revision).toBe(2);
});
