import { expect, test } from 'vitest';

import type { DeliveryState } from '../../src/domain/delivery.ts';
import { createQueueIndex } from '../../src/store/queue-index.ts';

const queued: DeliveryState = { kind: 'queued', notBefore: null, attempts: 0 };
const held: DeliveryState = { kind: 'held', reason: 'x', since: '2026-01-01', attempts: 0 };

function waiting(
  articleId: string,
  minute: number,
  more: { state?: DeliveryState; part?: number } = {},
) {
  const { state = queued, part } = more;
  const queuedAt = new Date(Date.UTC(2026, 2, 1, 0, minute)).toISOString();
  const digest = part === undefined ? {} : { digest: { part } };
  return { channelId: '1', articleId, queuedAt, state, ...digest };
}

test('a channel’s documents are in the order in which they were queued, whatever came first', () => {
  const index = createQueueIndex();
  for (const one of [waiting('c', 3), waiting('a', 1), waiting('b', 1), waiting('d', 4)]) {
    index.put(one);
  }
  index.put({ ...waiting('other', 0), channelId: '2' });
  expect([...index.articleIds('1')]).toEqual(['a', 'b', 'c', 'd']);
  expect(index.queue('1')).toEqual({
    channelId: '1',
    size: 4,
    held: 0,
    since: Date.UTC(2026, 2, 1, 0, 1),
  });
  index.remove('1', 'a');
  index.put(waiting('e', 2));
  expect([...index.articleIds('1')]).toEqual(['b', 'e', 'c', 'd']);
});

test('the messages of a digest keep their order, as they were queued at one time', () => {
  const index = createQueueIndex();
  for (const [articleId, part] of [
    ['z', 1],
    ['a', 2],
    ['y', 1],
    ['b', 11],
  ] as const) {
    index.put(waiting(articleId, 0, { part }));
  }
  expect([...index.articleIds('1')]).toEqual(['y', 'z', 'a', 'b']);
  // A change of state moves nothing; to be listed in another message does.
  index.put(waiting('y', 0, { state: held, part: 1 }));
  expect([...index.articleIds('1')]).toEqual(['y', 'z', 'a', 'b']);
  index.put(waiting('y', 0, { state: held, part: 12 }));
  expect([...index.articleIds('1')]).toEqual(['z', 'a', 'b', 'y']);
});

test('it is counted how many are held, and a channel without any is not there', () => {
  const index = createQueueIndex();
  index.put(waiting('a', 0, { state: held }));
  index.put(waiting('b', 0));
  index.put(waiting('b', 0, { state: held }));
  index.put(waiting('b', 0, { state: held }));
  expect(index.queue('1')).toMatchObject({ size: 2, held: 2 });
  index.put(waiting('a', 0));
  expect(index.queue('1')).toMatchObject({ size: 2, held: 1 });
  index.remove('1', 'b');
  index.remove('1', 'b');
  expect(index.queue('1')).toMatchObject({ size: 1, held: 0 });
  index.remove('1', 'a');
  expect([index.queue('1'), index.queues(), [...index.articleIds('1')]]).toEqual([null, [], []]);
  expect(index.has('1', 'a')).toBe(false);
});
