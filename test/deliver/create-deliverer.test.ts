import { expect, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { createDeliverer, type Deliverer } from '../../src/deliver/create-deliverer.ts';
import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import type { DelivererDeps } from '../../src/deliver/deliverer-deps.ts';
import {
  ChannelGoneError,
  PermanentError,
  TokenError,
  TransientError,
  StoreError,
} from '../../src/domain/errors.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { someCard, someSubscription } from '../support/some-card.ts';

type Post = DelivererDeps['post'];

interface Stage {
  readonly store: Store;
  readonly deliverer: Deliverer;
  /** What the channels show. */
  readonly posted: { readonly channelId: string; readonly title: string; readonly nonce: string }[];
  readonly clock: { ms: number };
  readonly queue: (channelIds: readonly string[], articleIds: readonly string[]) => Promise<void>;
  readonly stateOf: (id: string) => Promise<unknown>;
  /** A new process over the same store. */
  readonly restart: (changes?: Partial<DelivererDeps>) => Deliverer;
}

const START = Date.parse('2026-11-22T02:00:00.000Z');

/** A channel that keeps messages and knows nonces for a while, as Discord does. */
async function stage(
  changes: Partial<DelivererDeps> & { readonly fault?: Post } = {},
): Promise<Stage> {
  const store = await openStore('memory:');
  const clock = { ms: START };
  const posted: Stage['posted'] = [];
  const take: Post = async (channelId, message, nonce) => {
    const title = message.embeds[0].title;
    if (!posted.some((each) => each.nonce === nonce)) posted.push({ channelId, title, nonce });
    return { messageId: `m${posted.findIndex((each) => each.nonce === nonce) + 1}` };
  };
  const { fault, ...others } = changes;
  const deps: DelivererDeps = {
    outbox: store.outbox,
    subscriptions: store.subscriptions,
    post: async (...call) => {
      await fault?.(...call);
      return take(...call);
    },
    render: renderDiscordMessage,
    now: () => new Date(clock.ms),
    random: () => 0,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ...others,
  };
  return {
    store,
    deliverer: createDeliverer(deps),
    posted,
    clock,
    queue: async (channelIds, articleIds) => {
      const subscriptions = channelIds.map((channelId) => someSubscription({ channelId }));
      for (const subscription of subscriptions) {
        const known = await store.subscriptions.get(subscription.channelId);
        if (known === null) await store.subscriptions.save(subscription);
      }
      for (const articleId of articleIds) {
        clock.ms += 1;
        const card = someCard({ articleId, title: `答复 ${articleId}` });
        const now = new Date(clock.ms);
        await store.outbox.enqueue(deliveriesFor(card, subscriptions, { occasion: 'new', now }));
      }
    },
    stateOf: async (id) => (await store.outbox.get(id))?.state,
    restart: (again = {}) => createDeliverer({ ...deps, post: take, ...again }),
  };
}

/** Throws these, one for each call, then lets everything pass. */
function failing(errors: readonly unknown[], channelId?: string): Post {
  const left = [...errors];
  return async (to) => {
    if (channelId !== undefined && to !== channelId) return { messageId: '' };
    const error = left.shift();
    if (error !== undefined) throw error;
    return { messageId: '' };
  };
}

test('posts what is queued in the order in which it was queued and records the message ids', async () => {
  const { deliverer, queue, posted, stateOf } = await stage();
  await queue(['101'], ['a', 'b', 'c']);
  expect(await deliverer.drain()).toMatchObject({ sent: 3, waiting: 0, nextAt: null });
  expect(posted.map(({ title }) => title)).toEqual(['答复 a', '答复 b', '答复 c']);
  expect(await stateOf('101:b:1')).toMatchObject({ kind: 'sent', messageId: 'm2' });
});

test('writes "sending" before the request leaves', async () => {
  const seen: unknown[] = [];
  const { store, deliverer, queue } = await stage({
    fault: async () => {
      seen.push((await store.outbox.get('101:a:1'))?.state);
      return { messageId: '' };
    },
  });
  await queue(['101'], ['a']);
  await deliverer.drain();
  expect(seen).toMatchObject([{ kind: 'sending', attempts: 1 }]);
});

test('waits longer after each failure, keeps the order and loses nothing', async () => {
  const fault = failing([new TransientError('503'), new TransientError('503')]);
  const { deliverer, queue, posted, clock } = await stage({ fault });
  await queue(['101'], ['a', 'b']);
  const first = await deliverer.drain();
  expect(first).toMatchObject({ sent: 0, waiting: 2, nextAt: clock.ms + 2000 });
  expect(await deliverer.drain()).toMatchObject({ sent: 0, waiting: 2 });
  clock.ms += 2000;
  expect(await deliverer.drain()).toMatchObject({ sent: 0, nextAt: clock.ms + 4000 });
  clock.ms += 4000;
  expect(await deliverer.drain()).toMatchObject({ sent: 2, waiting: 0 });
  expect(posted.map(({ title }) => title)).toEqual(['答复 a', '答复 b']);
});

test('waits as long as Discord requests', async () => {
  const fault = failing([new TransientError('429', { retryAfterMs: 3_600_000 })]);
  const { deliverer, queue, clock } = await stage({ fault });
  await queue(['101'], ['a']);
  expect(await deliverer.drain()).toMatchObject({ nextAt: clock.ms + 3_600_000 });
});

test('lets no bad channel delay the others', async () => {
  const fault = failing([new TransientError('503')], '101');
  const { deliverer, queue, posted } = await stage({ fault });
  await queue(['101', '102', '103'], ['a']);
  expect(await deliverer.drain()).toMatchObject({ sent: 2, waiting: 1 });
  expect(posted.map(({ channelId }) => channelId).sort()).toEqual(['102', '103']);
});

test('pauses the subscription when a permission is gone, holds its cards and sends them once it is back', async () => {
  const fault = failing([new ChannelGoneError('403', 'missing-permission')]);
  const { deliverer, queue, posted, store, stateOf } = await stage({ fault });
  await queue(['101'], ['a', 'b']);
  expect(await deliverer.drain()).toMatchObject({ sent: 0, held: 2, nextAt: null });
  const paused = await store.subscriptions.get('101');
  expect(paused?.paused?.reason).toBe('missing-permission');
  await queue(['101'], ['c']);
  await deliverer.drain();
  expect(posted).toEqual([]);
  expect(await stateOf('101:c:1')).toMatchObject({ kind: 'held', reason: 'missing-permission' });

  expect(await deliverer.resumeChannels(['101', '102'])).toBe(1);
  await deliverer.drain();
  expect(posted.map(({ title }) => title)).toEqual(['答复 a', '答复 b', '答复 c']);
});

test('does not end a pause that a moderator wished', async () => {
  const { deliverer, store } = await stage();
  const paused = { reason: 'moderator', since: '2026-11-01T00:00:00.000Z' } as const;
  await store.subscriptions.save(someSubscription({ paused }));
  expect(await deliverer.resumeChannels(['101'])).toBe(0);
});

test('sets a card aside that Discord refuses and goes on with the next', async () => {
  const fault = failing([new PermanentError('50035', { reason: 'bad-form' })]);
  const { deliverer, queue, posted, stateOf, store } = await stage({ fault });
  await queue(['101'], ['a', 'b']);
  expect(await deliverer.drain()).toMatchObject({ sent: 1, failed: 1 });
  expect(await stateOf('101:a:1')).toMatchObject({ kind: 'failed', reason: 'bad-form' });
  expect(posted).toHaveLength(1);
  expect((await store.subscriptions.get('101'))?.paused).toBeNull();
});

test('stops all posting when the token is refused and keeps everything', async () => {
  const fault = failing([new TokenError()], '101');
  const { deliverer, queue, stateOf } = await stage({ fault });
  await queue(['101'], ['a', 'b']);
  expect(await deliverer.drain()).toMatchObject({ sent: 0, tokenRefused: true });
  expect(await deliverer.drain()).toMatchObject({ sent: 0, tokenRefused: true });
  expect(await stateOf('101:a:1')).toMatchObject({ kind: 'queued' });
});

test('drops what is left for a channel that was unsubscribed', async () => {
  const { deliverer, queue, posted, store, stateOf } = await stage();
  await queue(['101'], ['a']);
  await store.subscriptions.remove('101');
  await deliverer.drain();
  expect(posted).toEqual([]);
  expect(await stateOf('101:a:1')).toMatchObject({ kind: 'failed', reason: 'unsubscribed' });
});

test('a bug blocks a channel for some attempts only', async () => {
  const fault = failing(Array.from({ length: 20 }, () => new RangeError('bug')));
  const { deliverer, queue, clock, stateOf } = await stage({ fault });
  await queue(['101'], ['a']);
  for (let round = 0; round < 8; round += 1) {
    await deliverer.drain();
    clock.ms += 3_600_000;
  }
  expect(await stateOf('101:a:1')).toMatchObject({ kind: 'failed', reason: 'unexpected-error' });
});

const crash = new Error('killed');

/** An outbox whose process dies when it writes this state. */
function dyingAt(store: Store, kind: 'sending' | 'sent'): DelivererDeps['outbox'] {
  return {
    ...store.outbox,
    update: async (delivery) => {
      if (delivery.state.kind === kind) throw crash;
      await store.outbox.update(delivery);
    },
  };
}

test.each([
  ['before the request', 'sending'],
  ['after Discord accepted, before we recorded it', 'sent'],
] as const)('posts exactly once when the process dies %s', async (_when, kind) => {
  const first = await stage();
  await first.queue(['101'], ['a']);
  const dying = first.restart({ outbox: dyingAt(first.store, kind) });
  await expect(dying.drain()).rejects.toBe(crash);
  expect(first.posted).toHaveLength(kind === 'sent' ? 1 : 0);
  first.clock.ms += 20_000;
  expect(await first.restart().drain()).toMatchObject({ sent: 1 });
  expect(first.posted).toHaveLength(1);
  expect(await first.stateOf('101:a:1')).toMatchObject({ kind: 'sent', messageId: 'm1' });
});

test('reads the channel before posting again when the crash is older than the nonce', async () => {
  const first = await stage();
  await first.queue(['101'], ['a']);
  const dying = first.restart({ outbox: dyingAt(first.store, 'sent') });
  await expect(dying.drain()).rejects.toBe(crash);
  first.clock.ms += 3_600_000;
  const searches: unknown[] = [];
  const again = first.restart({
    post: () => Promise.reject(new Error('posted twice')),
    findRecentMessage: async (channelId, message, since) => {
      searches.push([channelId, message.embeds[0].title, since.getTime()]);
      return { messageId: 'found' };
    },
  });
  expect(await again.drain()).toMatchObject({ sent: 1 });
  expect(searches).toEqual([['101', '答复 a', START + 1]]);
  expect(await first.stateOf('101:a:1')).toMatchObject({ kind: 'sent', messageId: 'found' });
});

test('posts again when the channel does not show the card', async () => {
  const fault = failing([new TransientError('reset')]);
  const { deliverer, queue, posted, clock } = await stage({
    fault,
    findRecentMessage: async () => null,
  });
  await queue(['101'], ['a']);
  await deliverer.drain();
  clock.ms += 3_600_000;
  expect(await deliverer.drain()).toMatchObject({ sent: 1 });
  expect(posted).toHaveLength(1);
});

test('a look-up that fails leaves the doubt: nothing is posted until the channel was read', async () => {
  const first = await stage();
  await first.queue(['101'], ['a']);
  const dying = first.restart({ outbox: dyingAt(first.store, 'sent') });
  await expect(dying.drain()).rejects.toBe(crash);
  first.clock.ms += 3_600_000;
  const answers = [
    () => Promise.reject(new TransientError('the network is not up yet')),
    () => Promise.reject(new TransientError('the network is not up yet')),
    () => Promise.resolve({ messageId: 'found' }),
  ];
  const again = first.restart({
    post: () => Promise.reject(new Error('posted twice')),
    findRecentMessage: () => answers.shift()?.() ?? Promise.resolve(null),
  });
  for (const _ of answers.slice(1)) {
    expect(await again.drain()).toMatchObject({ sent: 0, waiting: 1 });
    first.clock.ms += 30_000;
  }
  expect(await again.drain()).toMatchObject({ sent: 1 });
  expect(await first.stateOf('101:a:1')).toMatchObject({ kind: 'sent', messageId: 'found' });
});

test.each([-40 * 86_400_000, -3_600_000, 3_600_000])(
  'a clock that was moved by %i ms after the attempt leaves the doubt, and the channel is read from before it',
  async (moved) => {
    const first = await stage();
    await first.queue(['101'], ['a']);
    const dying = first.restart({ outbox: dyingAt(first.store, 'sent') });
    await expect(dying.drain()).rejects.toBe(crash);
    first.clock.ms += moved;
    const again = first.restart({
      post: () => Promise.reject(new Error('posted twice')),
      // Its messages bear Discord's time, which is now's.
      findRecentMessage: async (_channelId, _message, since) =>
        since.getTime() <= first.clock.ms ? { messageId: 'found' } : null,
    });
    expect(await again.drain()).toMatchObject({ sent: 1 });
  },
);

test('what was postponed while the clock was weeks ahead is sent once it is right', async () => {
  const fault = failing([new TransientError('reset')]);
  const { deliverer, queue, posted, clock } = await stage({
    fault,
    findRecentMessage: async () => null,
  });
  clock.ms += 40 * 86_400_000;
  await queue(['101'], ['a', 'b']);
  expect(await deliverer.drain()).toMatchObject({ sent: 0, waiting: 2 });
  clock.ms = START;
  expect(await deliverer.drain()).toMatchObject({ sent: 2, waiting: 0 });
  expect(posted).toHaveLength(2);
});

test('delivers what is queued while it runs, when woken, and stops cleanly', async () => {
  const delivered = Promise.withResolvers<string>();
  const { deliverer, queue, posted } = await stage({
    onDelivered: (delivery) => delivered.resolve(delivery.id),
  });
  deliverer.start();
  await queue(['101'], ['a']);
  deliverer.wake();
  expect(await delivered.promise).toBe('101:a:1');
  await deliverer.stop();
  await queue(['101'], ['b']);
  deliverer.wake();
  expect(posted).toHaveLength(1);
});

test('posts nothing from the moment on at which the store is no longer its own', async () => {
  let isHeld = true;
  const lose = async (): Promise<{ readonly messageId: string }> => {
    isHeld = false;
    return { messageId: '' };
  };
  const { deliverer, queue, posted } = await stage({ fault: lose, mayDeliver: () => isHeld });
  await queue(['1'], ['a', 'b', 'c']);
  expect(await deliverer.drain()).toMatchObject({ sent: 1, waiting: 2 });
  expect(await deliverer.drain()).toMatchObject({ sent: 0, waiting: 2 });
  expect(posted).toHaveLength(1);
});

test('nothing is sent unless the store says right before that this process is the one that sends', async () => {
  let isHeld = false;
  const refuse = new StoreError('Another process has taken over.');
  const confirm = (): Promise<void> => (isHeld ? Promise.resolve() : Promise.reject(refuse));
  const { deliverer, queue, posted } = await stage({ confirm });
  await queue(['101'], ['a']);
  await expect(deliverer.drain()).rejects.toThrow(StoreError);
  expect(posted).toEqual([]);
  isHeld = true;
  await deliverer.drain();
  expect(posted).toHaveLength(1);
});
