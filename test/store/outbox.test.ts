import { expect, test } from 'vitest';

import type { Card } from '../../src/domain/card.ts';
import { StoreError } from '../../src/domain/errors.ts';
import type { StoredDelivery } from '../../src/store/card-shelf.ts';
import { createKeyValue, type KeyValue } from '../../src/store/key-value.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import { allPending } from '../support/all-pending.ts';
import { composeDelivery } from '../support/compose.ts';
import { someCard } from '../support/some-card.ts';
import { sent } from './contract.ts';

type Verb = 'getMany' | 'setMany' | 'deleteMany' | 'entries';

/** An outbox over records that count what is asked of them, and fail where a test says so. */
function stage() {
  const counts = new Map<string, number>();
  let failing: string | null = null;
  function watched<T>(name: string): KeyValue<T> {
    const kept = createKeyValue<T>(new Map(), { namespace: name, version: 1 });
    const note = (verb: Verb): void => {
      const what = `${name}.${verb}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
      if (what === failing) throw new StoreError('no answer');
    };
    return {
      ...kept,
      async getMany(keys) {
        note('getMany');
        return kept.getMany(keys);
      },
      async setMany(entries) {
        // What fails may have been written all the same.
        await kept.setMany(entries);
        if (entries.length > 0) note('setMany');
      },
      async deleteMany(keys) {
        if (keys.length > 0) note('deleteMany');
        await kept.deleteMany(keys);
      },
      entries() {
        note('entries');
        return kept.entries();
      },
    };
  }
  const records = {
    pending: watched<StoredDelivery>('pending'),
    ledger: watched<StoredDelivery>('ledger'),
    cards: watched<Card>('cards'),
  };
  return {
    records,
    open: () => createOutbox(records),
    count: (what: `${string}.${Verb}`): number => counts.get(what) ?? 0,
    fail: (what: `${string}.${Verb}` | null): void => void (failing = what),
  };
}

const card = someCard({ articleId: 'a' });
const toChannel = (channel: number, shown = card) =>
  composeDelivery({ articleId: shown.articleId, channelId: String(channel), card: shown });
const toMany = (count: number) => Array.from({ length: count }, (_, at) => toChannel(at));

test('what waits is listed once, and looks at it read nothing', async () => {
  const { open, count } = stage();
  await open().enqueue(toMany(3));
  const outbox = open();
  const listed = count('pending.entries');
  for (let look = 0; look < 20; look += 1) {
    expect(await outbox.queues()).toHaveLength(3);
    expect(await outbox.queue('1')).toMatchObject({ size: 1, held: 0 });
    expect(await outbox.queue('7')).toBeNull();
  }
  expect(count('pending.entries') - listed).toBe(1);
  expect(count('pending.getMany')).toBe(0);
});

test('a card for many channels is written in parts, each once, also where one of them fails', async () => {
  const { open, count, fail } = stage();
  const outbox = open();
  const deliveries = toMany(1000);
  await outbox.enqueue(deliveries.slice(0, 300));
  const before = count('pending.setMany');
  fail('pending.setMany');
  await expect(outbox.enqueue(deliveries)).rejects.toThrow(StoreError);
  fail(null);
  // Of what failed it is not known whether it is there: it is, and is in nobody's way.
  const fresh = await outbox.enqueue(deliveries);
  expect(fresh.length).toBeLessThan(700);
  expect(await outbox.enqueue(deliveries)).toEqual([]);
  expect(await outbox.queues()).toHaveLength(1000);
  expect(await allPending(outbox)).toHaveLength(1000);
  expect(count('pending.setMany') - before).toBeLessThanOrEqual(6);
});

test('what a process left in both the queue and the ledger waits no more', async () => {
  const { open, fail } = stage();
  const dying = open();
  await dying.enqueue(toMany(2));
  fail('pending.deleteMany');
  await expect(dying.update(sent(toChannel(0)))).rejects.toThrow(StoreError);
  fail(null);
  for (const outbox of [dying, open()]) {
    expect((await outbox.queues()).map(({ channelId }) => channelId)).toEqual(['1']);
    expect(await outbox.waiting('0')).toEqual([]);
    expect(await outbox.enqueue([toChannel(0)])).toEqual([]);
    expect((await outbox.get(toChannel(0).id))?.state.kind).toBe('sent');
  }
});

test('a delivery whose card is nowhere keeps nobody waiting', async () => {
  const { open } = stage();
  const outbox = open();
  const other = someCard({ articleId: 'b' });
  const lost = toChannel(1);
  await outbox.enqueue([lost]);
  await outbox.enqueue([{ ...toChannel(1, other), queuedAt: '2026-03-02T00:00:00.000Z' }]);
  await outbox.removeCards([card]);
  const again = open();
  expect((await again.waiting('1', 1)).map(({ articleId }) => articleId)).toEqual(['b']);
  expect(await again.queue('1')).toMatchObject({ size: 1 });
});

test('what is taken back into the queue waits again, what is removed does not', async () => {
  const { open } = stage();
  const outbox = open();
  await outbox.enqueue(toMany(2));
  await outbox.update({ ...toChannel(0), state: { kind: 'failed', reason: 'x', at: '2026' } });
  expect(await outbox.queue('0')).toBeNull();
  await outbox.requeue(toChannel(0));
  expect(await outbox.queue('0')).toMatchObject({ size: 1 });
  await outbox.remove([toChannel(0), toChannel(1)]);
  expect(await outbox.queues()).toEqual([]);
  expect(await outbox.enqueue(toMany(2))).toHaveLength(2);
});
