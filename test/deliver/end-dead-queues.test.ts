import { expect, test } from 'vitest';

import { deliveriesFor } from '../../src/deliver/deliveries-for.ts';
import { endDeadQueues } from '../../src/deliver/end-dead-queues.ts';
import type { PauseReason } from '../../src/domain/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { someCard, someSubscription } from '../support/some-card.ts';
import { allPending } from '../support/all-pending.ts';

const now = new Date('2026-11-22T02:00:00.000Z');
const longAgo = '2026-10-01T00:00:00.000Z';
const lately = '2026-11-10T00:00:00.000Z';

test.each<readonly [PauseReason, string, number]>([
  ['unknown-channel', longAgo, 0],
  ['guild-removed', longAgo, 0],
  ['unknown-channel', lately, 1],
  ['missing-permission', longAgo, 1],
])('of a channel paused for %s since %s, %i deliveries wait', async (reason, since, left) => {
  const store = await openStore('memory:');
  const paused = { reason, since };
  await store.subscriptions.save(someSubscription({ channelId: '1', paused }));
  await store.subscriptions.save(someSubscription({ channelId: '2' }));
  const all = [
    someSubscription({ channelId: '1', paused: { reason, since: lately } }),
    someSubscription({ channelId: '2' }),
  ];
  const before = { occasion: 'new', now: new Date(lately) } as const;
  await store.outbox.enqueue(deliveriesFor(someCard(), all, before));
  expect(await allPending(store.outbox)).toHaveLength(2);
  expect(await endDeadQueues(store, now)).toBe(1 - left);
  expect(await allPending(store.outbox)).toHaveLength(1 + left);
  const later = deliveriesFor(someCard({ articleId: 'later' }), await store.subscriptions.all(), {
    occasion: 'new',
    now,
  });
  expect(later).toHaveLength(1 + left);
  // The subscription stays as it is.
  expect((await store.subscriptions.get('1'))?.paused).toEqual(paused);
});
