import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { coverPage, trsDetail, trsList } from '../../src/demo/pages.ts';
import { composeDocx } from '../../src/demo/compose-docx.ts';
import { runRound } from '../../src/crawl/run-round.ts';
import { readDocx } from '../../src/documents/read-docx.ts';
import { known, column, siteWith, urlOf } from './known-column.ts';
import {
  columnSource,
  columnUrl,
  scriptedSite,
  showRows,
  testCrawl,
  type ColumnRow,
} from './reply-column.ts';

const { training, fertiliser, homework, province, county, sport } = column;
const titleOf = ({ letter }: ColumnRow): string => letter.title;

test('a first visit takes what is there as known, queues the newest reply as a sample and says how many were skipped', async () => {
  const site = siteWith([fertiliser, homework, training]);
  const crawl = await testCrawl(site);
  expect(await crawl.visit()).toMatchObject({ status: 'ok', rows: 3, skipped: 2, queued: 1 });
  expect(await crawl.cards()).toEqual([[titleOf(homework), 'sample']]);
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0, skipped: 0 });
  expect(await crawl.cards()).toHaveLength(1);
  expect(site.requested.filter(({ url }) => url === urlOf(training))).toEqual([]);
});

test('a first visit that the bot’s own stop cuts short is made again', async () => {
  const site = siteWith([training, homework]);
  const crawl = await testCrawl(site);
  site.pages.set(urlOf(homework), { failure: 'closed' });
  await crawl.visit();
  expect(await crawl.cards()).toEqual([]);
  site.pages.set(urlOf(homework), trsDetail(letters.HOMEWORK, '青溪市人民政府'));
  expect(await crawl.visit()).toMatchObject({ queued: 1, skipped: 1 });
  expect(await crawl.cards()).toEqual([[titleOf(homework), 'sample']]);
});

test('a first visit looks further down when the newest row is not a relevant reply', async () => {
  const newest = { ...fertiliser, letter: { ...letters.FERTILISER, published: '2026-11-01' } };
  const crawl = await testCrawl(siteWith([newest, homework, training]));
  expect(await crawl.visit()).toMatchObject({ skipped: 1, queued: 1 });
  expect(crawl.lastEntries()).toEqual([
    ['irrelevant', titleOf(newest)],
    ['queued', titleOf(homework)],
  ]);
});

test.each([
  ['none', 0, 3],
  ['all', 2, 0],
] as const)(
  'a first visit with firstVisit: %s queues %i and skips %i',
  async (firstVisit, queued, skipped) => {
    const crawl = await testCrawl(siteWith(known), { limits: { firstVisit } });
    expect(await crawl.visit()).toMatchObject({ queued, skipped });
  },
);

test('a new row is queued once, however often the list is read', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0 });
  expect(await crawl.cards()).toEqual([
    [titleOf(homework), 'sample'],
    [titleOf(sport), 'new'],
  ]);
});

test('two new rows of one day are two cards', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const sameDay = { ...province, letter: { ...letters.PROVINCE, published: '2026-11-20' } };
  showRows(site, [sport, sameDay, ...known]);
  expect(await crawl.visit()).toMatchObject({ queued: 2 });
});

test('a row that is back-dated behind known ones is new all the same', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const letter = { ...letters.PROVINCE, published: '2026-03-02' };
  // Its address says that it was uploaded since the last visit.
  showRows(site, [...known, { path: '202611/t20261123_104.html', letter }]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
});

test('a row that is pinned or moved, or occurs twice, is not new', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [training, homework, fertiliser, training]);
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0 });
});

test('a new title at an old address is a new entry', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  site.pages.delete(urlOf(training));
  const reused = { path: training.path, letter: letters.LATECOMER };
  showRows(site, [reused, homework, fertiliser]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
  expect(await crawl.cards()).toContainEqual([letters.LATECOMER.title, 'new']);
});

test('the same address under another spelling is not a new entry', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const body = trsList(
    known.map(({ path, letter }) => ({
      href: `http://www.qingxi.gov.cn:80/zwgk/jytabl/${path}?from=timeline#top`,
      letter,
    })),
    '青溪市人民政府',
  );
  site.pages.set(columnUrl, body);
  expect(await crawl.visit()).toMatchObject({ rows: 3, fresh: 0 });
});

