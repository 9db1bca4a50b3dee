import { expect, test } from 'vitest';

import { documentNumberOfLine } from '../../src/extract/document-number.ts';
import { readLetter } from '../../src/extract/read-letter.ts';
import { readProposal } from '../../src/extract/read-proposal.ts';

const of = (title: string, opening = '', head = '') =>
  readProposal({
    title,
    opening,
    head,
    around: [],
    isAddressed: true,
    labelledNumber: null,
    labelledTitle: null,
  });

// Forms of docs/field-notes.md §2.2, with invented matters.
test.each([
  [
    '关于政协第十四届全国委员会第二次会议第02403号（医疗卫生类173号）提案答复的函',
    'CPPCC',
    '十四届二次会议',
    '02403',
  ],
  ['对自治区政协十三届二次会议第0635号提案的答复', 'CPPCC', '十三届二次会议', '0635'],
  ['关于市政协十二届三次会议120号提案的答复函', 'CPPCC', '十二届三次会议', '120'],
  ['关于省政协十二届二次会议第20190017号提案的答复', 'CPPCC', '十二届二次会议', '20190017'],
  ['对十三届全国人大四次会议第1234号建议的答复', 'NPC', '十三届四次会议', '1234'],
  ['关于省十二届人大五次会议第2017546号建议的复函', 'NPC', '十二届五次会议', '2017546'],
  ['关于州九届人大五次会议20260112号建议的答复', 'NPC', '九届五次会议', '20260112'],
  [
    '某省卫生健康委员会关于某省第十四届人民代表大会第四次会议第14040218号建议的复函',
    'NPC',
    '十四届四次会议',
    '14040218',
  ],
  ['对区政协提案第45号的答复', 'CPPCC', null, '45'],
  ['关于第233号建议的答复意见', 'NPC', null, '233'],
  ['对政协第十三届某省委员会第二次会议第０１２８号提案的答复', 'CPPCC', '十三届二次会议', '0128'],
  [
    '关于全国政协十四届一次会议第02403（教育类173）号提案的答复',
    'CPPCC',
    '十四届一次会议',
    '02403',
  ],
  ['关于区政协十届三次会议第10-3-045号提案的答复', 'CPPCC', '十届三次会议', '10-3-045'],
] as const)('reads the proposal of %s', (title, ...facts) => {
  const [body, session, number] = facts;
  expect(of(title)).toMatchObject({ body, session, number, role: 'main' });
});

test.each([
  [
    '您提出的《关于落实〈家庭教育促进法〉的提案》收悉，现答复如下',
    '关于落实〈家庭教育促进法〉的提案',
  ],
  [
    '您在会议期间提出的《关于落实《家庭教育促进法》的提案》（第12号）收悉',
    '关于落实《家庭教育促进法》的提案',
  ],
  ['您提出的关于提高教学质量的建议提案收悉，现答复如下', '关于提高教学质量的建议'],
])('takes the proposal title from %s', (opening, title) => {
  expect(of('关于某市政协一届一次会议第12号提案的答复', opening)?.title).toBe(title);
});

test.each([
  ['关于市政协提案第8号会办意见的函', ''],
  ['关于市人大建议第8号的协办意见', ''],
  ['关于市政协第8号提案的函', '现将我局会办意见函告如下'],
])('calls %s co-handling', (title, opening) => {
  expect(of(title, opening)?.role).toBe('co-handling');
});

test.each([
  '您提出的提案收悉，现结合市财政局会办意见，答复如下',
  '您提出的提案收悉，经综合各会办单位意见，现答复如下',
  '您提出的提案收悉，现答复如下',
])('calls the letter that opens with %s the main reply', (opening) => {
  expect(of('关于市政协第8号提案的答复', opening)?.role).toBe('main');
});

test.each([
  '市教育局召开提案办理工作推进会',
  '2024年市政协提案办理情况汇总',
  '关于做好2024年建议提案办理工作的通知',
  '关于加强课后服务的通知',
])('finds no answered proposal in %s', (title) => {
  expect(of(title)).toBeNull();
});

