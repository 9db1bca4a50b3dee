import { existsSync, readFileSync } from 'node:fs';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Verdict } from '../../src/domain/verdict.ts';
import {
  composeArticle,
  composedCases,
  composedMeanings,
  composedTitles,
  deliveredVocabulary,
  judgeArticle,
  letterAbout,
} from '../support/composed-articles.ts';

const vocabulary = deliveredVocabulary();
const letters = composedCases('letters');
const traps = composedCases('traps');
const samples = new URL('../../../shared/samples/', import.meta.url);

const isPosted = ({ kind, relevance }: Verdict): boolean =>
  kind === 'reply' && relevance !== 'none';

test.each(letters)('recognizes $name', ({ article, kind, relevance }) => {
  expect(judgeArticle(article, vocabulary)).toMatchObject({ kind, relevance });
});

test.each(traps)('keeps out $name', ({ article, kind, relevance }) => {
  const verdict = judgeArticle(article, vocabulary);
  expect(isPosted(verdict)).toBe(false);
  expect(verdict).toMatchObject({ kind, relevance });
});

const meanings = [...composedMeanings('meanings'), ...composedMeanings('meanings-held-back')];

test.each(meanings)('judges in short: $name', ({ article, relevance }) => {
  expect(judgeArticle(article, vocabulary)).toMatchObject({ kind: 'reply', relevance });
});

test('has at least thirty traps and a dozen letters, none twice', () => {
  expect(new Set(traps.map(({ article }) => article.body)).size).toBeGreaterThanOrEqual(30);
  expect(new Set(letters.map(({ article }) => article.body)).size).toBeGreaterThanOrEqual(12);
});

test.each([...letters, ...traps])('quotes its evidence verbatim for $name', ({ article }) => {
  const { evidence } = judgeArticle(article, vocabulary);
  const text = [article.title, article.body, article.documentNumber].join('\n');
  for (const piece of evidence) expect(text).toContain(piece);
});

test.each(letters)('says why it posts $name', ({ article }) => {
  const { evidence, reasons, topics } = judgeArticle(article, vocabulary);
  expect(evidence.length).toBeGreaterThan(0);
  expect(topics.length).toBeGreaterThan(0);
  expect(reasons.some(({ label, weight }) => label === 'reply' && weight > 0)).toBe(true);
});

test.each(['“双减”', '"双减"', '「双减」', '‘双减’', '双减', '『双减』', '“双 减”', '「雙減」'])(
  'reads the word as %s',
  (word) => {
    const article = composeArticle({
      title: '关于市政协第5号提案的答复',
      body: `安平委员：\n您提出的《关于落实${word}政策的提案》收悉，现答复如下：\n我局印发作业管理细则，开展课后服务。`,
    });
    expect(judgeArticle(article, vocabulary)).toMatchObject({
      kind: 'reply',
      relevance: 'core',
    });
  },
);

const subjects = [...composedTitles('subjects'), ...composedTitles('subjects-held-back')];

test.each(subjects)('a letter about $name is $relevance', ({ article, relevance }) => {
  const verdict = judgeArticle(article, vocabulary);
  expect(verdict).toMatchObject({ kind: 'reply', relevance });
});

test.each(subjects.filter(({ relevance }) => relevance === 'none'))(
  'a letter about $name may name the policy in passing',
  ({ name }) => {
    for (const passing of [
      '“双减”政策实施后，学校课后服务时间延长，我们同步做好配合。',
      '深入贯彻“双减”政策、科学教育、家校社协同等部署，统筹校外培训治理和课后服务。',
    ]) {
      const verdict = judgeArticle(letterAbout(name, passing), vocabulary);
      expect(verdict).toMatchObject({ kind: 'reply', relevance: 'none' });
    }
  },
);

test('hears words in Traditional characters, and quotes them as they are written', () => {
  const article = composeArticle({
    title: '关于市政协第6号提案的答复',
    body: '冯远委员：\n您提出的《關於發展學校課後服務的提案》收悉，现答复如下：\n全市學校開展課後服務。',
  });
  const verdict = judgeArticle(article, vocabulary);
  expect(verdict).toMatchObject({ kind: 'reply', relevance: 'related' });
  expect(verdict.evidence).toContain('課後服務');
});

test('obeys an operator who changes the words', () => {
  const article = composeArticle({
    title: '关于市政协第7号提案的答复',
    body: '钟毓委员：\n您提出的《关于添置直饮水机的提案》收悉，现答复如下：\n全市学校添置直饮水机。',
  });
  const changed = {
    ...vocabulary,
    topics: vocabulary.topics.map((topic) =>
      topic.key === 'after-school-service'
        ? { ...topic, rows: [{ nouns: ['直饮水机'], weight: 2, source: 'policy' }] }
        : topic,
    ),
  };
  expect(judgeArticle(article, vocabulary).relevance).toBe('none');
  expect(judgeArticle(article, changed).relevance).toBe('related');
});

test('says which noun and act spoke, and beside which word', () => {
  const { reasons } = judgeArticle(letterAbout('监测孩子完成作业所用的时间'), vocabulary);
  expect(reasons).toContainEqual({
    rule: 'homework: 作业 × 时间, beside 孩子',
    label: 'related',
    weight: 10,
    text: '作业所用的时间',
  });
});

test('files a letter on sleep under the five managements too', () => {
  const { topics } = judgeArticle(letterAbout('保障中小学生睡眠时间'), vocabulary);
  expect(topics).toEqual(['sleep', 'five-managements']);
});

test('gives an empty article no kind but other and no relevance', () => {
  expect(judgeArticle(composeArticle({}), vocabulary)).toEqual({
    kind: 'other',
    relevance: 'none',
    topics: [],
    evidence: [],
    reasons: [],
  });
});

test('answers for any text and never quotes what is not there', () => {
  const pieces = fc.constantFrom(
    '双减',
    '提案',
    '收悉',
    '您提出的',
    '\n',
    '：',
    '第3号',
    '答复如下',
    '𠮷',
    '化肥',
    '課後服務',
  );
  const texts = fc.tuple(fc.array(pieces, { maxLength: 60 }), fc.string({ unit: 'binary' }));
  const check = fc.property(texts, ([words, noise]) => {
    const article = composeArticle({ title: noise, body: words.join('') + noise });
    const { evidence } = judgeArticle(article, vocabulary);
    const text = `${article.title}\n${article.body}`;
    expect(evidence.filter((piece) => !text.includes(piece))).toEqual([]);
  });
  fc.assert(check, { numRuns: 200 });
});

test('reads a hostile page of a megabyte without losing its way', () => {
  const body = '双减您提出的第1号提案'.repeat(100_000);
  expect(judgeArticle(composeArticle({ body }), vocabulary).kind).toBe('other');
});

test.skipIf(!existsSync(samples))(
  'judges the shared samples (skipped where ../shared is absent)',
  () => {
    const body = readFileSync(new URL('004_b528b5306c3317bb.txt', samples), 'utf8');
    const article = composeArticle({ title: '', body });
    expect(judgeArticle(article, vocabulary)).toMatchObject({
      kind: 'reply',
      relevance: 'adjacent',
    });
  },
);
