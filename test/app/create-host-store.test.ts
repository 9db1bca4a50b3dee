import { expect, test } from 'vitest';

import { createHostStore } from '../../src/app/create-host-store.ts';
import { StoreError } from '../../src/domain/errors.ts';
import { countRequest, newHostState, type HostState } from '../../src/fetch/host-state.ts';

function stage() {
  const kept = new Map<string, unknown>();
  const clock = { ms: Date.parse('2026-11-22T02:00:00.000Z') };
  const writes: (readonly string[])[] = [];
  let isFull = false;
  const now = (): Date => new Date(clock.ms);
  const hosts = {
    load: async (host: string) => kept.get(host) ?? null,
    save: () => Promise.reject(new Error('one by one')),
    all: () => Promise.reject(new Error('all')),
    async saveMany(states: readonly (readonly [string, unknown])[]) {
      if (isFull) throw new StoreError('The disk is full.');
      if (states.length === 0) return;
      writes.push(states.map(([host]) => host));
      for (const [host, state] of states) kept.set(host, state);
    },
  };
  const open = () => createHostStore({ hosts }, now);
  const fill = (next: boolean): void => void (isFull = next);
  return { kept, clock, writes, now, open, fill };
}

const paused = (state: HostState): HostState => ({
  ...state,
  failures: 1,
  pausedUntil: '2026-11-23T02:00:00.000Z',
  pausedFor: 'challenge',
});

test('requests that are only counted are written together, what a host said at once', async () => {
  const { kept, clock, writes, now, open } = stage();
  const store = open();
  const states = ['a', 'b', 'c'].map((host) => newHostState(host, now()));
  for (const state of states) await store.save(state.host, countRequest(state, now()));
  expect(writes).toEqual([]);
  const [a, b] = states;
  if (a === undefined || b === undefined) throw new Error('no hosts');
  await store.save('b', paused(b));
  expect(writes).toEqual([['a', 'b', 'c']]);
  expect(kept.get('b')).toMatchObject({ pausedFor: 'challenge' });
  // Whenever the process dies now, one request of a host is forgotten at most.
  await store.save('a', countRequest(countRequest(a, now()), now()));
  clock.ms += 5000;
  await store.save('c', countRequest(states[2] ?? a, now()));
  expect(writes).toEqual([
    ['a', 'b', 'c'],
    ['a', 'c'],
  ]);
  expect(await open().load('a')).toMatchObject({ requestsToday: 2 });
});

test('what waits is known before it is written, and is written at the end', async () => {
  const { writes, now, open } = stage();
  const store = open();
  await store.save('a', countRequest(newHostState('a', now()), now()));
  expect(await store.load('a')).toMatchObject({ requestsToday: 1 });
  await store.flush();
  await store.flush();
  expect(writes).toEqual([['a']]);
});

test('what could not be written is written later, as it is then', async () => {
  const { kept, now, open, fill } = stage();
  const store = open();
  const state = countRequest(newHostState('a', now()), now());
  fill(true);
  await expect(store.save('a', paused(state))).rejects.toThrow(StoreError);
  await expect(store.save('b', paused(newHostState('b', now())))).rejects.toThrow(StoreError);
  fill(false);
  await store.save('a', countRequest(paused(state), now()));
  await store.flush();
  expect(kept.get('a')).toMatchObject({ requestsToday: 2, pausedFor: 'challenge' });
  expect(kept.get('b')).toMatchObject({ pausedFor: 'challenge' });
});
