import { expect, test } from 'vitest';

import { calendarDay, lastOfMonth } from '../../src/base/calendar.ts';
import { shanghaiDay, timeOfShanghaiDay } from '../../src/base/clock.ts';
import { createMutex } from '../../src/base/mutex.ts';

test.each([
  ['2024-09-17T15:59:59.999Z', '2024-09-17'],
  ['2024-09-17T16:00:00Z', '2024-09-18'],
  ['2023-12-31T20:00:00Z', '2024-01-01'],
])('in China %s is on %s', (moment, day) => {
  expect(shanghaiDay(new Date(moment))).toBe(day);
  expect(shanghaiDay(Date.parse(moment))).toBe(day);
});

test('counts the time of day from midnight in China', () => {
  expect(timeOfShanghaiDay(new Date('2024-09-17T16:00:00Z'))).toBe(0);
  expect(timeOfShanghaiDay(new Date('2024-09-17T15:59:59.999Z'))).toBe(86_399_999);
});

test.each([
  [[2024, 2, 29], '2024-02-29'],
  [[2023, 2, 29], null],
  [[2024, 13, 1], null],
  [[2024, 4, 31], null],
  [[2024, 0, 1], null],
  [[24, 1, 1], null],
] as const)('the calendar knows whether %j is a day', ([year, month, day], expected) => {
  expect(calendarDay(year, month, day)).toBe(expected);
});

test('knows the last day of a month', () => {
  expect(lastOfMonth(2024, 2)).toBe('2024-02-29');
  expect(lastOfMonth(2025, 12)).toBe('2025-12-31');
  expect(lastOfMonth(2025, 13)).toBeNull();
});

test('a mutex runs work in order, one piece at a time, and goes on after a failure', async () => {
  const inTurn = createMutex();
  const log: string[] = [];
  const step = (name: string, fails = false) =>
    inTurn(async () => {
      log.push(`${name} begins`);
      await Promise.resolve();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const first = step('a');
  const second = step('b', true);
  const third = step('c');
  await expect(first).resolves.toBe('a');
  await expect(second).rejects.toThrow('b');
  await expect(third).resolves.toBe('c');
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});
