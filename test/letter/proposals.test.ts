import { expect, test } from 'vitest';

import { type ProposalHints, readProposals } from '../../src/letter/read-proposals.ts';
import { readSalutation } from '../../src/letter/salutation.ts';

function proposalsOf(hints: Partial<ProposalHints>) {
  return readProposals({
    title: '',
    opening: '',
    head: '',
    around: [],
    salutation: null,
    role: 'main',
    labelledNumber: null,
    labelledTitle: null,
    ...hints,
  });
}

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
  ['关于县十七届人大三次会议第K031号建议的答复', 'NPC', '十七届三次会议', 'K031'],
  ['关于市政协第一百三十一号提案的答复', 'CPPCC', null, '131'],
  ['关于市政协一届四次会议提案（编号：39A号）的答复', 'CPPCC', '一届四次会议', '39A'],
  ['关于市人大三届一次会议2024-B07号代表建议的答复', 'NPC', '三届一次会议', '2024-B07'],
] as const)('reads the proposal of %s', (title, ...facts) => {
  const [body, session, number] = facts;
  expect(proposalsOf({ title })).toMatchObject([{ body, session, number, role: 'main' }]);
});

test.each([
  // A law has 《》 of its own.
  [
    '您提出的《关于落实〈家庭教育促进法〉的提案》收悉，现答复如下',
    '关于落实〈家庭教育促进法〉的提案',
  ],
  [
    '您在会议期间提出的《关于落实《家庭教育促进法》的提案》（第12号）收悉',
    '关于落实《家庭教育促进法》的提案',
  ],
  ['您提出的关于提高教学质量的建议提案收悉，现答复如下', '关于提高教学质量的建议'],
  ['你提出的“关于促进“双减”落地的提案”收悉', '关于促进“双减”落地的提案'],
  ['您提出的《让孩子睡够觉》的提案收悉，现答复如下', '让孩子睡够觉'],
  // Whatever verb stands beside it.
  ['您的《关于课后看护怎么办的提案》提了五个问题', '关于课后看护怎么办的提案'],
  ['去年6月，我局曾就您《关于课后看护的建议》书面答复', '关于课后看护的建议'],
  ['您在《关于课后看护的建议》中谈到的两件事', '关于课后看护的建议'],
  ['您领衔提出的“关于让孩子午休躺下睡”的建议，我局已研究', '关于让孩子午休躺下睡'],
  ['您提出的关于“整治教师私下收费”的提案收悉，现答复如下', '关于“整治教师私下收费”的提案'],
  // A party's proposal for the state's plan is no deputy's.
  [
    '按照《中共中央关于制定五年规划的建议》，您提出的《关于课后看护的建议》收悉',
    '关于课后看护的建议',
  ],
  // A notice that the opening cites is no proposal.
  [
    '您提出的《关于延长看护时间的建议》收悉。根据《关于规范课后服务的通知》，现答复如下',
    '关于延长看护时间的建议',
  ],
])('takes the title of the proposal from %s', (opening, title) => {
  const read = proposalsOf({ title: '关于某市政协一届一次会议第12号提案的答复', opening });
  expect(read).toMatchObject([{ title, number: '12' }]);
});

test('takes no law that is cited for the title of a proposal', () => {
  const opening = '您提出的提案收悉。根据《中华人民共和国教育法》，现答复如下';
  expect(proposalsOf({ title: '关于市政协第12号提案的答复', opening })[0]?.title).toBeNull();
});

test.each([
  ['关于对市政协第7号提案《关于增加午休床的提案》的答复', '关于增加午休床的提案'],
  ['关于李明代表提出的关于增加午休床的建议的答复', '关于增加午休床的建议'],
])('takes the title of the proposal from the title %s', (title, expected) => {
  expect(proposalsOf({ title })[0]?.title).toBe(expected);
});

test('pairs the titles of several proposals with their numbers', () => {
  const opening =
    '您提出的《关于规范校外培训的提案》（第12号）、《关于办好课后服务的提案》（第35号）收悉，现一并答复如下：';
  expect(proposalsOf({ title: '关于市政协四届二次会议提案的答复', opening })).toEqual([
    {
      body: 'CPPCC',
      session: '四届二次会议',
      number: '12',
      title: '关于规范校外培训的提案',
      role: 'main',
    },
    {
      body: 'CPPCC',
      session: '四届二次会议',
      number: '35',
      title: '关于办好课后服务的提案',
      role: 'main',
    },
  ]);
});

test.each([
  ['关于市政协四届二次会议第12号、第35号提案的答复', ['12', '35']],
  ['关于市政协四届二次会议第12、35、101号提案的答复', ['12', '35', '101']],
  ['关于市政协四届二次会议第012号、第035号、第101号提案的合并答复', ['012', '035', '101']],
  ['关于市人大二次会议第8号和第19号建议的答复', ['8', '19']],
])('reads every number of %s', (title, numbers) => {
  expect(proposalsOf({ title }).map(({ number }) => number)).toEqual(numbers);
});

test.each([
  ['关于政协提案的答复', '市教函〔2024〕36号文收悉，现就提案答复如下'],
  ['关于政协提案的答复', '您的来电（电话0871-65512345）收悉，现就提案答复如下'],
])('takes no digits of something else for a number: %s, %s', (title, opening) => {
  expect(proposalsOf({ title, opening })[0]?.number).toBeNull();
});

test('trusts what the page has labelled only where the letter is silent', () => {
  const labels = { labelledNumber: '0311', labelledTitle: '关于增加午休床的提案' };
  expect(proposalsOf({ title: '关于提案的答复', ...labels })).toMatchObject([
    { number: '0311', title: '关于增加午休床的提案' },
  ]);
  const title = '关于市政协第0042号提案的答复';
  const opening = '您提出的《关于校园食堂的提案》收悉';
  expect(proposalsOf({ title, opening, ...labels })).toMatchObject([
    { number: '0042', title: '关于校园食堂的提案' },
  ]);
});

test('knows the assembly by who is greeted, where the letter says no more', () => {
  const opening = '您提出的建议收悉，现答复如下';
  for (const [greeting, body] of [
    ['陈雨桐委员', 'CPPCC'],
    ['罗开明代表', 'NPC'],
  ] as const) {
    const salutation = readSalutation(greeting);
    expect(proposalsOf({ title: '答复函', opening, salutation })[0]?.body).toBe(body);
  }
});
