import { expect, test } from 'vitest';

import { expandYearly } from '../../src/config/expand-yearly.ts';
import type { Source } from '../../src/domain/source.ts';

const source: Source = {
  id: 'somewhere-kjj',
  name: '某市科技局建议提案答复',
  url: 'http://kjj.somewhere.gov.cn/jyta/2025jyta/',
  format: 'auto',
  regionCode: '420100',
  level: 'city',
  agency: '某市科学技术局',
  family: 'trs',
  group: 'reply',
  enabled: true,
  confirmed: 'never',
  selectors: null,
};

test('follows this year and the last', () => {
  const yearly = 'http://kjj.somewhere.gov.cn/jyta/{year}/{year}jyta/';
  const expanded = expandYearly({ ...source, yearly }, '2027-01-01');
  expect(expanded.map(({ id, url }) => ({ id, url }))).toEqual([
    {
      id: 'somewhere-kjj-2027',
      url: 'http://kjj.somewhere.gov.cn/jyta/2027/2027jyta/',
    },
    {
      id: 'somewhere-kjj-2026',
      url: 'http://kjj.somewhere.gov.cn/jyta/2026/2026jyta/',
    },
  ]);
  expect(expanded.every((one) => one.yearly === undefined && one.level === 'city')).toBe(true);
});

test('keeps the id of a year when the next year begins', () => {
  const yearly = 'http://kjj.somewhere.gov.cn/{year}/';
  const ids = (today: string) => expandYearly({ ...source, yearly }, today).map((one) => one.id);
  expect(ids('2026-12-31')[0]).toBe(ids('2027-01-01')[1]);
});

test('names last year, so that a page that opens in January is not taken for old stock', () => {
  const yearly = 'http://kjj.somewhere.gov.cn/{year}/';
  const [thisYear, lastYear] = expandYearly({ ...source, yearly }, '2027-01-01');
  expect(thisYear?.predecessorId).toBe(lastYear?.id);
});

test('leaves other sources alone', () => {
  expect(expandYearly(source, '2026-11-22')).toEqual([source]);
});
