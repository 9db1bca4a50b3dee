import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { createTurnOrder, type TurnOrder, type Waiter } from '../../src/deliver/turn-order.ts';

const channels = (guildId: string, count: number): readonly Waiter[] =>
  Array.from({ length: count }, (_, at) => ({ guildId, channelId: `${guildId}-${at}` }));

/** Takes so many turns, each of which leaves something to send. */
function turns(order: TurnOrder, count: number): readonly (string | null)[] {
  return Array.from({ length: count }, () => {
    const channelId = order.next();
    if (channelId !== null) order.end(channelId, true);
    return channelId;
  });
}

test('nobody is in line at first, and a channel with nothing left leaves', () => {
  const order = createTurnOrder();
  expect(order.next()).toBeNull();
  order.join(channels('g', 1));
  expect(order.next()).toBe('g-0');
  expect(order.isInLine('g-0')).toBe(true);
  order.end('g-0', false);
  expect(order.isInLine('g-0')).toBe(false);
  expect(order.next()).toBeNull();
});

test('no channel comes twice before every one in line came once', () => {
  const order = createTurnOrder();
  order.join([...channels('a', 30), ...channels('b', 3), ...channels('c', 1)]);
  for (let round = 0; round < 5; round += 1) expect(new Set(turns(order, 34)).size).toBe(34);
});

test('servers take turns, however many channels one has', () => {
  const order = createTurnOrder();
  order.join([...channels('crowd', 100), ...channels('a', 1), ...channels('b', 2)]);
  expect(turns(order, 7)).toEqual([
    'crowd-0',
    'a-0',
    'b-0',
    'crowd-1',
    'b-1',
    'crowd-2',
    'crowd-3',
  ]);
});

test('who joins while a round is under way has its turn next but one, and the others go on', () => {
  const order = createTurnOrder();
  order.join(channels('crowd', 1000));
  turns(order, 10);
  order.join(channels('late', 1));
  order.join(channels('later', 1));
  const soon = turns(order, 6);
  expect(soon).toContain('late-0');
  expect(soon).toContain('later-0');
  expect(soon.filter((one) => one?.startsWith('crowd'))).toHaveLength(4);
});

test('a stream of newcomers of one server leaves the others their turns', () => {
  const order = createTurnOrder();
  order.join(channels('crowd', 50));
  turns(order, 2);
  const seen: (string | null)[] = [];
  for (let at = 0; at < 96; at += 1) {
    order.join([{ guildId: 'new', channelId: `new-${at}` }]);
    seen.push(...turns(order, 1));
  }
  const ofCrowd = seen.filter((one) => one?.startsWith('crowd') === true);
  expect(ofCrowd.length).toBeGreaterThanOrEqual(24);
  expect(new Set(ofCrowd).size).toBe(ofCrowd.length);
});

test('who was served in this round and comes back waits for the next one', () => {
  const order = createTurnOrder();
  order.join(channels('g', 3));
  expect(order.next()).toBe('g-0');
  order.end('g-0', false);
  order.join(channels('g', 1));
  expect(turns(order, 3)).toEqual(['g-1', 'g-2', 'g-0']);
});

test('a turn that lasts into the next round is followed by one in that round', () => {
  const order = createTurnOrder();
  order.join(channels('g', 6));
  const slow = [order.next(), order.next()];
  turns(order, 4);
  // The next round has begun.
  turns(order, 2);
  for (const one of slow) order.end(one ?? '', true);
  expect(new Set(turns(order, 4))).toEqual(new Set(['g-0', 'g-1', 'g-4', 'g-5']));
});

test('whatever joins, comes back and leaves: no turn is lost, and none is given twice in a round', () => {
  const step = fc.record({ channel: fc.nat({ max: 11 }), kind: fc.nat({ max: 3 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const order = createTurnOrder();
      const inLine = new Set<string>();
      const inHand = new Set<string>();
      const wrong: string[] = [];
      for (const { channel, kind } of steps) {
        const channelId = String(channel);
        if (kind === 0) {
          order.join([{ channelId, guildId: String(channel % 4) }]);
          if (!inHand.has(channelId)) inLine.add(channelId);
        } else if (kind === 1) {
          const next = order.next();
          if (next === null && inLine.size > 0) wrong.push('nobody, though somebody is in line');
          if (next === null) continue;
          if (!inLine.delete(next)) wrong.push(`${next}, who is not in line`);
          inHand.add(next);
        } else {
          const [done] = inHand;
          if (done === undefined) continue;
          inHand.delete(done);
          order.end(done, kind === 2);
          if (kind === 2) inLine.add(done);
        }
      }
      expect(wrong).toEqual([]);
      // Everybody in line has exactly one turn before anybody has a second.
      const waiting = inLine.size;
      const rest = new Set(turns(order, waiting));
      const again = new Set(turns(order, waiting));
      expect(new Set([...rest, ...again])).toEqual(inLine);
    }),
  );
});
