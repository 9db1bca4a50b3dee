import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { findDates, isFutureDate, parseDate, resolveMonthDay } from '../../src/text/dates.ts';

test.each([
  ['2024年7月18日', '2024-07-18'],
  ['2024 年 7 月 18 日', '2024-07-18'],
  ['2 0 2 4 年 7 月 1 8 日', '2024-07-18'],
  ['2024年\n7月18日', '2024-07-18'],
  ['２０２４年７月１８日', '2024-07-18'],
  ['2024年7月18号', '2024-07-18'],
  ['某某市教育局\n2024年7月18\n抄送', '2024-07-18'],
  ['二〇二四年七月十八日', '2024-07-18'],
  ['二○二四年七月十八日', '2024-07-18'],
  ['二零二四年七月十八日', '2024-07-18'],
  ['二О二四年七月十八日', '2024-07-18'],
  ['二Ο二四年七月十八日', '2024-07-18'],
  ['二０二四年十一月二十日', '2024-11-20'],
  ['二〇二〇年十二月三十一日', '2020-12-31'],
  ['二〇二三年元月十日', '2023-01-10'],
  ['二〇二三年一〇月廿一日', '2023-10-21'],
  ['2022-10-21', '2022-10-21'],
  ['2022－10－21', '2022-10-21'],
  ['2022–10–21', '2022-10-21'],
  ['2022 - 10 - 21', '2022-10-21'],
  ['2021/12/14', '2021-12-14'],
  ['2021／12／4', '2021-12-04'],
  ['2024.7.18', '2024-07-18'],
  ['20221020', '2022-10-20'],
  ['２０２２１０２０', '2022-10-20'],
  ['2023-08-19 10∶08', '2023-08-19'],
  ['2023-08-1910:08', '2023-08-19'],
  ['2023-11-30  14:52', '2023-11-30'],
  ['2023-08-19T10:08:00+08:00', '2023-08-19'],
  ['[2024-07-18]', '2024-07-18'],
  ['发布时间：2024-10-09 15:47', '2024-10-09'],
  ['./202312/t20231213_2318305.shtml', '2023-12-13'],
  ['[24-07-18]', '2024-07-18'],
])('reads the date in %j', (text, date) => {
  expect(parseDate(text)).toBe(date);
});

test.each([
  ['', 'nothing'],
  ['2023年2月29日', 'a day that does not exist'],
  ['2024-13-01', 'a month that does not exist'],
  ['1998年5月1日', 'a day before 2000'],
  ['第20190017号', 'a proposal number'],
  ['州九届人大五次会议20260112号建议', 'a proposal number that could be a day'],
  ['120220101345', 'a part of a longer number'],
  ['电话：20221020', 'a phone number'],
  ['2024.7.18.3', 'a version number'],
  ['〔2024〕127号', 'a document number'],
  ['12620422745873236/2023-00020', 'an index number'],
  ['2024年1月12场活动', 'a count of events'],
])('finds no date in %j: %s', (text) => {
  expect(parseDate(text)).toBeNull();
});

test('finds several dates in order with their places', () => {
  const text = '于2024年7月18日印发，2024-10-09公布，网址 /2024/10/10/';
  const found = findDates(text);
  expect(found.map((item) => item.date)).toEqual(['2024-07-18', '2024-10-09', '2024-10-10']);
  expect(found.map((item) => text.slice(item.index, item.index + item.length))).toEqual([
    '2024年7月18日',
    '2024-10-09',
    '2024/10/10',
  ]);
});

test.each([
  ['07-18', '2026-03-01', '2025-07-18'],
  ['07-18', '2026-07-18', '2026-07-18'],
  ['[1/5]', '2026-03-01', '2026-01-05'],
  ['7月18日', '2026-08-01', '2026-07-18'],
  ['02-29', '2026-03-01', '2024-02-29'],
  ['13-40', '2026-03-01', null],
  ['2024-07-18', '2026-03-01', null],
])('gives %j on %s the year of %j', (monthDay, today, date) => {
  expect(resolveMonthDay(monthDay, today)).toBe(date);
});

test('knows a future day', () => {
  expect(isFutureDate('2026-11-23', '2026-11-22')).toBe(true);
  expect(isFutureDate('2026-11-22', '2026-11-22')).toBe(false);
});

test('finds only whole, existing days after 1999 in any text', () => {
  const pieces = fc.constantFrom(...Array.from('0123456789年月日二〇一十-/. 　tT第号０９'));
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (chars) => {
      const text = chars.join('');
      let end = 0;
      for (const item of findDates(text)) {
        expect(item.index).toBeGreaterThanOrEqual(end);
        end = item.index + item.length;
        expect(new Date(`${item.date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(item.date);
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('stays linear on long runs of digits, blanks and year signs', () => {
  for (const unit of ['2', '二', '2024年', '2024-1-', '2024 ', ' ', '2024年 7 月 ']) {
    expect(findDates(unit.repeat(100_000))).toEqual([]);
  }
});
