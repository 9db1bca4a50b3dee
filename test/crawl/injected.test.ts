import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { trsDetail } from '../../src/demo/pages.ts';
import { columnUrl, scriptedSite, showRows, testCrawl, type TestCrawl } from './reply-column.ts';

const known = [
  { path: '202609/t20260915_102.html', letter: letters.FERTILISER },
  { path: '202609/t20260911_101.html', letter: letters.TRAINING },
  { path: '202609/t20260901_100.html', letter: letters.SCIENCE },
];
const row = { path: '202609/t20260918_103.html', letter: letters.HOMEWORK };
const advert = '青鸾棋牌(中国)官方网站-App Store';
const page = trsDetail(letters.HOMEWORK, '青溪市人民政府');

test.each([
  ['a cited document', page.replace('《关于巩固', `《${advert}：关于巩固`)],
  ['its text', page.replace('“双减”政策实施以来', `${advert}。“双减”政策实施以来`)],
  ['its title', page.replaceAll(letters.HOMEWORK.title, `${advert}_${letters.HOMEWORK.title}`)],
  ['its keywords', page.replace('<body>', `<meta name="keywords" content="${advert}"><body>`)],
])('a page with advertising set into %s waits until it is cleaned', async (_where, injected) => {
  const { crawl, site } = await watched(injected);
  await crawl.visit();
  expect(reports(crawl)).toEqual([['retry', 'injected']]);
  expect(await crawl.cards()).toEqual([]);

  site.pages.set(`${columnUrl}${row.path}`, page);
  await crawl.visit();
  expect(await crawl.cards()).toEqual([[letters.HOMEWORK.title, 'new']]);
});

test('a page that stays injected becomes unreadable with that reason', async () => {
  const { crawl } = await watched(page.replace('《关于巩固', `《${advert}：关于巩固`));
  for (let day = 0; day < 4; day += 1) {
    await crawl.visit();
    crawl.advance(22 * 3_600_000);
  }
  expect(reports(crawl)).toEqual([['unreadable', 'injected']]);
});

/** A column that was visited before, with one more letter, on this page. */
async function watched(injected: string) {
  const site = scriptedSite();
  showRows(site, known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [row, ...known]);
  site.pages.set(`${columnUrl}${row.path}`, injected);
  return { crawl, site };
}

function reports({ events }: TestCrawl): readonly (readonly [string, string | null])[] {
  return events.flatMap((event) =>
    event.kind === 'entry' ? [[event.report.outcome, event.report.reason] as const] : [],
  );
}
