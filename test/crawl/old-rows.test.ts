import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { known, column, siteWith } from './known-column.ts';
import { columnSource, columnUrl, showRows, testCrawl } from './reply-column.ts';

const { training, homework, county, province, sport } = column;

test('an older row that slides in behind the known ones is counted and not posted', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const old = { ...province, letter: { ...letters.PROVINCE, published: '2026-03-02' } };
  showRows(site, [homework, training, old]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 0, older: 1 });
  showRows(site, [homework, training, old, county]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1, older: 0 });
});

test('letters whose site was rebuilt, whose titles were rewritten or whose addresses change each time are known', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const moved = known.map((row, at) => ({ ...row, path: `show.jsp?id=${at}&token=a1b2` }));
  showRows(site, moved);
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0 });
  const renamed = known.map(({ path, letter }) => ({
    path,
    letter: { ...letter, title: `【教育】${letter.title}` },
  }));
  showRows(site, renamed);
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0 });
  showRows(site, [county, ...renamed]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
});

test('what another source took as known on its first visit is still news for this one', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, county, ...known]);
  const other = columnSource({ id: 'other-column' });
  expect(await crawl.visit(other)).toMatchObject({ queued: 1, skipped: 3 });
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
  expect(await crawl.visit(other)).toMatchObject({ fresh: 0, queued: 0 });
});

test('a server that says unasked that nothing changed gave no first list', async () => {
  const site = siteWith(known);
  let isReady = false;
  const crawl = await testCrawl({
    ...site,
    fetchPage: (url, options) =>
      isReady ? site.fetchPage(url, options) : Promise.resolve({ kind: 'not-modified' }),
  });
  expect(await crawl.visit()).toMatchObject({ status: 'blocked', reason: 'unasked-304' });
  isReady = true;
  expect(await crawl.visit()).toMatchObject({ status: 'ok', skipped: 2, queued: 1 });
});

test('what appears while a first visit is cut short is news', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  site.pages.set(`${columnUrl}${homework.path}`, { failure: 'closed' });
  await crawl.visit();
  site.pages.delete(`${columnUrl}${homework.path}`);
  showRows(site, [county, ...known]);
  expect(await crawl.visit()).toMatchObject({ queued: 2, skipped: 2 });
  expect((await crawl.cards()).map(([, occasion]) => occasion).toSorted()).toEqual([
    'new',
    'sample',
  ]);
});
