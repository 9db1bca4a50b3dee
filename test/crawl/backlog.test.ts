import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { ageRows } from '../../src/rows/known-rows.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import type { KnownEntry } from '../../src/store/entries.ts';
import { batch, type BatchRow, paginate, readAddresses, visitUntilRead } from './batch-column.ts';
import { openFragileStore, type Death, type Disk } from './fragile-store.ts';
import { column, known, siteWith, urlOf } from './known-column.ts';
import { columnSource, columnUrl, showRows, testCrawl } from './reply-column.ts';

const { county, sport } = column;
const siteName = '青溪市人民政府';

test('a batch far longer than the pages of one visit is read to its end, and nothing that was there before', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { entriesPerVisit: 40, digestAbove: 1000 } });
  await crawl.visit();
  const old = batch(30, 500).map(({ path, letter }) => ({
    path,
    letter: { ...letter, published: '2026-03-02' },
  }));
  const news = batch(150);
  paginate(site, [...news, ...known.map(({ path, letter }) => ({ path, letter })), ...old], 15);
  await visitUntilRead(crawl, 40);
  const read = await readAddresses(crawl);
  expect(news.filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
  expect(old.filter(({ path }) => read.has(`${columnUrl}${path}`))).toEqual([]);
  await crawl.visit();
  site.requested.splice(0);
  await crawl.visit();
  expect(site.requested.map(({ url }) => url)).toEqual([columnUrl]);
}, 60_000);

test('what comes while a walk goes on is read, too, and rows that move to other pages are not lost', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, {
    limits: { entriesPerVisit: 10, digestAbove: 1000, pagesPerVisit: 2 },
  });
  await crawl.visit();
  const news = batch(60);
  const later = batch(24, 300).map(({ path, letter }) => ({
    path,
    letter: { ...letter, published: '2026-11-22' },
  }));
  const rows = [...news, ...known];
  paginate(site, rows, 10);
  for (let visit = 0; visit < 3; visit += 1) await crawl.visit();
  // Two letters of the batch are deleted: those behind them move up.
  const left = rows.filter((_, at) => at !== 2 && at !== 12);
  paginate(site, [...later, ...left], 10);
  await visitUntilRead(crawl, 60);
  const read = await readAddresses(crawl);
  const wanted = [...later, ...news].filter((row) => left.includes(row) || later.includes(row));
  expect(wanted.filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
}, 60_000);

test('a pinned row on top does not end the walk over a batch', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  await crawl.visit();
  const [pinned, ...others] = known;
  const news = batch(20);
  if (pinned === undefined) throw new Error('There is a row.');
  paginate(site, [pinned, ...news, ...others], 10);
  await visitUntilRead(crawl, 10);
  const read = await readAddresses(crawl);
  expect(news.filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
});

test('a column that was rebuilt under other addresses and titles is walked, and only what is newer is news', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  await crawl.visit();
  const rebuilt = batch(40).map(({ path, letter }) => ({
    path,
    letter: { ...letter, published: '2026-05-06' },
  }));
  const [first, ...rest] = rebuilt;
  if (first === undefined) throw new Error('There is a row.');
  const newest = { ...first, letter: { ...first.letter, published: '2026-11-20' } };
  paginate(site, [newest, ...rest], 10);
  await visitUntilRead(crawl, 10);
  const read = await readAddresses(crawl);
  expect(rebuilt.filter(({ path }) => read.has(`${columnUrl}${path}`))).toEqual([first]);
});

test('a letter that could not be read is read although the list shows it no more', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [county, ...known]);
  site.pages.set(urlOf(county), { failure: 'server-error' });
  await crawl.visit();
  showRows(site, [sport, ...known]);
  site.pages.set(urlOf(county), trsDetail(letters.COUNTY, siteName));
  expect(await crawl.visit()).toMatchObject({ queued: 2 });
});

test.each([
  ['is down', { failure: 'server-error' }, 0],
  ['is not there', { failure: 'gone' }, 1],
  ['has no rows any more', '<html><title>栏目</title><p>栏目正在改版，请稍候。</p></html>', 1],
] as const)(
  'while the list %s, what waits is read where its host can be had',
  async (_what, answer, queued) => {
    const site = siteWith(known);
    const crawl = await testCrawl(site);
    await crawl.visit();
    showRows(site, [sport, ...known]);
    site.pages.set(urlOf(sport), { failure: 'timeout' });
    await crawl.visit();
    site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, siteName));
    site.pages.set(columnUrl, answer);
    expect(await crawl.visit()).toMatchObject({ queued });
  },
);

test('a sample that cannot be read stays what it is: a row of the first visit', async () => {
  const site = siteWith(known);
  for (const row of known) site.pages.set(urlOf(row), { failure: 'timeout' });
  const crawl = await testCrawl(site);
  await crawl.visit();
  for (const { path, letter } of known)
    site.pages.set(`${columnUrl}${path}`, trsDetail(letter, siteName));
  for (let visit = 0; visit < 3; visit += 1) await crawl.visit();
  expect(await crawl.cards()).toEqual([]);
});

