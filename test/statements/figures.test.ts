import { expect, test } from 'vitest';

import { countFigures, findFigures, hasLostNoun } from '../../src/quantities/find-figures.ts';

const figuresOf = (text: string) => findFigures(text).map(({ value, unit }) => [value, unit]);

test.each([
  ['全县96所学校参加', ['96', '所']],
  ['参与学生9.8万名', ['9.8', '万名']],
  ['开设课程1,260门', ['1,260', '门']],
  ['每校配备3-5名教师', ['3-5', '名']],
  ['参与率97.4%', ['97.4', '%']],
  ['提高1.5个百分点', ['1.5', '个百分点']],
  ['安排资金2360万元', ['2360', '万元']],
  ['检查机构2310家次', ['2310', '家次']],
  ['在5个工作日内答复', ['5', '个工作日']],
  ['每天2小时', ['2', '小时']],
  ['三成家长不了解', ['三成', '']],
  ['培训教师两千余名', ['两千余', '名']],
  ['占百分之九十五', ['百分之九十五', '']],
  ['三分之二的学校', ['三分之二', '']],
] as const)('finds the figure of %s', (text, figure) => {
  expect(figuresOf(text)).toEqual([figure]);
});

test.each([
  '2024年5月20日',
  '第12号提案',
  '拨打12345热线',
  '“5+2”课后服务模式',
  '十四届二次会议',
  '配备一名教师',
  '小学一二年级',
  '90后教师',
  '早上8:20到校',
  '云教函〔2024〕3号',
])('counts nothing in %s', (text) => {
  expect(countFigures(text)).toBe(0);
});

test('finds figures in their order, and says where they begin', () => {
  const text = '检查机构86家，取缔5家，培训教师两千余名';
  const found = findFigures(text);
  expect(found.map(({ value }) => value)).toEqual(['86', '5', '两千余']);
  for (const { value, index } of found) expect(text.slice(index).startsWith(value)).toBe(true);
});

test.each([
  ['落实项目24推动建设', true],
  ['建设项目24个推动建设', false],
  ['我县2023年推动建设', false],
  ['通过12345热线受理', false],
  ['安装护栏230根', false],
])('%s has lost a noun: %s', (text, hasLost) => {
  expect(hasLostNoun(text)).toBe(hasLost);
});
