import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { matchesSubscription } from '../../src/deliver/matches-subscription.ts';
import type { Subscription } from '../../src/domain/subscription.ts';
import { StoreError } from '../../src/domain/errors.ts';
import { createKeyValue } from '../../src/store/key-value.ts';
import { createSubscriptionStore } from '../../src/store/subscriptions.ts';
import { someCard, someSubscription } from '../support/some-card.ts';

function stage() {
  const kept = createKeyValue<Subscription>(new Map(), { namespace: 's', version: 1 });
  const counts = { lists: 0, writes: 0 };
  let fault: 'write' | 'list' | null = null;
  const records = {
    entries() {
      counts.lists += 1;
      if (fault === 'list') throw new StoreError('unreadable');
      return kept.entries();
    },
    async set(key: string, value: Subscription) {
      counts.writes += 1;
      await kept.set(key, value);
      if (fault === 'write') throw new StoreError('no answer');
    },
    delete: (key: string) => kept.delete(key),
  };
  return {
    counts,
    open: () => createSubscriptionStore(records),
    setFault: (next: typeof fault) => {
      fault = next;
    },
  };
}

const since = '2026-11-22T02:00:00.000Z';

test('a pause and a moderator’s change at the same time are both kept, in either order', async () => {
  const store = stage().open();
  for (let time = 0; time < 50; time += 1) {
    await store.save(someSubscription());
    const changes = [
      (known: Subscription | null) =>
        known && { ...known, paused: { reason: 'missing-permission', since } as const },
      (known: Subscription | null) => known && { ...known, regionPrefixes: ['3205'] },
    ];
    if (time % 2 === 0) changes.reverse();
    await Promise.all(changes.map((change) => store.change('101', change)));
    expect(await store.get('101')).toMatchObject({
      regionPrefixes: ['3205'],
      paused: { reason: 'missing-permission' },
    });
  }
});

test('what pauses a channel does not bring back a subscription that ended meanwhile', async () => {
  const store = stage().open();
  await store.save(someSubscription());
  const pause = (known: Subscription | null) =>
    known && { ...known, paused: { reason: 'unknown-channel', since } as const };
  const [isRemoved, paused] = await Promise.all([store.remove('101'), store.change('101', pause)]);
  expect([isRemoved, paused, await store.get('101')]).toEqual([true, null, null]);
});

test('nothing is written where nothing changes', async () => {
  const { counts, open } = stage();
  const store = open();
  await store.save(someSubscription());
  await store.change('101', (known) => known);
  await store.change('102', (known) => known);
  expect(counts.writes).toBe(1);
});

test('records are listed once, and again after a write of which nobody knows whether it was made', async () => {
  const { counts, open, setFault } = stage();
  const store = open();
  for (let time = 0; time < 5; time += 1) await store.all();
  await store.save(someSubscription());
  expect(counts.lists).toBe(1);
  setFault('write');
  await expect(store.save(someSubscription({ language: 'en' }))).rejects.toThrow(StoreError);
  setFault('list');
  await expect(store.get('101')).rejects.toThrow(StoreError);
  setFault(null);
  expect((await store.get('101'))?.language).toBe('en');
});

test('those that choose a card are the same as when each is judged, each choice once', async () => {
  const some = <T>(of: readonly T[]) => fc.subarray([...of]);
  const choice = fc.record({
    regionPrefixes: some(['11', '32', '3205', '000000']),
    topics: some(['homework', 'science']),
    relevances: some(['core', 'related'] as const),
    kinds: some(['reply', 'news'] as const),
  });
  const region = fc.constantFrom('000000', '110000', '320500', '320000', null);
  await fc.assert(
    fc.asyncProperty(fc.array(choice, { maxLength: 30 }), region, async (choices, code) => {
      const store = stage().open();
      for (const [at, one] of choices.entries()) {
        await store.save(someSubscription({ channelId: String(at % 12), ...one }));
      }
      const card = someCard({ region: code === null ? null : { code, name: '', level: 'city' } });
      let judged = 0;
      const found = await store.choosing((one) => {
        judged += 1;
        return matchesSubscription(card, one);
      });
      const all = await store.all();
      const wanted = all.filter((one) => matchesSubscription(card, one));
      expect(new Set(found)).toEqual(new Set(wanted));
      expect(found).toHaveLength(wanted.length);
      const distinct = new Set(
        all.map((one) =>
          JSON.stringify([one.regionPrefixes, one.relevances, one.kinds, one.topics]),
        ),
      );
      expect(judged).toBe(distinct.size);
    }),
  );
});
