import { expect, test } from 'vitest';

import { readLetter } from '../../src/letter/read-letter.ts';

const title = '关于市政协三届二次会议第12号提案的答复';
const letterOf = (...lines: readonly string[]) =>
  readLetter({ title, lines, documentNumber: null });
const cut = (text: string, { start, end }: { readonly start: number; readonly end: number }) =>
  text.slice(start, end);

// ▲ is where the opening ends and the answer begins.
test.each([
  ['您提出的《关于课后服务的提案》收悉，现答复如下：▲\n全市学校已开展课后服务。'],
  ['您提出的《关于课后服务的提案》收悉。感谢您的关心。经研究，现答复如下：▲\n全市学校已开展。'],
  ['您提出的提案收悉。▲我市已有九所学校开展课后服务。'],
  ['您提出的提案已收悉，现将办理情况回复如下。▲\n一、基本情况'],
  ['您提出的提案收悉。\n经与市财政局会商，现答复如下：▲\n一、基本情况'],
  ['您提出的《关于课后服务的提案》，我局高度重视。▲\n全市学校已开展课后服务。'],
])('the opening ends where the answer begins: %s', (marked) => {
  const rest = marked.replace('▲', '');
  const letter = letterOf('陈雨桐委员：', ...rest.split('\n'), '云岭市教育局', '2024年7月18日');
  const text = ['陈雨桐委员：', rest, '云岭市教育局', '2024年7月18日'].join('\n');
  const [opening = '', answer = ''] = marked.split('▲');
  expect(letter.opening.text).toBe(opening);
  expect(cut(text, letter.opening)).toBe(opening);
  expect(cut(text, letter.answer).trim()).toBe(answer.trim());
});

test('an opening in the line of the greeting begins behind its colon', () => {
  const { opening } = letterOf('陈雨桐委员：您提出的提案收悉，现答复如下：', '全市已开展。');
  expect(opening.text).toBe('您提出的提案收悉，现答复如下：');
});

test('a text without an opening is all answer, from its first line on', () => {
  const { opening, answer } = letterOf('一、基本情况', '全市学校开展课后服务。');
  expect(opening).toMatchObject({ text: '', start: 0, end: 0 });
  expect(answer).toEqual({ start: 0, end: 18 });
});

test('a letter quoted in a text opens nothing', () => {
  const quoted = '“您提出的提案收悉，现答复如下：全市已开展课后服务。”';
  expect(letterOf('本报讯', quoted).opening.text).toBe('');
});

test('an answer ends where the signature begins, and never before its beginning', () => {
  const signed = letterOf('陈雨桐委员：', '提案收悉。已办理。', '云岭市教育局', '2024年7月18日');
  expect(signed.signature).toMatchObject({ signer: '云岭市教育局', line: 2 });
  const bare = letterOf('陈雨桐委员：', '云岭市教育局', '2024年7月18日').answer;
  expect(bare.end).toBeGreaterThanOrEqual(bare.start);
  expect(letterOf().answer).toEqual({ start: 0, end: 0 });
});
