import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { findDeadline, findSpan } from '../../src/quantities/find-deadline.ts';

const DAY = '2024-05-20';

// Every day that a row leaves open begins with the letter's own.
test.each([
  ['2024年底前完成改造', DAY, '2024-12-31'],
  ['2025年6月底前建成', DAY, '2025-06-30'],
  ['2028年2月底前建成', DAY, '2028-02-29'],
  ['2025年3月15日前报送', DAY, '2025-03-15'],
  ['2025年前全部达标', DAY, '2024-12-31'],
  ['2024年7月8日至8月16日开班', '2024-07-08', '2024-08-16'],
  ['报名时间为2025年3月1日—10日', '2025-03-01', '2025-03-10'],
  ['到2026年建成学校6所', DAY, '2026-12-31'],
  ['2025年建成学校2所', '2025-01-01', '2025-12-31'],
  ['2024年建成学校2所', DAY, '2024-12-31'],
  ['2025年上半年启用', '2025-01-01', '2025-06-30'],
  ['2025年9月启用', '2025-09-01', '2025-09-30'],
  ['2025年秋季学期实施', '2025-09-01', '2026-01-31'],
  ['2025年秋季开学前投用', DAY, '2025-08-31'],
  ['2024—2025学年实施', '2024-09-01', '2025-07-31'],
  ['2024-2026年新建学校6所', DAY, '2026-12-31'],
  ['“十五五”期间新建学校6所', '2026-01-01', '2030-12-31'],
  ['2025年第一季度公布', '2025-01-01', '2025-03-31'],
] as const)('a stated deadline: %s', (text, from, to) => {
  expect(findDeadline(text, DAY)).toMatchObject({ from, to, isRelative: false });
});

test.each([
  ['年底前完成', DAY, '2024-12-31'],
  ['年内完成', DAY, '2024-12-31'],
  ['今年9月底前完成', DAY, '2024-09-30'],
  ['9月底前完成', DAY, '2024-09-30'],
  // A month that is over is next year's.
  ['3月底前完成', DAY, '2025-03-31'],
  ['明年建成', '2025-01-01', '2025-12-31'],
  ['明年春季学期实施', '2025-02-01', '2025-07-31'],
  ['今年秋季学期实施', '2024-09-01', '2025-01-31'],
  ['秋季学期起实施', '2024-09-01', '2025-01-31'],
  ['本学期末评估', DAY, '2024-07-31'],
  ['下学期实施', '2024-09-01', '2025-01-31'],
  ['暑假期间开展', '2024-07-01', '2024-08-31'],
  ['三年内建成', DAY, '2027-05-20'],
  ['今后两年招聘教师90名', DAY, '2026-05-20'],
  ['半年内整改', DAY, '2024-11-20'],
  ['两个月内整改', DAY, '2024-07-20'],
  ['两周内答复', DAY, '2024-06-03'],
  ['第三季度公布', '2024-07-01', '2024-09-30'],
  ['下半年启用', '2024-07-01', '2024-12-31'],
  ['国庆节前开通', DAY, '2024-09-30'],
  ['明年元旦前开通', DAY, '2024-12-31'],
] as const)('a deadline from the letter’s day on: %s', (text, from, to) => {
  expect(findDeadline(text, DAY)).toMatchObject({ from, to, isRelative: true });
});

test.each([
  '已于2022年3月完成',
  '印发《2025年工作计划》',
  '按方案（2025年12月印发）执行',
  '第2025号建议',
  '建成学校2025所',
  '每生每年180元',
  '',
])('no deadline: %s', (text) => {
  expect(findDeadline(text, DAY)).toBeNull();
});

test('a span that is over is one, and no deadline', () => {
  const text = '2023年下半年新建学校2所';
  expect(findSpan(text, DAY)).toMatchObject({ from: '2023-07-01', to: '2023-12-31' });
  expect(findDeadline(text, DAY)).toBeNull();
});

test('words that count from an unknown day name none', () => {
  for (const text of ['年底前完成', '明年建成', '三年内建成', '下学期实施', '9月底前完成'])
    expect(findDeadline(text, null)).toBeNull();
  expect(findDeadline('2025年6月底前建成', null)?.to).toBe('2025-06-30');
});

test('the first of two deadlines counts', () => {
  expect(findDeadline('2025年6月底前开工，2026年底前建成', DAY)?.to).toBe('2025-06-30');
});

test('says which words it read and where they are', () => {
  const text = '我局将于2025年6月底前建成';
  const found = findDeadline(text, DAY);
  expect(found?.words).toContain('2025年6月底前');
  expect(text.slice(found?.at).startsWith(found?.words ?? '?')).toBe(true);
});

test('gives days of the calendar in order for any words', () => {
  const words = fc.constantFrom(
    ...'2025 年 月 日 13 31 0 底 前 内 三 半 个 学期 春季 秋季 暑假 下 上 半年 第 四 季度 至 - 明年 十五 五'.split(
      ' ',
    ),
  );
  const texts = fc.array(words, { maxLength: 12 }).map((all) => all.join(''));
  const bases = fc.constantFrom(null, '2024-02-29', '2024-12-31', '2025-08-31');
  fc.assert(
    fc.property(texts, bases, (text, base) => {
      const found = findSpan(text, base);
      if (found === null) return;
      for (const day of [found.from, found.to]) {
        expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
      }
      expect(found.from <= found.to).toBe(true);
      expect(text.slice(found.at).startsWith(found.words)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['春节前送到', '2025-09-07', { from: '2025-09-07', to: '2026-02-16' }],
  ['最晚在端午节前恢复', '2026-02-10', { from: '2026-02-10', to: '2026-06-18' }],
  ['中秋节前完成', '2025-09-07', { from: '2025-09-07', to: '2025-10-05' }],
  ['11月中旬开通', '2025-09-07', { from: '2025-11-11', to: '2025-11-20' }],
  ['2026年3月下旬发布', '2025-09-07', { from: '2026-03-21', to: '2026-03-31' }],
  ['首次公开不迟于明年1月', '2025-09-07', { from: '2025-09-07', to: '2026-01-31' }],
  ['学年结束前作评估', '2025-09-07', { from: '2025-09-07', to: '2026-07-31' }],
])('%s, said on %s', (text, base, range) => {
  expect(findDeadline(text, base)).toMatchObject(range);
});

test('a rhythm is no deadline, and a month long past is this year’s', () => {
  expect(findDeadline('一季度一查', '2025-01-15')).toBeNull();
  expect(findDeadline('6月底全部完成', '2026-09-03')).toBeNull();
});

// Nobody knows yet from when on it counts.
test.each([
  '办法出台后一个月内拿出意见',
  '自验收之日起30日内公布',
  '资金到位后的三个月内建成',
  '最快于2026年编制预算时列入',
])('gives none where the first day is open: %s', (text) => {
  expect(findDeadline(text, DAY)).toBeNull();
});