test.each([
  ['no news where the list did not grow', ['a', 'c', 'x'], { old: ['x'] }],
  ['news where it did', ['a', 'b', 'c', 'x'], { news: ['x'] }],
  ['no news beside one on top, which is', ['y', 'a', 'x'], { news: ['y'], old: ['x'] }],
  ['news where no row is known, as nothing tells', ['x', 'y', 'z'], { news: ['x', 'y', 'z'] }],
] as const)('an undated row at the end of a list is %s', (_what, keys, aged) => {
  const knownEntry: KnownEntry = {
    url: '',
    title: '',
    sourceId: 'column',
    firstSeenAt: '2026-11-01T00:00:00Z',
    outcome: 'baseline',
    reason: null,
    articleId: null,
    attempts: 0,
  };
  const rows = keys.map((key) => ({
    key,
    entry: { url: `${columnUrl}${key}.html`, title: '关于提案的答复', date: null },
    known: 'abc'.includes(key) ? knownEntry : null,
  }));
  const horizon = { newest: null, visited: '2026-11-20', rowCount: 3 };
  const facts = { seen: new Set<string>(), hasBegun: false, isWalking: false };
  const { news, old, open } = ageRows(rows, horizon, facts);
  const keysOf = (some: readonly { readonly key: string }[]): readonly string[] =>
    some.map(({ key }) => key);
  expect({ news: keysOf(news), old: keysOf(old), open: keysOf(open) }).toEqual({
    news: [],
    old: [],
    open: [],
    ...aged,
  });
});

test('what a burst carries off the list before two visits agree is read, too', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  await crawl.visit();
  const news = batch(30).map((row) => ({
    ...row,
    letter: { ...row.letter, published: '2026-11-22' },
  }));
  showRows(site, news.slice(16, 30));
  expect(await crawl.visit()).toMatchObject({ status: 'drift', queued: 0 });
  showRows(site, news.slice(8, 22));
  await crawl.visit();
  showRows(site, news.slice(0, 14));
  for (let visit = 0; visit < 3; visit += 1) await crawl.visit();
  const read = await readAddresses(crawl);
  expect(news.filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
});

test('rows of another list that stood there once are not read', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const wrong = batch(12).map((row) => ({
    ...row,
    letter: { ...row.letter, published: '2026-11-22' },
  }));
  showRows(site, wrong);
  expect(await crawl.visit()).toMatchObject({ status: 'drift', queued: 0 });
  showRows(site, known);
  for (let visit = 0; visit < 3; visit += 1) await crawl.visit();
  expect((await readAddresses(crawl)).size).toBe(1);
  expect((await crawl.store.backlogs.load('column'))?.held).toBeUndefined();
});

test('what waits is read under its new addresses when the site is rebuilt meanwhile', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, {
    limits: { digestAbove: 1000, entriesPerVisit: 5, pagesPerVisit: 4 },
  });
  await crawl.visit();
  const news = batch(30);
  paginate(site, [...news, ...known], 10);
  for (let visit = 0; visit < 3; visit += 1) await crawl.visit();
  for (const { path } of news) site.pages.delete(`${columnUrl}${path}`);
  const moved = news.map((row) => ({ ...row, path: row.path.replace('batch/', 'new/') }));
  paginate(site, [...moved, ...known], 10);
  for (let visit = 0; visit < 30; visit += 1) await crawl.visit();
  const titles = new Set<string>();
  for await (const { article } of crawl.store.articles.all()) titles.add(article.title);
  expect(news.filter(({ letter }) => !titles.has(letter.title))).toEqual([]);
  expect((await crawl.store.sources.load('column'))?.waiting).toBeUndefined();
});

test('a second wave of one day fills a list that shows nothing else, and is news', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  await crawl.visit();
  const news = batch(28).map((row) => ({
    ...row,
    letter: { ...row.letter, published: '2026-11-22' },
  }));
  showRows(site, news.slice(14));
  for (let visit = 0; visit < 2; visit += 1) await crawl.visit();
  showRows(site, news.slice(0, 14));
  for (let visit = 0; visit < 2; visit += 1) await crawl.visit();
  const read = await readAddresses(crawl);
  expect(news.filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
});

test('rows that another source made known do not end the walk of this one', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  const half = columnSource({ id: 'half', url: `${columnUrl}half/` });
  const showHalf = (rows: readonly BatchRow[]): void => {
    const links = rows.map(({ path, letter }) => ({ href: `/zwgk/jytabl/${path}`, letter }));
    site.pages.set(half.url, trsList(links, siteName));
  };
  showHalf(known);
  await crawl.visit();
  await crawl.visit(half);
  const news = batch(40);
  paginate(site, [...news, ...known], 10);
  showHalf([...news.filter((_, at) => at % 2 === 0), ...known]);
  await crawl.visit(half);
  for (let visit = 0; visit < 9; visit += 1) await crawl.visit();
  const read = await readAddresses(crawl);
  expect(news.filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
});

test('a walk survives death at any write', async () => {
  const news = batch(12);
  async function lives(death: Death | null): Promise<{ writes: number; missing: number }> {
    const site = siteWith(known);
    const disk: Disk = new Map();
    const limits = { entriesPerVisit: 5, pagesPerVisit: 2, digestAbove: 1000 };
    const start = await testCrawl(site, { store: openFragileStore(disk, null).store, limits });
    await start.visit();
    paginate(site, [...news, ...known], 4);
    await start.visit();
    const dying = openFragileStore(disk, death);
    const crawl = await testCrawl(site, { store: dying.store, limits });
    for (let visit = 0; visit < 2; visit += 1) await crawl.visit().catch(() => undefined);
    const after = await testCrawl(site, { store: openFragileStore(disk, null).store, limits });
    await visitUntilRead(after, 10);
    const read = await readAddresses(after);
    return {
      writes: dying.writes(),
      missing: news.filter(({ path }) => !read.has(`${columnUrl}${path}`)).length,
    };
  }
  const { writes, missing } = await lives(null);
  expect(missing).toBe(0);
  const lost: number[] = [];
  for (let at = 1; at <= writes; at += 3) {
    const end = await lives({ at, written: at % 2 === 0 });
    if (end.missing > 0) lost.push(at);
  }
  expect(lost).toEqual([]);
}, 120_000);
