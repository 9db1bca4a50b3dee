import { expect, test } from 'vitest';

import { letterLength, readSignature } from '../../src/letter/signature.ts';

const text = '您提出的提案收悉。我局认真研究，现答复如下，感谢支持。';
const AGENCY = '云岭市教育局';
const DAY = '2024年7月18日';

test.each([
  [[AGENCY, DAY], AGENCY, '2024-07-18', 2],
  [['云 岭 市 教 育 局', '二〇二四年七月十八日'], AGENCY, '2024-07-18', 2],
  [['云岭市教育体育局（公章）', '20221020'], '云岭市教育体育局', '2022-10-20', 2],
  [['云岭市教育局 2024年7月18日'], AGENCY, '2024-07-18', 2],
  [
    [AGENCY, '2024.7.18', '联系人：李某，电话：12345', '抄送：市政协提案委'],
    AGENCY,
    '2024-07-18',
    2,
  ],
  [[AGENCY, DAY, '附件：1.情况表', '2.名单'], AGENCY, '2024-07-18', 2],
  // The day of printing is not the letter's.
  [[AGENCY, DAY, '云岭市教育局办公室　2024年7月19日印发'], AGENCY, '2024-07-18', 2],
  [[AGENCY, '云岭市科学技术局', DAY], '云岭市教育局、云岭市科学技术局', '2024-07-18', 2],
  [[DAY], null, '2024-07-18', 2],
  [[DAY, AGENCY], AGENCY, '2024-07-18', 2],
  [[AGENCY, DAY, '云岭市教育局办公室'], AGENCY, '2024-07-18', 2],
  [[AGENCY], AGENCY, null, 2],
  [['中共云岭市委组织部', '（公章）', DAY], '中共云岭市委组织部', '2024-07-18', 2],
  [[AGENCY, '答复日期：2024-07-18'], AGENCY, '2024-07-18', 2],
  // No day is guessed for a letter that leaves it open.
  [[AGENCY, '2024年7月　日'], AGENCY, null, 2],
  [[], null, null, 2],
  // A day inside a sentence signs nothing.
  [['我局已于2024年3月1日印发方案。'], null, null, 3],
] as const)('reads the signature of %j', (ending, ...known) => {
  const [signer, date, line] = known;
  const lines = ['陈雨桐委员：', text, ...ending];
  expect(readSignature(lines)).toEqual({ signer, date, line });
});

test('a letter ends with what letters carry below their day', () => {
  const letter = ['陈雨桐委员：', text, AGENCY, DAY, '（联系人：李某）', '抄送：市政协提案委'];
  const other = ['市教育局召开专题会议，研究部署下半年课后服务工作，并作出安排。'];
  expect(letterLength([...letter, ...other])).toBe(letter.length);
});

test.each([
  ['greets nobody', [text, AGENCY, DAY]],
  ['is not signed', ['陈雨桐委员：', text]],
  ['has its annex in full below', ['陈雨桐委员：', text, AGENCY, DAY, '附件1', '名单']],
])('knows no length of a letter that %s', (_why, lines) => {
  expect(letterLength(lines)).toBeNull();
});
