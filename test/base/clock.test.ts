import { expect, test } from 'vitest';

import { calendarDay, lastOfMonth } from '../../src/base/calendar.ts';
import { dayOfMoment, shanghaiDay, timeOfShanghaiDay } from '../../src/base/clock.ts';
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

test.each([
  ['2024-09-17T18:20:30Z', '2024-09-18'],
  ['2024-09-17T18:20:30.123456+00:00', '2024-09-18'],
  ['2024-09-17 18:20:30', '2024-09-17'],
  ['2024-09-18T00:10:00+08:00', '2024-09-18'],
  ['Tue, 17 Sep 2024 23:00:00 GMT', '2024-09-18'],
  ['Tue, 17 Sep 2024 23:00:00', '2024-09-17'],
  ['Wed Sep 18 10:20:30 CST 2024', '2024-09-18'],
  ['Wed Sep 18 23:20:30 2024', '2024-09-18'],
  ['Wed Sep 18 2024 00:20:30 GMT+0800 (CST)', '2024-09-18'],
  ['Sep 17, 2024 11:20:30 PM', '2024-09-17'],
  ['2024-02-30T10:00:00Z', null],
  ['2024-09-17', null],
  ['昨天', null],
])('reads the moment %s as the day %s in China', (text, day) => {
  expect(dayOfMoment(text)).toBe(day);
});
