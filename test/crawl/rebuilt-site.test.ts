import { expect, test } from 'vitest';

import { rereadDue } from '../../src/revise/reread-due.ts';
import { batch, ofDay, paginate, visitUntilRead, type BatchRow } from './batch-column.ts';
import { columnUrl, scriptedSite, type ScriptedSite, testCrawl } from './reply-column.ts';

const dayMs = 86_400_000;
const wall =
  '<html><head><meta charset="utf-8"><title>安全验证</title></head><body><p>请完成安全验证后继续访问</p></body></html>';

/** The same rows on a list that was rebuilt: their old addresses answer with a wall. */
function rebuild(site: ScriptedSite, rows: readonly BatchRow[]): readonly BatchRow[] {
  for (const { path } of rows) site.pages.set(`${columnUrl}${path}`, wall);
  const moved = rows.map(({ path, letter }) => ({
    path: path.replace('batch/', 'content/post_'),
    letter,
  }));
  paginate(site, moved, 10);
  return moved;
}

/** A column whose batch of letters was posted, and is then rebuilt. */
async function rebuiltColumn(size: number) {
  const site = scriptedSite();
  const before = ofDay(10, 500, '2026-09-01');
  paginate(site, before, 10);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const rows = [...batch(size), ...before];
  paginate(site, rows, 10);
  await visitUntilRead(crawl, 12);
  return { site, crawl, moved: rebuild(site, rows) };
}

async function recordOf(crawl: Awaited<ReturnType<typeof testCrawl>>, number: string) {
  for await (const record of crawl.store.articles.all()) {
    if (record.article.url?.includes(number) === true) return record;
  }
  return null;
}

const listPages = ({ requested }: ScriptedSite): number =>
  requested.filter(({ url }) => url === columnUrl || url.includes('index_')).length;

test('letters far down a list that was rebuilt are searched for, a few pages a visit, and followed to their new addresses', async () => {
  const { site, crawl, moved } = await rebuiltColumn(50);
  const pages: number[] = [];
  for (let visits = 0; visits < 8; visits += 1) {
    site.requested.splice(0);
    await crawl.visit();
    pages.push(listPages(site));
  }
  expect(Math.max(...pages)).toBeLessThanOrEqual(5);
  // Once every letter was met nothing is searched.
  expect(pages.at(-1)).toBe(1);
  expect(await crawl.store.backlogs.load('column')).not.toHaveProperty('search');
  const last = moved.find(({ path }) => path.includes('2049'));
  expect(await recordOf(crawl, '2049')).toMatchObject({
    row: { url: `${columnUrl}${last?.path ?? ''}` },
  });
});

test('what is corrected at the new address of such a letter is corrected on its card', async () => {
  const { site, crawl, moved } = await rebuiltColumn(50);
  for (let visits = 0; visits < 8; visits += 1) await crawl.visit();
  const url = `${columnUrl}${moved.find(({ path }) => path.includes('2049'))?.path ?? ''}`;
  const page = site.pages.get(url);
  if (typeof page !== 'string') throw new Error('no page');
  const figure = /\d{2,}(?=[人名所万])/u.exec(page)?.[0] ?? '';
  expect(figure).not.toBe('');
  site.pages.set(url, page.replaceAll(figure, `${figure}7`));
  crawl.advance(dayMs);
  for (let round = 0; round < 30; round += 1) await rereadDue(crawl.deps);
  expect(await recordOf(crawl, '2049')).toMatchObject({ corrections: [{ more: 0 }] });
});

test('a site that gives its rows other addresses at each request is searched no more often than every third day', async () => {
  const site = scriptedSite();
  const rows = batch(30);
  const crawl = await testCrawl(site);
  const show = (at: number): void =>
    paginate(
      site,
      rows.map(({ path, letter }) => ({ path: path.replace('batch/', `v${at}/`), letter })),
      10,
    );
  show(0);
  await crawl.visit();
  let pages = 0;
  for (let visits = 1; visits <= 8; visits += 1) {
    show(visits);
    site.requested.splice(0);
    await crawl.visit();
    pages += listPages(site);
  }
  expect(pages).toBeLessThanOrEqual(8 + 4);
});
