import { expect, test } from 'vitest';
import { closure, closureAlone } from '../../src/summarize/closure.ts';
import { quoteText } from '../../src/summarize/quote.ts';
import { weighStatements } from '../../src/summarize/weigh-clauses.ts';
import { answerOf, voice } from '../statements/read.ts';

type Close = typeof closure;

/** The line that a clause of a text makes; null where none may. */
function lineOf(text: string, wanted: string, close: Close = closureAlone): string | null {
  const frame = { base: '2024-05-20', isPrivate: () => false, voice };
  const statements = weighStatements(answerOf(text).statements, frame);
  const index = statements.findIndex(({ statement }) =>
    statement.clauses.some((clause) => clause.text === wanted),
  );
  const at = statements[index]?.statement.clauses.findIndex((clause) => clause.text === wanted);
  expect(at).toBeGreaterThanOrEqual(0);
  const closed = close(statements, index, at ?? 0);
  if (closed === null) return null;
  const parts = [...closed].flatMap(([one, clauses]) => {
    const { statement } = statements[one] ?? {};
    return statement === undefined ? [] : [{ statement, clauses }];
  });
  return quoteText(parts, text, null);
}

const SURVEY = '我局对课后服务作了测评。随访家庭120户，发放问卷900份。';

test('a sentence that names nothing of what it is about is told with the one before it', () => {
  expect(lineOf(SURVEY, '随访家庭120户')).toBe('我局对课后服务作了测评。随访家庭120户');
  expect(lineOf(SURVEY, '随访家庭120户', closure)).toBe('随访家庭120户');
});

test('one that names it stands alone', () => {
  const text = '我局对课后服务作了测评。近视率为43%，比上年降低1个百分点。';
  expect(lineOf(text, '近视率为43%')).toBe('近视率为43%');
});

test('the first of a paragraph, or of a numbered point, needs nothing before it', () => {
  expect(lineOf('我局对课后服务作了测评。\n随访家庭120户。', '随访家庭120户')).toBe(
    '随访家庭120户',
  );
  const points = '主要做法：一是课后服务提质。建成资源库3个。二是减轻负担。清理报表41项。';
  expect(lineOf(points, '清理报表41项')).not.toContain('资源库');
});

test('a chain is no line when it is long', () => {
  const text = '课后服务作了测评。收回答卷900份。其中纸质200份。有效880份。无效20份。满意率为93%。';
  expect(lineOf(text, '满意率为93%')).toBeNull();
});

test('nothing is left out between what is quoted', () => {
  const text = '全县开展课后服务的学校43所，参加学生2.1万人，教师1900人，覆盖率为98%。';
  expect(lineOf(text, '覆盖率为98%')).toBe(text.slice(0, -1));
});

test('what is not told at all leads nothing in', () => {
  const text = '课后服务收费标准由县里核定。感谢您的关心和支持。今年减免900人次。';
  expect(lineOf(text, '今年减免900人次')).toBeNull();
});

test('what goes on behind a semicolon begins no line', () => {
  const text = '从明年春季学期起，寄宿学校课后服务以锻炼为主；晚自习以自主学习为主，不超过1节。';
  expect(lineOf(text, '不超过1节')).toMatch(/^从明年春季学期起/u);
});

test('a promise is not led in by what was done, nor a deed by a promise', () => {
  const deed = '去年为课后服务配备器材120套。下一步，我局将于年底前再增加80套。';
  expect(lineOf(deed, '我局将于年底前再增加80套')).toBeNull();
  expect(lineOf(deed, '我局将于年底前再增加80套', closure)).not.toBeNull();
  const promise = '我局将于年底前为课后服务增加器材80套。去年已有120套。';
  expect(lineOf(promise, '去年已有120套')).toBeNull();
});

test('a time of day is no label in front of a number', () => {
  const text = '课后培训不晚于20:30、线上不晚于21:00。';
  expect(lineOf(text, '课后培训不晚于20:30、线上不晚于21:00')).toBe(text.slice(0, -1));
});

test('a number behind 这, and a part of it, point back', () => {
  const text = '为11个教学点开展课后服务。这11个教学点共有课后服务教师19人。';
  expect(lineOf(text, '这11个教学点共有课后服务教师19人')).toContain('为11个教学点');
  const part = '不能分隔的学校有体育场20处。文体局今年改造其中的8处体育场。';
  expect(lineOf(part, '文体局今年改造其中的8处体育场')).toContain('不能分隔');
});

test('what is turned round is quoted to its end', () => {
  const text =
    '示范文本约定，未开课的可以全额退费，已开课的按比例退费。不过它是推荐使用，不是强制。';
  const line = lineOf(`课后培训有示范文本。${text}`, '未开课的可以全额退费');
  expect(line).toContain(text.slice(0, -1));
});
