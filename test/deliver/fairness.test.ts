import { expect, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { createDeliverer } from '../../src/deliver/create-deliverer.ts';
import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import type { DelivererDeps } from '../../src/deliver/deliverer-deps.ts';
import { StoreError, TransientError } from '../../src/domain/errors.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import type { EditStore } from '../../src/store/edits.ts';
import { openStore } from '../../src/store/open-store.ts';
import { someCard, someSubscription } from '../support/some-card.ts';

const START = Date.parse('2026-11-22T02:00:00.000Z');

/** Channels of servers, by their names: `a-0` to `a-9` are ten of server `a`. */
function channelsOf(guildId: string, count: number): readonly Subscription[] {
  return Array.from({ length: count }, (_, at) =>
    someSubscription({ guildId, channelId: `${guildId}-${at}` }),
  );
}

async function stage(changes: Partial<DelivererDeps> = {}) {
  const store = await openStore('memory:');
  const clock = { ms: START };
  const posted: string[] = [];
  const reads: string[] = [];
  const deps: DelivererDeps = {
    outbox: {
      ...store.outbox,
      waiting(channelId, limit) {
        reads.push(`${channelId} ${limit ?? 'all'}`);
        return store.outbox.waiting(channelId, limit);
      },
    },
    subscriptions: store.subscriptions,
    post: async (channelId, message) => {
      posted.push(`${channelId} ${message.embeds[0].title}`);
      return { messageId: String(posted.length) };
    },
    render: renderDiscordMessage,
    now: () => new Date(clock.ms),
    random: () => 0,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...changes,
  };
  async function queue(to: readonly Subscription[], articleIds: readonly string[]): Promise<void> {
    for (const one of to)
      if (!(await store.subscriptions.get(one.channelId))) await store.subscriptions.save(one);
    for (const articleId of articleIds) {
      clock.ms += 1;
      const card = someCard({ articleId, title: articleId });
      const now = new Date(clock.ms);
      await store.outbox.enqueue(deliveriesFor(card, to, { occasion: 'new', now }));
    }
  }
  const channels = (): readonly string[] => posted.map((one) => one.split(' ')[0] ?? '');
  return { store, clock, deps, posted, channels, reads, queue, deliverer: createDeliverer(deps) };
}

const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `c${at}`);

test('of many queues no channel is served twice before all were served once, oldest first in each', async () => {
  const { queue, deliverer, channels, posted } = await stage();
  await queue(channelsOf('a', 40), ids(3));
  await queue(channelsOf('b', 2), ids(3));
  expect(await deliverer.drain()).toMatchObject({ sent: 126, waiting: 0, isCut: false });
  const counts = new Map<string, number>();
  let furthestAhead = 0;
  for (const channelId of channels()) {
    counts.set(channelId, (counts.get(channelId) ?? 0) + 1);
    const least = counts.size < 42 ? 0 : Math.min(...counts.values());
    furthestAhead = Math.max(furthestAhead, (counts.get(channelId) ?? 0) - least);
  }
  // Of the turns that are under way at the same time one may end a round before another.
  expect(furthestAhead).toBeLessThanOrEqual(2);
  // Both servers have their turns at the beginning, although one has twenty times as many channels.
  expect(
    channels()
      .slice(0, 24)
      .filter((one) => one.startsWith('b-')),
  ).toHaveLength(2);
  const ofOne = posted.filter((one) => one.startsWith('a-7 '));
  expect(ofOne).toEqual(['a-7 c0', 'a-7 c1', 'a-7 c2']);
});

test('a card that is queued while others’ backlogs are sent goes out next, not behind them', async () => {
  let count = 0;
  const begun = Promise.withResolvers<void>();
  const world = await stage({
    post: async (channelId) => {
      count += 1;
      posts.push(channelId);
      if (count === 10) {
        await world.queue(channelsOf('late', 1), ['new']);
        world.deliverer.wake();
        begun.resolve();
      }
      return { messageId: String(count) };
    },
  });
  const posts: string[] = [];
  await world.queue(channelsOf('crowd', 100), ids(4));
  await world.deliverer.drain();
  await begun.promise;
  expect(posts).toHaveLength(401);
  // Of the turns that were under way when it came each may come first.
  expect(posts.indexOf('late-0')).toBeLessThan(10 + 2 * 24);
});

test('of a queue only the first delivery is read, and nothing of one that is held', async () => {
  const { store, queue, deliverer, reads, clock } = await stage();
  await queue(channelsOf('a', 1), ids(5));
  await deliverer.drain();
  expect(new Set(reads)).toEqual(new Set(['a-0 1']));
  expect(reads).toHaveLength(5);
  const paused = { reason: 'missing-permission', since: new Date(START).toISOString() } as const;
  await store.subscriptions.save(someSubscription({ guildId: 'b', channelId: 'b-0', paused }));
  await queue([someSubscription({ guildId: 'b', channelId: 'b-0', paused })], ids(3));
  reads.length = 0;
  for (let look = 0; look < 5; look += 1) {
    clock.ms += 60_000;
    expect(await deliverer.drain()).toMatchObject({ sent: 0, held: 3, waiting: 0 });
  }
  expect(reads).toEqual([]);
});