test('a re-publication gets no second card, but is shown on the first', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const other = columnSource({
    id: 'other',
    url: 'https://jyj.qingxi.gov.cn/jytabl/',
    predecessorId: 'column',
    agency: '青溪市教育局',
  });
  const copy = 'https://jyj.qingxi.gov.cn/jytabl/202609/t20260930_7.html';
  const rows = [
    { href: './202609/t20260930_7.html', letter: letters.HOMEWORK },
    { href: './202611/t20261120_8.html', letter: letters.LATECOMER },
  ];
  site.pages.set(other.url, trsList(rows, '青溪市教育局'));
  site.pages.set(copy, trsDetail(letters.HOMEWORK, '青溪市教育局'));
  site.pages.set(
    'https://jyj.qingxi.gov.cn/jytabl/202611/t20261120_8.html',
    trsDetail(letters.LATECOMER, '青溪市教育局'),
  );
  expect(await crawl.visit(other)).toMatchObject({ queued: 1 });
  expect(crawl.lastEntries()).toContainEqual(['duplicate', titleOf(homework)]);
  const shown = await crawl.store.articles.latest({
    limit: 1,
    matches: ({ title }) => title === letters.HOMEWORK.title,
  });
  expect(shown[0]?.alsoPublishedBy).toEqual([{ agency: other.agency, url: copy }]);
  expect(await crawl.cards()).toHaveLength(2);
});

test('this year’s column of a known yearly source has new replies, not a baseline', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  const thisYear = columnSource({
    id: 'column-2027',
    url: 'https://www.qingxi.gov.cn/zwgk/2027jyta/',
    predecessorId: 'column',
  });
  const rows = [county, sport].map(({ path, letter }) => ({ href: `./${path}`, letter }));
  site.pages.set(thisYear.url, trsList(rows, '青溪市人民政府'));
  for (const { path, letter } of [county, sport]) {
    site.pages.set(`${thisYear.url}${path}`, trsDetail(letter, '青溪市人民政府'));
  }
  await crawl.visit();
  expect(await crawl.visit(thisYear)).toMatchObject({ queued: 2, skipped: 0 });
});

test('a yearly column whose predecessor is unknown too begins with a baseline', async () => {
  const crawl = await testCrawl(siteWith(known));
  const source = columnSource({ predecessorId: 'never-visited' });
  expect(await crawl.visit(source)).toMatchObject({ queued: 1, skipped: 2 });
});

test('a list on which nothing is known any more waits for a second visit that agrees', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, county, province]);
  expect(await crawl.visit()).toMatchObject({ status: 'drift', queued: 0 });
  expect(await crawl.cards()).toHaveLength(1);
  expect(await crawl.visit()).toMatchObject({ status: 'ok', queued: 3 });
});

test('what could not be read is read on a later visit, also when the list did not change', async () => {
  const site = scriptedSite();
  const crawl = await testCrawl(site);
  showRows(site, known, 'one');
  await crawl.visit();
  showRows(site, [sport, ...known], 'two');
  site.pages.set(urlOf(sport), { failure: 'timeout' });
  await crawl.visit();
  expect(await crawl.store.sources.load('column')).toMatchObject({
    validators: { etag: 'two' },
    waiting: { unread: 1, failing: 1 },
  });

  site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, '青溪市人民政府'));
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
  await crawl.visit();
  const lists = site.requested.filter(({ url }) => url === columnUrl);
  expect(lists.map(({ validators }) => validators?.etag ?? null)).toEqual([
    null,
    'one',
    'two',
    'two',
  ]);
  expect((await crawl.store.sources.load('column'))?.waiting).toBeUndefined();
});

test('more new rows than one visit reads are read on the next ones, newest first', async () => {
  const site = scriptedSite();
  const crawl = await testCrawl(site, { limits: { entriesPerVisit: 2 } });
  showRows(site, known, 'one');
  await crawl.visit();
  showRows(site, [sport, county, province, ...known], 'two');
  expect(await crawl.visit()).toMatchObject({ fresh: 3, queued: 2 });
  expect(crawl.lastEntries().map(([, title]) => title)).toEqual([titleOf(sport), titleOf(county)]);
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
  expect(crawl.lastEntries()).toEqual([['queued', titleOf(province)]]);
});

test.each([
  '正在核验您的环境，马上就好……',
  '数据库连接失败，请与管理员联系。',
  '栏目编号不对，请联系管理员。',
])('a reply whose page shows a notice once is read on the next visit: %s', async (notice) => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  const page = site.pages.get(urlOf(sport)) ?? '';
  site.pages.set(urlOf(sport), `<html><title>提示</title><body><p>${notice}</p></body></html>`);
  await crawl.visit();
  expect(crawl.lastEntries()).toEqual([['retry', titleOf(sport)]]);
  site.pages.set(urlOf(sport), page);
  await crawl.visit();
  expect(crawl.lastEntries()).toEqual([['queued', titleOf(sport)]]);
});

