import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { MediaKind, Page } from '../../src/domain/page.ts';

import { discoverEntries } from '../../src/discover/discover-entries.ts';
import { followUps } from '../../src/discover/follow-ups.ts';

const today = '2026-11-22';
const kinds: readonly MediaKind[] = ['html', 'json', 'xml', 'text', 'other'];

function pageOf(text: string, kind: MediaKind, url: string | null = 'https://a.gov.cn/x/'): Page {
  return { url, kind, text, charset: 'utf-8', issues: [] };
}

const piece = fc.constantFrom(
  '<ul>',
  '</ul>',
  '<li>',
  '<a href="/t20240101_1.html">',
  '<a onclick="open(\'/a.html\')">',
  '</a>',
  '关于课后服务的通知',
  '2024-01-01',
  '<table><tr><td>',
  '发布日期',
  '<record><![CDATA[',
  ']]></record>',
  '<script>',
  '</script>',
  'createPageHTML(3,0,"index","html")',
  '{"title":"关于通知的通知","url":"/1.html"',
  '[',
  '}',
  '<rss><channel><item>',
  '<title>',
  '&',
  '下一页',
  '{{x}}',
  '\u0000',
  '\ud800',
);

test('makes a Discovery of any text, of whatever kind, and never throws', async () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
    fc.json(),
  );
  const anyUrl = fc.constantFrom(null, 'https://a.gov.cn/x/', 'not an address');
  await fc.assert(
    fc.asyncProperty(anyText, fc.constantFrom(...kinds), anyUrl, async (text, kind, url) => {
      const page = pageOf(text, kind, url);
      const found = await discoverEntries(page, { today });
      expect(found.confidence).toBeGreaterThanOrEqual(0);
      expect(found.confidence).toBeLessThanOrEqual(1);
      expect(found.state === 'list').toBe(found.entries.length > 0);
      expect(found.entries.every((entry) => /^https?:\/\//u.test(entry.url))).toBe(true);
      expect(followUps(page).every((address) => address.startsWith('https://a.gov.cn/'))).toBe(
        true,
      );
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['open tags 100,000 deep', '<div>'.repeat(100_000)],
  [
    'lists inside lists',
    '<ul><li><a href="/t20240101_1.html">关于通知</a>2024-01-01'.repeat(10_000),
  ],
  ['brackets in a script', `<script>${'[{"a":'.repeat(100_000)}`],
  ['records without an end', '<record><![CDATA['.repeat(50_000)],
  [
    'a description that looks like markup',
    `<rss version="2.0"><channel><item><description><![CDATA[${'a<p '.repeat(50_000)}]]></description></item></channel></rss>`,
  ],
  ['entries inside entries', `<rss><channel>${'<item><title>x</title>'.repeat(30_000)}`],
  ['unit loaders without an end', '<script src=unitbuild.js '.repeat(20_000)],
  ['arrays inside arrays', '['.repeat(50_000)],
  ['a doctype with entities', `<!DOCTYPE a [${'<!ENTITY a "b">'.repeat(500)}]><rss><channel>`],
])('comes back from %s', async (_, text) => {
  const page = pageOf(text, 'html');
  const found = await discoverEntries(page, { today });
  expect(found.entries).toEqual([]);
  expect(followUps(page)).toEqual([]);
});
