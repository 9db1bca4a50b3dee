import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { classifyArticle } from '../../src/classify/classify-article.ts';
import { decodePage } from '../../src/decode/decode-page.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';
import { deliveredVocabulary } from '../support/composed-articles.ts';

const root = new URL('../fixtures/exam/', import.meta.url);
const slugs = readdirSync(root).filter((name) => !name.endsWith('.md'));
const vocabulary = deliveredVocabulary();

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function readExpected(slug: string): Readonly<Record<string, unknown>> {
  const expected: unknown = JSON.parse(
    readFileSync(new URL(`${slug}/expected.json`, root), 'utf8'),
  );
  if (!isRecord(expected)) throw new Error(`fixture ${slug} is not whole`);
  return expected;
}

function viewOf(slug: string, url: string | null): Readonly<Record<string, unknown>> {
  const folder = new URL(`${slug}/`, root);
  const file = readdirSync(folder).find((name) => name.startsWith('page.')) ?? '';
  const bytes = readFileSync(new URL(file, folder));
  const page = decodePage({ url, bytes, contentType: null });
  const { article, letter } = extractArticle(page, { today: '2026-11-22' });
  return {
    ...article,
    ...classifyArticle(article, letter, vocabulary),
    url,
    region: article.region?.code ?? null,
    proposal: article.proposal?.number ?? null,
    role: article.proposal?.role ?? null,
    lastLine: article.body.split('\n').at(-1),
  };
}

test.each(slugs)('reads %s as its examiner does', (slug) => {
  const expected = readExpected(slug);
  const view = viewOf(slug, typeof expected['url'] === 'string' ? expected['url'] : null);
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, view[key]]))).toEqual(
    expected,
  );
});
