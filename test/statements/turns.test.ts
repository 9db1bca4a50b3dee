import { expect, test } from 'vitest';
import { answerOf, clauseIn, quotedWith } from './read.ts';

// [sentence, clause, what a quotation of it must hold]: what the clause behind limits, corrects or explains.
test.each([
  ['课桌椅已更换6000套，此数为各校自报。', '课桌椅已更换6000套', '此数为各校自报'],
  ['体育馆对学生免费，这一安排仅限周六。', '体育馆对学生免费', '这一安排仅限周六'],
  ['招聘门槛放宽到专科，该项改动需报省厅备案。', '招聘门槛放宽到专科', '该项改动需报省厅备案'],
  ['投诉比上年多了三成，原因主要是热线合并。', '投诉比上年多了三成', '原因主要是热线合并'],
  [
    '补助标准提高到每生80元，已列入草案，须经县人大审议通过。',
    '补助标准提高到每生80元',
    '须经县人大审议通过',
  ],
  ['我局愿意派教练2名，每周到校，前提是学校办妥保险。', '我局愿意派教练2名', '前提是学校办妥保险'],
  ['抽查的学校12所已整改，城南小学仍未达标。', '抽查的学校12所已整改', '城南小学仍未达标'],
  ['校车项目公开招标，流标。', '校车项目公开招标', '流标'],
  ['同时提醒广大家长，转账到个人账户的，请拒绝。', '同时提醒广大家长', '请拒绝'],
  ['任何机构不得以测评为名，向家长推销课程。', '任何机构不得以测评为名', '向家长推销课程'],
  ['休学由家长申请，学校不得劝退。', '学校不得劝退', '休学由家长申请'],
  ['家长可拨打值班电话，我们两天之内派人核实。', '我们两天之内派人核实', '家长可拨打值班电话'],
  [
    '邻近的某市由学校统一派课，教师满意度提高两成。',
    '教师满意度提高两成',
    '邻近的某市由学校统一派课',
  ],
  ['资源库即将开通，各校均可免费使用微课900节。', '各校均可免费使用微课900节', '资源库即将开通'],
  ['顺利的话，专线10月开通。', '专线10月开通', '顺利的话'],
  ['接到线索后，我局派人到场核查。', '我局派人到场核查', '接到线索后'],
  ['您谈到，“教师习惯让学生抄写”，我们查了作业900本。', '我们查了作业900本', '您谈到'],
])('%s — %s', (text, clause, must) => {
  expect(quotedWith(text, clause)).toContain(must);
});

// What the next sentence limits, corrects, takes back or answers.
test.each([
  '能午睡的学生1.1万人。这当中有4000人睡的是课桌，算不得平躺。',
  '全县购置床位4100张。其中520张不合格退货，真正用上的是3580张。',
  '全市批准机构671家。批准的671家中，有28家后来交回意见书。',
  '投诉较上年上升两成。需要说明的是，热线去年合并。',
  '建议设立家庭教育假，每年3天。设立假期须由法律规定，我会无权设立。',
  '提案建议，凡查实一律开除。开除的情形由法律规定，我厅不能一刀切。',
  '（2）初中以下学生公交免费。县财政局测算每年需增加支出900万元，未予安排。',
  '午餐每餐8元，由家长交纳。孤儿的餐费由镇里承担。',
  '省里规定，场地不低于3平方米。我市要求不低于5平方米。',
  '转介的学生5个工作日内就诊。病情紧急的，不受此限。',
  '少儿馆原来17时闭馆。从5月起，开到20时。',
])('the next sentence belongs to it: %s', (text) => {
  expect(answerOf(text).statements[0]?.turnedBy).toBe(1);
});

test('a wish whose answer is nowhere near is not quoted', () => {
  const { statement, at } = clauseIn(
    '委员建议全县学校配齐校医90名。全县有学校96所。',
    '委员建议全县学校配齐校医90名',
  );
  expect(statement.clauses[at]?.needs).toEqual([]);
});

// Labelled questions and answers: what was asked is a heading, and is told with a decision on it.
test('a labelled question is no statement, and stands in front of the decision', () => {
  const { statements } = answerOf(
    '【诉求一】手机一律不准进校。\n【办理】部分采纳，课堂以外由学校规定。\n【下一步】年底前印发细则。',
  );
  expect(statements.map(({ clauses }) => clauses[0]?.text)).toEqual(['部分采纳', '年底前印发细则']);
  expect(statements[0]).toMatchObject({
    needsHeading: 'each',
    heading: { text: '【诉求一】手机一律不准进校' },
  });
  expect(statements[1]?.isPlanned).toBe(true);
});

test.each([
  ['3.1 为学校配备眼科车6辆。', '为学校配备眼科车6辆'],
  ['1.5小时是作业的上限。', '1.5小时是作业的上限'],
  ['从下学期起，一、二年级学生不留作业。', '一、二年级学生不留作业'],
])('numbers of points and other numbers: %s', (text, clause) => {
  expect(clauseIn(`${text}\n学校96所。`, clause).statement.clauses.length).toBeGreaterThan(0);
});

test('the first decision under a heading is on what the heading names, not on what was said before it', () => {
  const { statements } = answerOf(
    '一、关于编写教材的建议\n全县开课96门。\n二、关于将课间延长到15分钟的建议\n已经采纳。',
  );
  expect(statements.at(-1)).toMatchObject({
    needsHeading: 'each',
    antecedent: null,
    heading: { text: '关于将课间延长到15分钟的建议' },
  });
});

test.each([
  '一是以课后服务为支点。全县开课96门。',
  '一、健全机构，压实责任。全县开课96门。',
  '（二）畅通渠道。\n全县开课96门。',
])('what only heads what follows is no statement: %s', (text) => {
  const texts = answerOf(text).statements.map(({ clauses }) => clauses.at(-1)?.text);
  expect(texts).toEqual(['全县开课96门']);
});