test('does not take the digits of a document number for a proposal', () => {
  expect(of('关于政协提案的答复', '市教函〔2024〕36号文收悉，现就提案答复如下')?.number).toBeNull();
});

test.each([
  ['云教提复〔2024〕36号', '云教提复〔2024〕36号'],
  ['云教提复[2024]36号', '云教提复[2024]36号'],
  ['建提复字〔2023〕第29号', '建提复字〔2023〕第29号'],
  ['云 教 提 复 〔2024〕 36 号', '云教提复〔2024〕36号'],
  ['云教建（2024）5号    签发人：李某某', '云教建（2024）5号'],
  ['A类  云教提复〔2024〕36号', '云教提复〔2024〕36号'],
  ['根据《国务院办公厅关于印发指引的通知》（国办发〔2017〕47号）要求', null],
  ['2024年7月18日', null],
  ['市政协十二届三次会议第120号提案', null],
])('reads the document number of the line %s', (line, number) => {
  expect(documentNumberOfLine(line)).toBe(number);
});

const text = '您提出的提案收悉。我局认真研究，现答复如下，感谢支持。';
test.each([
  [['张某某委员：', text, '云岭市教育局', '2024年7月18日'], '云岭市教育局', '2024-07-18'],
  [
    ['张某某委员：', text, '云 岭 市 教 育 局', '二〇二四年七月十八日'],
    '云岭市教育局',
    '2024-07-18',
  ],
  [
    ['张某某委员：', text, '云岭市教育体育局（公章）', '20221020'],
    '云岭市教育体育局',
    '2022-10-20',
  ],
  [['张某某委员：', text, '云岭市教育局 2024年7月18日'], '云岭市教育局', '2024-07-18'],
  [
    [
      '张某某委员：',
      text,
      '云岭市教育局',
      '2024.7.18',
      '联系人：李某，电话：12345',
      '抄送：市政协提案委',
    ],
    '云岭市教育局',
    '2024-07-18',
  ],
  [
    ['张某某委员：', text, '云岭市教育局', '2024年7月18日', '附件：1.情况表', '2.名单'],
    '云岭市教育局',
    '2024-07-18',
  ],
  [
    [
      '张某某委员：',
      text,
      '云岭市教育局',
      '2024年7月18日',
      '云岭市教育局办公室　2024年7月19日印发',
    ],
    '云岭市教育局',
    '2024-07-18',
  ],
  [
    ['各区教育局：', text, '云岭市教育局', '云岭市科学技术局', '2024年7月18日'],
    '云岭市教育局、云岭市科学技术局',
    '2024-07-18',
  ],
  [['张某某委员：', text, '2024年7月18日'], null, '2024-07-18'],
  [['张某某委员：', text, '云岭市教育局'], '云岭市教育局', null],
  [
    ['张某某委员：', text, '中共云岭市委组织部', '（公章）', '2024年7月18日'],
    '中共云岭市委组织部',
    '2024-07-18',
  ],
  [['张某某委员：', text, '云岭市教育局', '答复日期：2024-07-18'], '云岭市教育局', '2024-07-18'],
  [['张某某委员：', text, '云岭市教育局', '2024年7月　日'], '云岭市教育局', null],
  [['张某某委员：', text], null, null],
])('reads the signature of %j', (lines, signer, dateWritten) => {
  expect(readLetter(lines)).toMatchObject({ signer, dateWritten });
});

test.each([
  ['陈雨桐委员：', '陈雨桐委员'],
  ['尊敬的陈雨桐、李明等委员:', '尊敬的陈雨桐、李明等委员'],
  ['民进云岭市委会：', '民进云岭市委会'],
  ['罗开明代表：您提出的建议收悉。', '罗开明代表'],
  ['市教育局：', '市教育局'],
  ['主要做法如下：', null],
  ['联系单位：', null],
])('reads the addressee of %s', (line, addressee) => {
  expect(readLetter([line, text]).addressee).toBe(addressee);
});
