import { expect, test } from 'vitest';

import { readLetter } from '../../src/letter/read-letter.ts';

const shapeOf = (title: string, ...lines: readonly string[]) =>
  readLetter({ title, lines, documentNumber: null }).shape;

const received = '您提出的《关于办好课后服务的提案》收悉，现答复如下：';
const signed = ['云岭市教育局', '2024年7月18日'];

test.each([
  ['关于市政协三届二次会议第12号提案的答复', '陈雨桐委员：', received],
  ['关于市十四届人大二次会议第12号建议的复函', '罗开明代表：', '您提出的建议收悉，现答复如下：'],
  ['对市政协第12号提案的答复（A类）', '民进云岭市委会：', '贵会提出的提案收悉，现答复如下：'],
  // The title is the proposal's own.
  ['关于办好课后服务的提案', '陈雨桐委员：', received],
  ['', '陈雨桐委员：', '您提出的第12号提案收悉，现答复如下：'],
  // Other bodies' opinions went into the main reply.
  [
    '关于市政协第12号提案的答复',
    '陈雨桐委员：',
    `${received.slice(0, -6)}现结合市财政局会办意见，答复如下：`,
  ],
  [
    '关于市政协第12号提案的答复',
    '陈雨桐委员：',
    '您的提案收悉，经综合各会办单位意见，现答复如下：',
  ],
])('is a reply: %s', (title, ...lines) => {
  expect(shapeOf(title, ...lines, '全市学校已开展课后服务。', ...signed)).toBe('reply');
});

test.each([
  ['关于市政协第8号提案会办意见的函', '市教育局：', '第8号提案收悉，现提出以下意见：'],
  ['关于市人大第8号建议的协办意见', '市教育局：', '第8号建议收悉，现函告如下：'],
  ['关于市政协第8号提案的函', '市教育局：', '贵局转来的第8号提案收悉，现将我局会办意见函告如下：'],
])('is an opinion for whoever answers: %s', (title, ...lines) => {
  expect(shapeOf(title, ...lines, '我局安排专项资金。', ...signed)).toBe('co-handling');
});

test.each([
  '关于市政协三届二次会议第12号提案的补充答复',
  '关于市政协三届二次会议第12号提案答复承诺事项落实情况的函',
  '关于市政协第12号提案去年答复事项办理进展的续复',
  '关于市人大第12号建议跟踪办理情况的复函',
  '关于市政协第12号提案的再答复',
  '关于第12号提案“回头看”情况的报告',
  '关于第12号提案办理进展的函',
  '关于市人大第12号建议承诺事项兑现情况的函',
])('is a further answer: %s', (title) => {
  expect(shapeOf(title, '陈雨桐委员：', received, '已办结。', ...signed)).toBe('follow-up');
});

test('is a further answer that says what was answered before, without 收悉 or 如下', () => {
  const opening = '去年6月，我们就您《关于办好课后服务的提案》作过答复，许诺三件事。';
  const title = '关于市政协第12号提案去年答复事项办理进展的续复';
  expect(shapeOf(title, '陈雨桐委员：', opening, '第一件已办成。', ...signed)).toBe('follow-up');
  // A heading that says nothing.
  expect(shapeOf('答复函', '陈雨桐委员：', opening, '第一件已办成。', ...signed)).toBe('reply');
});

test.each([
  ['市教育局召开提案办理工作推进会'],
  ['全市重点提案办理进展顺利', '近日，市政协就第12号提案办理进展开展“回头看”。'],
  ['2024年建议提案“回头看”情况通报', '各单位：', '现将有关情况通报如下：'],
  ['2024年市政协提案办理情况汇总', '共承办提案12件，办结率100%。'],
  ['关于做好2024年建议提案办理工作的通知', '各科室：', '请各单位于6月底前反馈。'],
  ['关于加强课后服务的通知', '各区教育局：', '现将有关事项通知如下：'],
  ['市长信箱：关于课后服务的咨询', '网民朋友：', '您的来信收悉，现答复如下：'],
  ['关于家长代表建议的回复', '家长代表：', '您提出的建议收悉，现答复如下：'],
  ['对教代会第12号提案的答复', '王老师：', '您提出的提案收悉，现答复如下：'],
  ['关于某检察建议的回复', '市检察院：', '检察建议书收悉，现将整改情况报告如下：'],
  ['提案答复函（样式）', '×××委员：', '您提出的提案收悉，现答复如下：'],
  ['关于申请信息公开的答复', '刘某：', '您的信息公开申请收悉，现答复如下：'],
  ['关于增设校车站点的提案', '案由：学生上学路远', '建议：增设站点三处。'],
  [''],
])('is no letter to a deputy or a member: %s', (title, ...lines) => {
  expect(shapeOf(title, ...lines)).toBe('other');
});

test('a text that is no letter answers no proposal', () => {
  const { proposals } = readLetter({
    title: '2024年市政协提案办理情况汇总',
    lines: ['第12号提案：已办结。'],
    documentNumber: null,
  });
  expect(proposals).toEqual([]);
});

test('gives the reasons in the words of the text, over line breaks too', () => {
  const lines = ['陈雨桐委员：', '您提出的第１２号提案', '收悉，现答复如下：', '已办结。'];
  const { reasons } = readLetter({ title: '答复', lines, documentNumber: null });
  const text = `答复\n${lines.join('\n')}`;
  expect(reasons.length).toBeGreaterThan(1);
  for (const reason of reasons) expect(text).toContain(reason.text);
});
