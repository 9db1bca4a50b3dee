import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { trsList } from '../../src/demo/pages.ts';
import { openFragileStore, type Death, type Disk } from './fragile-store.ts';
import {
  columnUrl,
  scriptedSite,
  showRows,
  testCrawl,
  type ColumnRow,
  type ScriptedSite,
} from './reply-column.ts';

const known: readonly ColumnRow[] = [
  { path: '202609/t20260918_103.html', letter: letters.HOMEWORK },
  { path: '202609/t20260915_102.html', letter: letters.FERTILISER },
  { path: '202609/t20260911_101.html', letter: letters.TRAINING },
];
const province: ColumnRow = { path: '202610/t20261009_104.html', letter: letters.PROVINCE };
const county: ColumnRow = { path: '202610/t20261016_105.html', letter: letters.COUNTY };
const sport: ColumnRow = { path: '202611/t20261120_106.html', letter: letters.LATECOMER };

function siteWith(rows: readonly ColumnRow[]): ScriptedSite {
  const site = scriptedSite();
  showRows(site, rows);
  return site;
}

const secondPage = `${columnUrl}index_1.html`;

/** Two list pages: three new rows, the last of them behind the first page, before those that are known. */
function showTwoPages(site: ScriptedSite): void {
  const page = (rows: readonly ColumnRow[], next: string): string =>
    trsList(
      rows.map(({ path, letter }) => ({ href: `/zwgk/jytabl/${path}`, letter })),
      '青溪市人民政府',
    ).replace('</ul><div class="page">', `</ul><div class="page"><a href="${next}">下一页</a>`);
  for (const row of [sport, county, province]) showRows(site, [row, ...known]);
  site.pages.set(columnUrl, page([sport, county], 'index_1.html'));
  site.pages.set(secondPage, page([province, ...known], 'index_2.html'));
  site.pages.set(`${columnUrl}index_2.html`, { failure: 'gone' });
}

test('older pages are walked while every row is new', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showTwoPages(site);
  // The first page has no known row: the second visit agrees.
  await crawl.visit();
  expect(await crawl.visit()).toMatchObject({ queued: 3 });
  // One page behind it: a letter may have been put there with an older day.
  expect(site.requested.filter(({ url }) => url.endsWith('index_2.html'))).toHaveLength(1);
  // The pages behind the first are looked at once a week.
  expect(await crawl.visit()).toMatchObject({ queued: 0 });
  site.requested.splice(0);
  expect(await crawl.visit()).toMatchObject({ queued: 0 });
  expect(site.requested.map(({ url }) => url)).toEqual([columnUrl]);
});

test('rows on older pages that one visit cannot read any more are read on the next', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { entriesPerVisit: 2 } });
  await crawl.visit();
  showTwoPages(site);
  await crawl.visit();
  expect(await crawl.visit()).toMatchObject({ queued: 2 });
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
  expect(crawl.lastEntries()).toEqual([['queued', province.letter.title]]);
});

test.each([
  ['does not answer', { failure: 'timeout' }],
  ['is a gate', { failure: 'challenge' }],
  ['is on a host without a name just now', { failure: 'dns' }],
  ['is refused', { failure: 'forbidden' }],
  ['ends its reader', { failure: 'read-timeout' }],
  ['is a notice', '<html><title>提示</title><p>当前人数过多，请稍候。</p></html>'],
] as const)('an older page that %s is looked at again on the next visit', async (_what, answer) => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showTwoPages(site);
  const page = site.pages.get(secondPage) ?? '';
  site.pages.set(secondPage, answer);
  await crawl.visit();
  expect(await crawl.visit()).toMatchObject({ queued: 2 });
  site.pages.set(secondPage, page);
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
});

test('an older page that is not there ends the list', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showTwoPages(site);
  site.pages.set(secondPage, { failure: 'gone' });
  await crawl.visit();
  expect(await crawl.visit()).toMatchObject({ queued: 2 });
  await crawl.visit();
  site.requested.splice(0);
  await crawl.visit();
  expect(site.requested.map(({ url }) => url)).toEqual([columnUrl]);
});

test('a process that dies at any write of a visit over two pages loses no row', async () => {
  async function lives(death: Death | null): Promise<{ writes: number; queued: number }> {
    const site = siteWith(known);
    const disk: Disk = new Map();
    const start = await testCrawl(site, { store: openFragileStore(disk, null).store });
    await start.visit();
    showTwoPages(site);
    await start.visit();
    const dying = openFragileStore(disk, death);
    const visit = (await testCrawl(site, { store: dying.store })).visit();
    await visit.catch(() => undefined);
    const after = await testCrawl(site, { store: openFragileStore(disk, null).store });
    await after.visit();
    return { writes: dying.writes(), queued: (await after.cards()).length };
  }
  const { writes, queued } = await lives(null);
  expect(queued).toBe(4);
  const lost: number[] = [];
  for (let at = 1; at <= writes; at += 1) {
    const end = await lives({ at, written: at % 2 === 0 });
    if (end.queued !== queued) lost.push(at);
  }
  expect(lost).toEqual([]);
}, 60_000);