test.each(['budget', 'paused-host', 'rate-limited', 'closed'] as const)(
  'a host that says %s ends the visit, and no try is counted',
  async (failure) => {
    const site = siteWith(known);
    const crawl = await testCrawl(site, { limits: { attemptsPerEntry: 1 } });
    await crawl.visit();
    showRows(site, [sport, county, ...known]);
    site.pages.set(urlOf(sport), { failure });
    await crawl.visit();
    expect(crawl.lastEntries()).toEqual([['waits', titleOf(sport)]]);
    site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, '青溪市人民政府'));
    expect(await crawl.visit()).toMatchObject({ queued: 2 });
  },
);

test('a bug that shows on one page does not stop the others, and the page is tried again', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, county, ...known]);
  site.pages.set(urlOf(sport), () => {
    throw new TypeError('a bug');
  });
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
  expect(crawl.lastEntries()).toEqual([
    ['retry', titleOf(sport)],
    ['queued', titleOf(county)],
  ]);
  expect(crawl.bugs).toHaveLength(1);
  site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, '青溪市人民政府'));
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
});

test('a bug that shows in one source does not stop the others', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  const broken = columnSource({ id: 'broken', url: 'https://broken.gov.cn/' });
  site.pages.set(broken.url, () => {
    throw new TypeError('a bug');
  });
  const failed: string[] = [];
  const report = await runRound(crawl.deps, [broken, columnSource()], {
    which: 'all',
    onError: ({ id }) => failed.push(id),
  });
  expect(report).toMatchObject({ visited: 1, failed: 1, queued: 1, connectivity: 'online' });
  expect(failed).toEqual(['broken']);
});

test('a round counts why its sources gave nothing', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  const away = ['one', 'two'].map((id) => columnSource({ id, url: `https://${id}.gov.cn/` }));
  for (const { url } of away) site.pages.set(url, { failure: 'timeout' });
  const report = await runRound(crawl.deps, [...away, columnSource()], {
    which: 'all',
    onError: () => undefined,
  });
  expect(report).toMatchObject({ visited: 3, blocked: 2, reasons: { timeout: 2 } });
});

test('a cover page whose document cannot be had is tried again, and then posted with the document’s text', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, {
    readDocument: async (bytes) => ({ text: readDocx(bytes).text, issues: [] }),
  });
  await crawl.visit();
  const cover = { path: '202610/t20261014_107.html', letter: letters.WORD_FILE };
  showRows(site, [cover, ...known]);
  const file = 'https://www.qingxi.gov.cn/files/P107.docx';
  site.pages.set(urlOf(cover), coverPage(letters.WORD_FILE, file, '青溪市教育局'));
  site.pages.set(file, { failure: 'timeout' });
  await crawl.visit();
  expect(crawl.lastEntries()).toEqual([['retry', titleOf(cover)]]);
  site.pages.set(file, composeDocx(letters.WORD_FILE));
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
  expect(await crawl.cards()).toContainEqual([letters.WORD_FILE.title, 'new']);
});

test('a reply whose file we cannot read is posted by its title, with the word that it is a cover', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const letter = {
    ...letters.WORD_FILE,
    title: '关于县十七届人大五次会议第61号《关于进一步落实“双减”的建议》的答复',
  };
  const cover = { path: '202610/t20261014_108.html', letter };
  showRows(site, [cover, ...known]);
  const file = 'https://www.qingxi.gov.cn/files/P108.ofd';
  site.pages.set(urlOf(cover), coverPage(letter, file, '青溪市教育局').replace('.docx<', '.ofd<'));
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
  expect(await crawl.cards()).toContainEqual([letter.title, 'new']);
  expect(site.requested.filter(({ url }) => url === file)).toEqual([]);
});

test('a page that is only a challenge is not taken for a letter', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  site.pages.set(
    urlOf(sport),
    '<!DOCTYPE html><html><head><script>document.cookie="__jsl_clearance_s="+(function(){return 1})();location.href=location.pathname</script></head><body></body></html>',
  );
  await crawl.visit();
  expect(crawl.lastEntries().map(([outcome]) => outcome)).not.toContain('queued');
  site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, '青溪市人民政府'));
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
});

test('a list with more rows than are looked at says how many were not', async () => {
  const letter = { ...letters.FERTILISER, title: '关于县十七届人大五次会议建议的答复' };
  const rows = Array.from({ length: 2_003 }, (_, at) => ({
    path: `202610/t20261014_${at}.html`,
    letter: { ...letter, title: `${letter.title}（第${at}号）` },
  }));
  const crawl = await testCrawl(siteWith(rows), { limits: { firstVisit: 'none' } });
  expect(await crawl.visit()).toMatchObject({ rows: 2_000, truncated: 3 });
  const state = await crawl.store.sources.load('column');
  expect(state?.truncated).toBe(3);
});
