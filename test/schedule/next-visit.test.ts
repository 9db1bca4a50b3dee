import { expect, test } from 'vitest';

import type { SourceState } from '../../src/domain/source-state.ts';
import { isDue, nextVisitAt } from '../../src/schedule/next-visit.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const bounds = { minIntervalMs: 2 * hour, maxIntervalMs: 24 * hour };

function stateOf(more: Partial<SourceState> = {}): SourceState {
  return {
    sourceId: 'example',
    status: 'ok',
    reason: null,
    since: '2026-01-01T00:00:00.000Z',
    validators: null,
    lastFullFetchAt: null,
    // Monday, 10:00 in China.
    lastVisitAt: '2026-11-23T02:00:00.000Z',
    lastSuccessAt: '2026-11-23T02:00:00.000Z',
    lastNewEntryAt: '2026-11-01T00:00:00.000Z',
    nextVisitAt: null,
    layout: null,
    candidateLayout: null,
    newestDate: null,
    rowCount: 20,
    consecutiveFailures: 0,
    history: [],
    ...more,
  };
}

function hoursUntilNext(state: SourceState, own = bounds): number {
  const last = new Date(state.lastVisitAt ?? 0);
  return (nextVisitAt(state, own, last).getTime() - last.getTime()) / hour;
}

test('visits a source that was never visited now', () => {
  const now = new Date('2026-11-23T15:00:00Z');
  expect(nextVisitAt(stateOf({ lastVisitAt: null }), bounds, now)).toEqual(now);
});

test('catches up at once after a long time down', () => {
  const now = new Date('2026-12-23T19:00:00Z');
  expect(nextVisitAt(stateOf(), bounds, now)).toEqual(now);
});

test('visits more often what gives new rows more often, within the bounds', () => {
  const gaps = [hour, day, 2 * day, 30 * day].map((rhythmMs) =>
    hoursUntilNext(stateOf({ rhythmMs })),
  );
  expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
  expect(gaps[0]).toBe(2);
  expect(gaps.at(-1)).toBeLessThanOrEqual(24);
  expect(gaps[1]).toBeGreaterThan(3.5);
  expect(gaps[1]).toBeLessThan(4.5);
});

test('goes on soon with what a visit did not reach', () => {
  expect(hoursUntilNext(stateOf({ rhythmMs: 30 * day, isUnfinished: true }))).toBe(2);
});

test('looks again sooner in the days after something new came', () => {
  const calm = stateOf({ rhythmMs: 2 * day });
  const busy = stateOf({ rhythmMs: 2 * day, lastNewEntryAt: '2026-11-23T01:00:00Z' });
  expect(hoursUntilNext(busy)).toBeCloseTo(hoursUntilNext(calm) / 2);
});

test('visits half as often from February to June', () => {
  const lastVisitAt = '2026-04-20T01:00:00Z';
  const spring = stateOf({ rhythmMs: day, lastVisitAt, lastNewEntryAt: null });
  const autumn = stateOf({
    rhythmMs: day,
    lastVisitAt: '2026-10-19T01:00:00Z',
    lastNewEntryAt: null,
  });
  expect(hoursUntilNext(spring)).toBeCloseTo(2 * hoursUntilNext(autumn));
});

test.each([
  ['in the evening', '2026-11-23T10:00:00Z', '2026-11-24T00:00:00Z'],
  ['in the night', '2026-11-23T18:00:00Z', '2026-11-24T00:00:00Z'],
  ['on Friday evening', '2026-11-27T10:30:00Z', '2026-11-30T00:00:00Z'],
  ['on Sunday', '2026-11-29T04:00:00Z', '2026-11-30T00:00:00Z'],
])('waits for the office to open when the next visit would fall %s', (_name, at, opens) => {
  const wide = { minIntervalMs: 2 * hour, maxIntervalMs: 90 * hour };
  const state = stateOf({ lastVisitAt: at, rhythmMs: 12 * hour });
  const next = nextVisitAt(state, wide, new Date(at)).getTime();
  expect(next).toBeGreaterThanOrEqual(Date.parse(opens));
  expect(next).toBeLessThanOrEqual(Date.parse(opens) + hour);
});

test('never waits longer than the longest interval, weekend or not', () => {
  const state = stateOf({ lastVisitAt: '2026-11-27T10:30:00Z', rhythmMs: 12 * hour });
  expect(hoursUntilNext(state)).toBe(24);
});

test.each(['blocked', 'gone', 'empty'] as const)(
  'lets %s sources rest for longer each time',
  (status) => {
    const gaps = [1, 2, 3, 4, 5, 6, 7, 8, 30].map((consecutiveFailures) =>
      hoursUntilNext(stateOf({ status, consecutiveFailures })),
    );
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(gaps[0]).toBeLessThan(3);
    expect(gaps.at(-1)).toBeGreaterThan(6 * 24);
    expect(gaps.at(-1)).toBeLessThanOrEqual(7.7 * 24);
  },
);

test('plans a second visit after drift soon, also at night', () => {
  const lastVisitAt = '2026-11-23T18:00:00Z';
  expect(hoursUntilNext(stateOf({ status: 'drift', consecutiveFailures: 1, lastVisitAt }))).toBe(2);
});

test('spreads sources, each always by the same amount', () => {
  const ids = Array.from({ length: 50 }, (_, index) => `source-${index}`);
  const next = (sourceId: string): number => hoursUntilNext(stateOf({ sourceId, rhythmMs: day }));
  expect(new Set(ids.map(next)).size).toBe(50);
  expect(ids.map(next)).toEqual(ids.map(next));
});

// The machine's clock was ten years ahead for one visit, then was set right.
test('a visit that lies ahead of the clock is none, and a time further off than any rule gives is due', () => {
  const now = new Date('2026-11-24T02:00:00Z');
  const next = nextVisitAt(stateOf({ lastVisitAt: '2036-11-24T02:00:00.000Z' }), bounds, now);
  expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(bounds.maxIntervalMs);
  expect(isDue('2036-11-24T05:00:00.000Z', bounds, now)).toBe(true);
  expect(isDue('2026-11-24T05:00:00.000Z', bounds, now)).toBe(false);
  expect(isDue('2026-11-30T05:00:00.000Z', bounds, now)).toBe(false);
  expect(isDue('2026-11-23T05:00:00.000Z', bounds, now)).toBe(true);
  expect(isDue(null, bounds, now)).toBe(true);
});
