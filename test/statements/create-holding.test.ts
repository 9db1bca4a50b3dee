import { expect, test } from 'vitest';

import { answerOf, quotedWith } from './read.ts';

/** [sentence, clause, what a quotation of it must hold]: without it the clause would say something else. */
const HELD: readonly (readonly [string, string, string])[] = [
  [
    '2025年底前完成视力档案的电子化，家长凭学生信息可以查询。',
    '家长凭学生信息可以查询',
    '2025年底前完成视力档案的电子化',
  ],
  [
    '非经县教育局批准，任何单位不得安排教师参加无关活动。',
    '任何单位不得安排教师参加无关活动',
    '非经县教育局批准',
  ],
  [
    '目前公办高中指标到校比例为63%，我们计划2025年提高到66%。',
    '我们计划2025年提高到66%',
    '目前公办高中指标到校比例为63%',
  ],
  [
    '常设展厅全年免费，特效影院仍实行收费，学生票价为12元。',
    '学生票价为12元',
    '特效影院仍实行收费',
  ],
  [
    '全县初中建立课后服务菜单，农村初中不少于4门。',
    '农村初中不少于4门',
    '全县初中建立课后服务菜单',
  ],
  ['我县为乡村教师新建周转房，今年完工36套。', '今年完工36套', '我县为乡村教师新建周转房'],
];

test.each(HELD)('holds the sentence up to the clause: %s — %s', (text, clause, held) => {
  expect(quotedWith(text, clause)).toContain(held);
});

test.each([
  ['检查机构86家，取缔无证机构5家，责令整改12家。', '责令整改12家'],
  ['县教育局高度重视，全力以赴抓落实，2024年安排补助经费360万元。', '2024年安排补助经费360万元'],
  [
    '我局征求了家长意见，我局印发了《全县课后服务收费管理办法》。',
    '我局印发了《全县课后服务收费管理办法》',
  ],
])('leaves out what it does not hang on: %s — %s', (text, clause) => {
  expect(quotedWith(text, clause)).toEqual([clause]);
});

test('a condition or a time ends with its statement where somebody else follows', () => {
  const rule = '每班超过25人的，应配备2名教师；无资格证书的人员不得单独执教。';
  expect(quotedWith(rule, '无资格证书的人员不得单独执教')).toEqual([
    '无资格证书的人员不得单独执教',
  ]);
  const plan = '明年6月底前，县政府更新校车32辆；贵会所提将司机纳入编制不予考虑。';
  expect(quotedWith(plan, '贵会所提将司机纳入编制不予考虑')).not.toContain('明年6月底前');
});

test('a decision is told with the wish in front of it, and never with what stands under another heading', () => {
  const wish = answerOf('您建议将晚托收费下调三成。县财政今年没有安排，故维持现行标准。');
  expect(wish.statements[1]?.antecedent).toBe(0);
  const text =
    '（一）关于取消收费的建议。每年需3.6亿元，目前难以实现。\n（二）关于建立评估机制的建议。我委采纳该建议。';
  const { statements } = answerOf(text);
  expect(statements.at(-1)).toMatchObject({ antecedent: null, needsHeading: 'each' });
});

test.each([
  ['我局将在编制2026年预算时，适当调整补助。', '我局将在编制2026年预算时', '适当调整补助'],
  ['您担心的机构资质问题，我们逐一作了核查。', '您担心的机构资质问题', '我们逐一作了核查'],
  ['原计划9月投入使用的第六中学，因雨停工。', '原计划9月投入使用的第六中学', '因雨停工'],
])(
  'a clause that names something and says nothing of it is not told alone: %s',
  (text, clause, rest) => {
    const quoted = quotedWith(text, clause);
    expect(quoted.length === 0 || quoted.includes(rest)).toBe(true);
  },
);

test.each([
  ['1.8月底前完成核查。', '8月底前完成核查'],
  ['1.2024年新建食堂12个。', '2024年新建食堂12个'],
  ['第三方不得直接收取费用。', '第三方不得直接收取费用'],
])('tells the number of a point from what follows it: %s', (text, clause) => {
  const said = answerOf(text).statements.flatMap(({ clauses }) => clauses.map((one) => one.text));
  expect(said.join('，')).toContain(clause);
});

test('the time of a plan in front of all else is no field', () => {
  const { statements } = answerOf('下一步：10月底前，我局完成对36家机构的核查。');
  expect(statements[0]?.clauses.map(({ text }) => text)).toEqual([
    '下一步',
    '10月底前',
    '我局完成对36家机构的核查',
  ]);
});
