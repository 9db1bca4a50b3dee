import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import { extractArticle } from '../../src/extract/extract-article.ts';

const root = new URL('../fixtures/extract/', import.meta.url);
const slugs = readdirSync(root);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function readFixture(slug: string) {
  const folder = new URL(`${slug}/`, root);
  const file = readdirSync(folder).find((name) => name.startsWith('page.'));
  const expected: unknown = JSON.parse(readFileSync(new URL('article.json', folder), 'utf8'));
  if (file === undefined || !isRecord(expected)) throw new Error(`fixture ${slug} is not whole`);
  return { bytes: readFileSync(new URL(file, folder)), expected };
}

/** What a person would check: codes instead of region objects, types instead of attachments. */
function viewOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const page = decodePage({ url: null, bytes, contentType: null });
  const { article } = extractArticle(page, { today: '2026-11-22' });
  return {
    ...article,
    region: article.region?.code ?? null,
    attachments: article.attachments.map((attachment) => attachment.type),
  };
}

test.each(slugs)('reads the fixture %s as recorded', (slug) => {
  const { bytes, expected } = readFixture(slug);
  const view = viewOf(bytes);
  expect(Object.fromEntries(Object.keys(expected).map((key) => [key, view[key]]))).toEqual(
    expected,
  );
});
