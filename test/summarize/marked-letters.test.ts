import { expect, test } from 'vitest';

import { classifyArticle } from '../../src/classify/classify-article.ts';
import { decodePage } from '../../src/decode/decode-page.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';
import { summarizeArticle } from '../../src/summarize/summarize-article.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';
import {
  countMarks,
  type JudgedMark,
  judgeSummary,
  type MarkedLetter,
  readMarkedHalf,
} from '../support/marked-letters.ts';

const vocabulary = deliveredVocabulary();
const letters = readMarkedHalf('tuned');
const marks = letters.flatMap((letter) => judgeSummary(letter, summaryOf(letter)));
const counts = countMarks(marks);

/** Shares that no change may fall below; docs/measurements.md has today's. */
const FLOORS: readonly (readonly [JudgedMark['group'], number])[] = [
  ['must', 0.44],
  ['facts', 0.38],
  ['promises', 0.8],
  ['deadlines', 0.79],
  ['not-promises', 0.87],
  ['whole', 0.985],
];

function summaryOf({ name, text }: MarkedLetter) {
  const url = `http://jyj.example.gov.cn/${name}.txt`;
  const page = decodePage({ url, bytes: Buffer.from(text), contentType: null });
  const { article, letter } = extractArticle(page, { today: '2026-11-22' });
  return summarizeArticle(article, letter, classifyArticle(article, letter, vocabulary));
}

test.each(letters)('every mark is in the letter $name', (letter) => {
  const solid = letter.text.replaceAll(/\s+/gu, '');
  const { facts, promises, not_promises: others, whole } = letter;
  const spans = [...facts, ...promises, ...others].map(({ span }) => span);
  for (const span of [...spans, ...whole.map((rule) => rule.if)]) {
    expect(solid).toContain(span.replaceAll(/\s+/gu, ''));
  }
});

test('prints what is said of the marked letters', () => {
  const lines = Object.entries(counts).map(([group, { right, of }]) => {
    return `${group.padEnd(14)} ${right} of ${of} (${((100 * right) / of).toFixed(1)} %)`;
  });
  console.log(`${letters.length} marked letters\n${lines.join('\n')}`);
  expect(letters.length).toBeGreaterThanOrEqual(100);
});

test.each(FLOORS)('does justice to the marks of %s', (group, floor) => {
  const { right, of } = counts[group];
  expect(right / of).toBeGreaterThanOrEqual(floor);
});

// Letters that announce plans and then mix what was done with what is to come; every one of their marks holds.
const announced = letters.filter(({ name }) => name.startsWith('l'));

test.each(announced)('tells plans from deeds below an announcement: $name', (letter) => {
  const wrong = judgeSummary(letter, summaryOf(letter)).filter(({ isRight }) => !isRight);
  expect(wrong).toEqual([]);
});
