import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import { classifyArticle } from '../../src/classify/classify-article.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';
import { keptArticle } from '../../src/privacy/kept-article.ts';
import { personsOf } from '../../src/privacy/persons-of.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';
import { personalPages } from './personal-pages.ts';

const vocabulary = deliveredVocabulary();

function read(html: string) {
  const url = 'http://jyj.example.gov.cn/art/2024/7/1/art_1_1.html';
  const page = decodePage({ url, bytes: Buffer.from(html), contentType: 'text/html' });
  const { article, letter } = extractArticle(page, { today: '2026-11-22' });
  return { article, verdict: classifyArticle(article, letter, vocabulary) };
}

test('keeps no name of an addressee or of a title, and hardly any other', () => {
  const pages = personalPages('first').filter(({ secrets }) => secrets.length > 0);
  const kept = pages.filter(({ html, secrets }) => {
    const { article, verdict } = read(html);
    const record = JSON.stringify(keptArticle(article, verdict));
    return secrets.some((secret) => record.includes(secret));
  });
  expect(kept.filter(({ group }) => group === 'title' || group === 'greeting')).toEqual([]);
  expect(kept.length / pages.length).toBeLessThanOrEqual(0.02);
});

test('keeps what two copies of a letter are known by', () => {
  const [first, second] = ['周敏儿', '周 敏 儿'].map((name) => {
    const { article, verdict } = read(
      `<h1>关于第57号提案的答复</h1><p>${name}委员：</p><p>您提出的提案收悉，现答复如下：</p><p>全市课后服务覆盖学校86所。</p>`,
    );
    return keptArticle(article, verdict).article;
  });
  expect(first?.addressee).toBe(second?.addressee);
  expect(first?.addressee).toMatch(/^\d{4}$/u);
  expect(first?.addresseeNames).toEqual([]);
});

test('knows a person by one word and hides the name where it stands without', () => {
  const { article } = read(
    '<h1>关于第57号提案的答复</h1><p>您提出的提案收悉，现答复如下：</p><p>政协委员高洁到校视察。</p><p>高洁在会上发言。</p>',
  );
  expect(personsOf(article)).toContain('高洁');
});

test('leads to the page where a file’s address names a person', () => {
  const files = ['关于周敏儿委员第57号提案的答复', '第57号提案答复-高峰', '第57号提案答复'].map(
    (name) => `<p><a href="/files/${encodeURIComponent(name)}.pdf">附件</a></p>`,
  );
  const { article, verdict } = read(
    `<h1>关于第57号提案的答复</h1><p>周敏儿委员：</p><p>答复见附件。</p>${files.join('')}`,
  );
  expect(article.attachments.length).toBe(3);
  const kept = keptArticle(article, verdict).article;
  const last = article.attachments.at(-1)?.url;
  expect(kept.attachments.map(({ url }) => url)).toEqual([article.url, article.url, last]);
});
