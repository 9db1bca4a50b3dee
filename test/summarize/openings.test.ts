import { expect, test } from 'vitest';
import { letterOfArticle } from '../../src/letter/read-letter.ts';
import { summarizeArticle } from '../../src/summarize/summarize-article.ts';
import { summaryText } from '../../src/summarize/summary-text.ts';
import { composeArticle } from '../support/composed-articles.ts';

function summarize(body: string) {
  const article = composeArticle({
    title: '对县政协十届一次会议第31号提案的回复',
    agency: '青田县教育局',
    dateWritten: '2024-05-20',
    body,
  });
  const verdict = {
    kind: 'reply',
    relevance: 'core',
    topics: [],
    evidence: [],
    reasons: [],
  } as const;
  const summary = summarizeArticle(article, letterOfArticle(article), verdict);
  return { ...summary, text: summaryText(summary) };
}

const promisesOf = (body: string) => summarize(body).commitments.map(({ text }) => text);
const OPENING = '陈委员：\n您提出的《关于课后服务的提案》收悉，现答复如下：\n';

test('an opening that thanks and answers in one sentence does not swallow the letter', () => {
  const body =
    '陈委员：\n您提出的“关于课后服务的提案”已收到。首先感谢您对教育的关心，现就有关问题答复如下：\n' +
    '1、丰富课程。全县建成社团386个，不得布置惩罚性作业。';
  expect(summarize(body).text).toContain('全县建成社团386个');
});

test('an opening without an end leaves the letter to quote', () => {
  const body = `陈委员：\n感谢您的来信，答复如下\n全县建成社团386个。`;
  expect(summarize(body).text).toContain('全县建成社团386个');
});

test('what follows a promise up to the full stop is promised, too', () => {
  const body = `${OPENING}针对您提出的建议，县教育局将牵头建立联席会议制度；安排专项经费300万元；研发校本读本12册。`;
  expect(promisesOf(body)).toEqual([
    expect.stringContaining('联席会议制度'),
    '安排专项经费300万元',
    '研发校本读本12册',
  ]);
});

test('a time after the signature makes a promise; one in a title or before it does not', () => {
  const body =
    `${OPENING}自2024年秋季学期起，全县推行教师弹性上下班。` +
    '印发《课后服务行动方案（2025年）》，2024年春季学期开设课程71门。';
  expect(promisesOf(body)).toEqual(['自2024年秋季学期起，全县推行教师弹性上下班']);
});

test('下步 in a heading announces plans', () => {
  const body = `${OPENING}一、工作现状\n全县43所小学开展课后服务。\n二、下步措施\n每学期开展一次家长满意度测评。`;
  expect(promisesOf(body)).toEqual(['每学期开展一次家长满意度测评']);
});
