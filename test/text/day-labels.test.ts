import { expect, test } from 'vitest';

import { isOtherDay } from '../../src/text/day-labels.ts';

test.each([
  '交办日期 2025-03-04 答复期限 ',
  '办结期限：',
  '答复时限',
  '反馈时间：',
  '反馈期：',
  '要求答复时间：',
  '限办日期：',
  '应于',
  '请最迟',
  '截止日期：',
  '有效期：',
  '公示期限：',
  '签收日期：',
  '转办时间 ',
  '立案日期】',
  '来信时间：',
  '答 复 时 间：',
  '会议时间：',
  '报名截止时间：',
  '督查时间：',
  '办结：',
  '评议日期',
  '2024-01-01 至 ',
  '访问时间：',
])('says that a day behind %j is no day of publication', (before) => {
  expect(isOtherDay(before)).toBe(true);
});

test.each([
  '',
  '发布时间：',
  '来源：某某市教育局 时间：',
  '来源：某某市教育局 ',
  '关于第12号提案的答复 ',
  '某某市教育局办理 ',
  '公开日期',
  '更新于 ',
  '【发布日期】',
  '发 布 时 间：',
  '日期：',
  '日 期：',
  '信息发布时间：',
  '上网日期：',
  '挂网时间：',
  '作者：提案科 编辑：',
  '阅读 12 次 刊发时间：',
])('takes a day behind %j for one', (before) => {
  expect(isOtherDay(before)).toBe(false);
});
