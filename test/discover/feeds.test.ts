import { expect, test } from 'vitest';

import { discoverEntries } from '../../src/discover/discover-entries.ts';
import type { MediaKind } from '../../src/domain/page.ts';

const url = 'https://jyj.lanhe.gov.cn/rss.xml';
const today = '2026-11-22';
const titles = [
  '关于校园餐饮监督提案的答复',
  '关于增设午休床位建议的答复',
  '关于校车线路调整的复函',
];
const read = (text: string, kind: MediaKind = 'xml') =>
  discoverEntries({ url, kind, text, charset: 'utf-8', issues: [] }, { today });

const rss = (items: string, before = '<?xml version="1.0"?>') =>
  `${before}<rss version="2.0"><channel><title>x</title>${items}</channel></rss>`;
const item = (title: string, at: number) =>
  `<item><title>${title}</title><link>/art/${100 + at}.html</link><pubDate>Fri, 0${at + 1} Mar 2024 23:30:00 GMT</pubDate></item>`;
const items = titles.map(item).join('');

test.each([
  ['a plain feed', rss(items)],
  [
    'warnings before it',
    rss(items, '<br />\n<b>Warning</b>: in /www/a.php<br />\n<?xml version="1.0"?>'),
  ],
  ['blanks and a mark before it', rss(items, '\ufeff\n\n')],
  ['bare ampersands', rss(items.replaceAll('/art/', '/art?a=1&b='))],
  ['no end', rss(items).replace('</channel></rss>', '')],
])('reads %s', async (_what, text) => {
  const found = await read(text);
  expect(found).toMatchObject({ state: 'list', family: 'feed' });
  expect(found.entries.map(({ title, date }) => [title, date])).toEqual(
    titles.map((title, at) => [title, `2024-03-0${at + 2}`]),
  );
});

test('reads Atom with titles in XHTML, and of several links the page’s', async () => {
  const entry = (title: string, at: number) =>
    `<entry><title type="xhtml"><div><b>${title.slice(0, 4)}</b>${title.slice(4)}</div></title>` +
    `<link rel="self" href="/api/${at}"/><link href="/art/${at}.html"/><updated>2024-03-01T20:00:00Z</updated></entry>`;
  const feed = `<feed xml:base="https://a.lanhe.gov.cn/"><link rel="next" href="?p=2"/>${titles.map(entry).join('')}</feed>`;
  const found = await read(feed);
  expect(found.entries.map(({ title }) => title)).toEqual(titles);
  expect(found.entries[1]).toMatchObject({
    url: 'https://a.lanhe.gov.cn/art/1.html',
    date: '2024-03-02',
  });
  expect(found.nextPage).toBe('https://a.lanhe.gov.cn/?p=2');
});

test('keeps items apart that share an address but not a title', async () => {
  const found = await read(rss(items.replaceAll(/\/art\/\d+/gu, '/art/index')));
  expect(found.entries.map(({ title }) => title)).toEqual(titles);
});

test('a page about feeds is not one', async () => {
  const found = await read(`<html><body><p>&lt;rss&gt; <rss></rss></p></body></html>`, 'html');
  expect(found.family).toBeNull();
});

const atom = (entries: string) => `<feed xmlns="http://www.w3.org/2005/Atom">${entries}</feed>`;
const atomEntry = (title: string, at: number, day: string) =>
  `<entry><title>${title}</title><link href="/art/${at}.html"/><updated>${day}</updated></entry>`;

test.each([
  [
    'a day in words',
    atom(titles.map((title, at) => atomEntry(title, at, '2024年3月2日')).join('')),
  ],
  [
    'a moment without a zone, which is China’s',
    atom(titles.map((title, at) => atomEntry(title, at, '2024-03-02T23:30:00')).join('')),
  ],
  [
    'two channels',
    `<rss version="2.0">${titles.map((title) => `<channel><item><title>${title}</title><link>/a.html</link><pubDate>2024-03-02</pubDate></item></channel>`).join('')}</rss>`,
  ],
  [
    'elements in titles',
    rss(
      titles
        .map((title, at) =>
          item(title.replace(/^关于/u, '关于<b>').replace(/提案|建议|调整/u, '</b>$&'), at),
        )
        .join(''),
    ).replaceAll(/<pubDate>[^<]*/gu, '<pubDate>2024-03-02'),
  ],
  [
    'fields in other letters',
    rss(items.replaceAll(/<pubDate>[^<]*<.pubDate>/gu, '<pubdate>2024-03-02</pubdate>')),
  ],
])('leaves nothing out of a feed with %s', async (_what, text) => {
  const found = await read(text);
  expect(found.entries.map(({ title, date }) => [title, date])).toEqual(
    titles.map((title) => [title, '2024-03-02']),
  );
});

test('finds the older entries of a paged feed', async () => {
  const next = '<atom:link rel="next" href="/rss.xml?p=2"/>';
  expect((await read(rss(next + items))).nextPage).toBe('https://jyj.lanhe.gov.cn/rss.xml?p=2');
});
