import { expect, test } from 'vitest';

import { batch, ofDay, paginate, readAddresses, visitUntilRead } from './batch-column.ts';
import { known, siteWith } from './known-column.ts';
import { columnUrl, testCrawl } from './reply-column.ts';

test('a letter that is put behind the first page with an older day is found within a week', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  const rows = batch(40).map((row, at) => ({
    ...row,
    letter: { ...row.letter, published: at < 20 ? '2026-10-20' : '2026-09-20' },
  }));
  paginate(site, rows, 10);
  await crawl.visit();
  await crawl.visit();
  const [late] = batch(1, 700).map((row) => ({
    ...row,
    letter: { ...row.letter, published: '2026-10-10' },
  }));
  if (late === undefined) throw new Error('There is a row.');
  paginate(site, [...rows.slice(0, 15), late, ...rows.slice(15)], 10);
  expect(await crawl.visit()).toMatchObject({ queued: 0 });
  crawl.advance(7 * 86_400_000);
  expect(await crawl.visit()).toMatchObject({ queued: 1, older: 0 });
});

test.each([
  ['some letters with older days among many known ones are news', 5, 5],
  ['more of them are rows of a list that was rebuilt', 12, 0],
])('%s', async (_what, size, queued) => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  const rows = [...ofDay(20, 0, '2026-11-22'), ...ofDay(60, 100, '2026-11-15')];
  paginate(site, rows, 10);
  await crawl.visit();
  await crawl.visit();
  const late = ofDay(size, 700, '2026-11-14');
  const mixed = rows.flatMap((row, at) => [row, ...(at < 15 ? [] : late.slice(at - 15, at - 14))]);
  paginate(site, mixed, 10);
  crawl.advance(7 * 86_400_000);
  expect(await crawl.visit()).toMatchObject({ queued, older: size - queued });
});

test('a letter with an older day at the end of a page is told from an old row by the page behind it', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  const rows = [...ofDay(6, 0, '2026-11-10'), ...ofDay(34, 20, '2026-09-20')];
  paginate(site, rows, 10);
  await crawl.visit();
  // Pages two and three are looked at, and known from now on.
  await crawl.visit();
  const late = ofDay(1, 700, '2026-10-10');
  paginate(
    site,
    [...ofDay(3, 800, '2026-11-20'), ...rows.slice(0, 6), ...late, ...rows.slice(6)],
    10,
  );
  expect(await crawl.visit()).toMatchObject({ queued: 4, older: 0 });
});

test('a known row within a batch does not end the walk over it', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  const rows = ofDay(20, 0, '2026-11-10');
  paginate(site, rows, 10);
  await crawl.visit();
  await crawl.visit();
  const burst = ofDay(40, 100, '2026-11-20');
  const [again, ...others] = rows.map((row, at) => ({
    ...row,
    letter: { ...row.letter, published: at === 0 ? '2026-11-20' : '2026-11-10' },
  }));
  if (again === undefined) throw new Error('There is a row.');
  paginate(site, [...burst.slice(0, 15), again, ...burst.slice(15), ...others], 10);
  await visitUntilRead(crawl, 12);
  const read = await readAddresses(crawl);
  expect(burst.filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
});

test('a letter with an older day is found behind a burst, however many pages that fills', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  const rows = [...ofDay(20, 0, '2026-11-10'), ...ofDay(20, 20, '2026-09-20')];
  paginate(site, rows, 10);
  await crawl.visit();
  await crawl.visit();
  const burst = ofDay(60, 100, '2026-11-20');
  const late = ofDay(1, 700, '2026-11-08');
  paginate(site, [...burst, ...rows.slice(0, 25), ...late, ...rows.slice(25)], 10);
  await visitUntilRead(crawl, 12);
  const read = await readAddresses(crawl);
  expect([...burst, ...late].filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
});

test('what passed on a list without older pages while nobody looked is told of, and is news when it slides back', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  const first = ofDay(20, 0, '2026-10-20');
  paginate(site, first, 20);
  await crawl.visit();
  await crawl.visit();
  expect(await crawl.store.sources.load('column')).not.toHaveProperty('gap');
  const burst = [...ofDay(20, 200, '2026-11-12'), ...ofDay(20, 300, '2026-11-11')];
  paginate(site, burst.slice(0, 20), 20);
  await visitUntilRead(crawl, 6);
  const { gap, horizon } = (await crawl.store.sources.load('column')) ?? {};
  expect({ gap, horizon }).toMatchObject({
    gap: { from: '2026-10-20', to: '2026-11-12' },
    horizon: '2026-11-12',
  });
  // Two letters are taken down: what stood behind them is on the list again.
  paginate(site, burst.slice(2, 22), 20);
  expect(await crawl.visit()).toMatchObject({ fresh: 2, queued: 2, older: 0 });
  // What is of days before was there before.
  paginate(site, [...burst.slice(2, 20), ...ofDay(2, 400, '2026-10-02')], 20);
  expect(await crawl.visit()).toMatchObject({ fresh: 2, queued: 0, older: 2 });
});

test('a column that shows its newest pages alone has a gap where a burst filled them all', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  const first = ofDay(50, 0, '2026-10-20');
  paginate(site, first, 10);
  await crawl.visit();
  await crawl.visit();
  const burst = [...ofDay(30, 200, '2026-11-12'), ...ofDay(30, 300, '2026-11-11')];
  paginate(site, [...burst, ...first], 10);
  await visitUntilRead(crawl, 12);
  expect(await crawl.store.sources.load('column')).not.toHaveProperty('gap');
  const more = [...ofDay(30, 400, '2026-11-22'), ...ofDay(30, 500, '2026-11-21')];
  paginate(site, more.slice(0, 50), 10);
  await visitUntilRead(crawl, 12);
  expect(await crawl.store.sources.load('column')).toMatchObject({
    gap: { from: '2026-11-12', to: '2026-11-21' },
  });
});
