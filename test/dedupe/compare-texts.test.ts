import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { compareTexts } from '../../src/dedupe/compare-texts.ts';
import { mattersOf } from '../../src/dedupe/matter-keys.ts';
import type { Proposal } from '../../src/domain/article.ts';
import { composeArticle } from '../support/composed-articles.ts';

const letter = [
  '林委员：',
  '您在市政协五届一次会议上提出的《关于减轻作业负担的提案》（第38号）收悉，现答复如下：',
  '一、全市218所学校实行作业公示，达标比例为98.6%。二、追回预收费417万元，涉及3、5年级。',
  '课后服务时间为16:30至18:00。',
  '下一步，2027年底前配备教师200名。',
  '青溪市教育局',
  '2026年8月25日',
].join('\n');

const compare = (before: string, after: string) =>
  compareTexts(composeArticle({ body: before }), composeArticle({ body: after }));

test.each([
  ['line breaks', letter.replace('二、', '\n二、')],
  ['blanks', letter.replaceAll('学校', '学 校')],
  ['width', letter.replace('218', '２１８').replace('98.6%', '98．6％')],
  ['punctuation', letter.replaceAll('，', ',').replaceAll('。', '.\n')],
  ['a comma in a number', letter.replace('417万元', '417万元').replace('200名', '200名')],
  [
    'the order of sentences',
    letter.replace(
      '课后服务时间为16:30至18:00。\n下一步，2027年底前配备教师200名。',
      '下一步，2027年底前配备教师200名。\n课后服务时间为16:30至18:00。',
    ),
  ],
  ['a counter above', `浏览次数：3021\n${letter}`],
  ['what is below the signature', `${letter}\n附件：1.名单\n2.说明`],
])('%s is no change', (_what, after) => {
  expect(compare(letter, after).changes).toEqual([]);
});

test.each([
  ['a decimal point', '417万元', '41.7万元'],
  ['a digit in front', '218所', '1218所'],
  ['a digit behind', '98.6%', '98.65%'],
  ['a sign in a number', '3、5年级', '35年级'],
  ['a time', '16:30', '15:30'],
  ['a year', '2027年底', '2028年底'],
  ['a word', '实行作业公示', '试行作业公示'],
])('%s is a change', (_what, old, fresh) => {
  const { changes, more } = compare(letter, letter.replace(old, fresh));
  expect(more).toBe(0);
  expect(changes).toHaveLength(1);
  expect(changes[0]?.before).toContain(old);
  expect(changes[0]?.after).toContain(fresh);
});

test('a sentence that is taken out or put in is said to be that', () => {
  const without = letter.replace('课后服务时间为16:30至18:00。\n', '');
  expect(compare(letter, without)).toMatchObject({ isOnlyMissing: true, isOnlyAdded: false });
  expect(compare(without, letter).changes).toEqual([
    { before: null, after: '课后服务时间为16:30至18:00。' },
  ]);
});

test('of a text that is wholly another no more than eight changes are kept, none of them long', () => {
  const text = (word: string): string =>
    Array.from({ length: 300 }, (_, at) => `${word}${at}${'很长的句子，'.repeat(90)}完。`).join(
      '\n',
    );
  const { changes, more } = compare(text('旧'), text('新'));
  expect(changes).toHaveLength(8);
  expect(more).toBeGreaterThan(90);
  const lengths = changes.flatMap(({ before, after }) => [before?.length ?? 0, after?.length ?? 0]);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(242);
});

test('any two texts can be compared, and a text is like itself', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ maxLength: 300 }),
      (a, b) => {
        expect(compare(a, a).changes).toEqual([]);
        compare(a, b);
      },
    ),
    { numRuns: 100 },
  );
});

const proposal: Proposal = {
  body: 'CPPCC',
  session: '五届一次会议',
  number: '0038',
  title: null,
  role: 'main',
};
const region = (code: string, level: 'city' | 'county' | 'province', name: string) => ({
  code,
  level,
  name,
});
const city = composeArticle({
  title: '关于市政协五届一次会议第0038号提案的答复',
  proposal,
  region: region('330600', 'city', '青溪市'),
});

test.each([
  ['the city’s county', { region: region('330602', 'county', '青田区') }, true],
  ['another city', { region: region('330500', 'city', '湖州市') }, false],
  [
    'the province',
    {
      title: '关于省政协五届一次会议第0038号提案的答复',
      region: region('330000', 'province', '浙江省'),
    },
    false,
  ],
  ['of no known city', { region: region('330000', 'province', '浙江省') }, false],
  ['without a leading zero', { proposal: { ...proposal, number: '38' } }, true],
  ['the other assembly', { proposal: { ...proposal, body: 'NPC' as const } }, false],
  [
    'no session',
    { title: '关于第0038号提案的答复', proposal: { ...proposal, session: null } },
    false,
  ],
  [
    'as one of several',
    { proposal: { ...proposal, number: '12' }, otherProposals: [proposal] },
    true,
  ],
])('a letter on the same proposal: %s', (_what, changes, isSame) => {
  const shared = mattersOf({ ...city, ...changes }).some((key) => mattersOf(city).includes(key));
  expect(shared).toBe(isSame);
});