test('what a pause held is read once when it ends, not with each message', async () => {
  const { store, queue, deliverer, reads, clock } = await stage();
  await queue(channelsOf('a', 1), ids(15));
  // In doubt: each is looked up by itself and listed with no other.
  const since = new Date(START).toISOString();
  const doubt = { kind: 'held', reason: 'x', since, attempts: 1, firstPostAt: since } as const;
  const waiting = await store.outbox.waiting('a-0');
  await store.outbox.update(...waiting.map((one) => ({ ...one, state: doubt })));
  for (let pass = 0; pass < 3; pass += 1) {
    expect(await deliverer.drain()).toMatchObject({ sent: 5 });
    clock.ms += 5000;
  }
  expect(reads.filter((one) => one === 'a-0 all')).toHaveLength(1);
});

test('a channel whose first message waits for a time is not looked at before it, whatever wakes the deliverer', async () => {
  let isOut = true;
  const { queue, deliverer, reads, clock, channels } = await stage({
    post: async () => {
      if (isOut) throw new TransientError('503');
      return { messageId: 'm' };
    },
  });
  await queue(channelsOf('a', 3), ids(2));
  const { nextAt } = await deliverer.drain();
  expect(nextAt).toBe(clock.ms + 2000);
  reads.length = 0;
  for (let look = 0; look < 3; look += 1) expect(await deliverer.drain()).toMatchObject({ nextAt });
  expect(reads).toEqual([]);
  isOut = false;
  clock.ms = nextAt ?? 0;
  expect(await deliverer.drain()).toMatchObject({ sent: 6, waiting: 0 });
  expect(channels()).toEqual([]);
});

test('one channel gets five messages in five seconds, the others go on', async () => {
  const { queue, deliverer, channels, clock } = await stage();
  await queue(channelsOf('busy', 1), ids(12));
  await queue(channelsOf('a', 3), ids(2));
  const first = await deliverer.drain();
  expect(first).toMatchObject({ sent: 11, waiting: 7, nextAt: clock.ms + 5000 });
  clock.ms += 4999;
  expect(await deliverer.drain()).toMatchObject({ sent: 0, waiting: 7 });
  clock.ms += 1;
  expect(await deliverer.drain()).toMatchObject({ sent: 5, waiting: 2 });
  clock.ms += 5000;
  expect(await deliverer.drain()).toMatchObject({ sent: 2, waiting: 0, nextAt: null });
  expect(channels().filter((one) => one === 'busy-0')).toHaveLength(12);
});

test('who waits to work alone waits for few turns, and those behind it go on', async () => {
  const { queue, deliverer, channels } = await stage();
  await queue(channelsOf('a', 600), ids(2));
  const draining = deliverer.drain();
  const posted: number[] = [];
  for (let work = 0; work < 4; work += 1) {
    posted.push(await deliverer.betweenDeliveries(async () => channels().length));
  }
  const steps = posted.map((count, at) => count - (posted[at - 1] ?? 0));
  expect(Math.max(...steps)).toBeLessThanOrEqual(48);
  expect(Math.min(...steps.slice(1))).toBeGreaterThan(0);
  expect(await draining).toMatchObject({ sent: 1200, waiting: 0 });
});

test('edits have their turn before a long backlog is at its end', async () => {
  const edits: number[] = [];
  const world = await stage();
  const { store, clock, queue } = world;
  await queue(channelsOf('a', 1100), ids(2));
  const listing: EditStore = {
    ...store.edits,
    all() {
      edits.push(world.posted.length);
      return store.edits.all();
    },
  };
  const deliverer = createDeliverer({
    ...world.deps,
    editing: { ...store, edits: listing, edit: () => Promise.resolve() },
    now: () => new Date(clock.ms),
  });
  expect(await deliverer.drain()).toMatchObject({ sent: 2200 });
  expect(edits).toEqual([1000, 2000, 2200]);
});

test('what a failed write leaves unknown is listed anew, and nothing of it is lost', async () => {
  let isBroken = true;
  const world = await stage();
  const { store, queue } = world;
  await queue(channelsOf('a', 2), ids(2));
  const deliverer = createDeliverer({
    outbox: {
      ...store.outbox,
      update: async (...deliveries) => {
        if (isBroken && deliveries[0]?.state.kind === 'sent') throw new StoreError('no room');
        await store.outbox.update(...deliveries);
      },
    },
    subscriptions: store.subscriptions,
    post: async (channelId, _message, nonce) => {
      world.posted.push(`${channelId} ${nonce}`);
      return { messageId: nonce };
    },
    render: renderDiscordMessage,
    now: () => new Date(world.clock.ms),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  await expect(deliverer.drain()).rejects.toThrow(StoreError);
  isBroken = false;
  expect(await deliverer.drain()).toMatchObject({ sent: 4, waiting: 0 });
  // The nonce of what was posted before is the same.
  expect(new Set(world.posted).size).toBe(4);
});
