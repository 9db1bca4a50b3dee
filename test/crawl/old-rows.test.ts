import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { batch, paginate, readAddresses, visitUntilRead, type BatchRow } from './batch-column.ts';
import { known, column, siteWith } from './known-column.ts';
import {
  columnSource,
  columnUrl,
  type ColumnRow,
  type ScriptedSite,
  showRows,
  testCrawl,
} from './reply-column.ts';

const { training, fertiliser, homework, county, province, sport } = column;

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

/** The same rows with each title written anew; what is answered stays in it. */
const retitled = (rows: readonly ColumnRow[]): readonly ColumnRow[] =>
  rows.map(({ path, letter }) => ({
    path,
    letter: {
      ...letter,
      title: letter.title.replace('关于', '对').replace('的答复', '的答复意见'),
    },
  }));

test('titles that are rewritten after a site was rebuilt, and a site that is rebuilt after that, bring nothing new', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const rebuilt = known.map(({ letter }, at) => ({ letter, path: `content/post_${at}.html` }));
  showRows(site, rebuilt);
  await crawl.visit();
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0 });
  const renamed = rebuilt.map(({ path, letter }) => ({
    path,
    letter: { ...letter, title: `市教育局答复汇编之${letter.agency}${letter.published}` },
  }));
  showRows(site, renamed);
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0 });
  showRows(
    site,
    renamed.map(({ letter }, at) => ({ letter, path: `art/art_7_${at}.html` })),
  );
  expect(await crawl.visit()).toMatchObject({ fresh: 0, queued: 0 });
});

/** Shows rows without their days. */
function showUndated(site: ScriptedSite, rows: readonly ColumnRow[]): void {
  showRows(site, rows);
  const shown = site.pages.get(columnUrl);
  if (typeof shown !== 'string') throw new Error('no list');
  site.pages.set(columnUrl, shown.replaceAll(/<span>[\d-]+<\/span>/gu, ''));
}

test('on a list without days a letter that is titled like one that slid off is news', async () => {
  const site = siteWith([]);
  const crawl = await testCrawl(site);
  showUndated(site, [province, ...known, sport]);
  await crawl.visit();
  const next = {
    path: 'content/post_9.html',
    letter: { ...letters.COUNTY, title: sport.letter.title },
  };
  showUndated(site, [next, province, ...known]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
});

test('after a list without days was rebuilt, a letter that is titled like one that slid off before is news', async () => {
  const site = siteWith([]);
  const crawl = await testCrawl(site);
  const numbered = (row: ColumnRow, number: number, path: string): ColumnRow => ({
    letter: { ...row.letter, title: `关于市政协四届六次会议第0${number}号提案的答复` },
    path: `${path}_${number}.html`,
  });
  const rows = [province, county, ...known];
  const listAt = (path: string) => rows.map((row, at) => numbered(row, 311 + at, path));
  showUndated(site, [...listAt('content/post'), numbered(sport, 412, 'content/post')]);
  await crawl.visit();
  for (let visits = 0; visits < 3; visits += 1) {
    showUndated(site, listAt('art/art_7'));
    expect(await crawl.visit()).toMatchObject({ fresh: 0 });
  }
  const another = { ...sport, letter: letters.TRAINING };
  showUndated(site, [numbered(another, 412, 'art/art_9'), ...listAt('art/art_7')]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1 });
});

test('of two letters that are titled alike on one day the known one is where it was, whatever follows its path', async () => {
  const site = siteWith([]);
  const crawl = await testCrawl(site);
  const [base = training] = known;
  const title = '关于市政协四届六次会议第0412号提案的答复';
  const one = { path: 'art_12.html', letter: { ...fertiliser.letter, title } };
  const other = { path: 'art_19.html', letter: { ...letters.COUNTY, title } };
  const day = base.letter.published;
  const show = (rows: readonly ColumnRow[], at: number): void =>
    showRows(
      site,
      rows.map(({ path, letter }) => ({
        path: `${path}?zt=${70_000 + at}`,
        letter: { ...letter, published: day },
      })),
    );
  show(known, 1);
  await crawl.visit();
  show([one, ...known], 2);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 0 });
  show([other, one, ...known], 3);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
});

test('a letter that is titled like an irrelevant one that slid off is read on a list that was not rebuilt', async () => {
  const site = siteWith([]);
  const crawl = await testCrawl(site);
  const title = '关于市政协四届六次会议第0412号提案的答复';
  const published = '2026-11-20';
  const one = { path: 'art_12.html', letter: { ...fertiliser.letter, title, published } };
  const other = { path: 'art_19.html', letter: { ...letters.COUNTY, title, published } };
  showRows(site, known);
  await crawl.visit();
  showRows(site, [one, ...known]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 0 });
  showRows(site, [other, ...known]);
  expect(await crawl.visit()).toMatchObject({ fresh: 1, queued: 1 });
});

test('one known title within a burst on a list without days hides neither its letter nor those on older pages', async () => {
  const site = siteWith([]);
  const crawl = await testCrawl(site, { limits: { digestAbove: 1000 } });
  const show = (rows: readonly BatchRow[]): void => {
    paginate(site, rows, 10);
    for (const [url, page] of site.pages) {
      const isList = url === columnUrl || url.includes('index_');
      if (isList && typeof page === 'string')
        site.pages.set(url, page.replaceAll(/<span>[\d-]+<\/span>/gu, ''));
    }
  };
  const before = batch(20, 500);
  show(before);
  await crawl.visit();
  const [alike] = batch(1, 700);
  const [off] = before.slice(9);
  if (alike === undefined || off === undefined) throw new Error('There are rows.');
  const next = { ...off, path: alike.path };
  const burst = batch(40);
  show([...burst.slice(0, 5), next, ...burst.slice(5), ...before]);
  await visitUntilRead(crawl, 12);
  const read = await readAddresses(crawl);
  expect([...burst, next].filter(({ path }) => !read.has(`${columnUrl}${path}`))).toEqual([]);
});

test('a list without days is known again when its titles are rewritten', async () => {
  const site = siteWith([]);
  const crawl = await testCrawl(site);
  const show = (rows: readonly ColumnRow[]): void => showUndated(site, rows);
  const before = [sport, province, ...known];
  show(before);
  await crawl.visit();
  show(retitled(before));
  expect(await crawl.visit()).toMatchObject({ rows: 5, fresh: 0, queued: 0 });
  show([county, ...retitled(before)]);
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

test('an old row that is put on top of a list in the order of its days is no news', async () => {
  const shown = [county, province, homework, fertiliser, training];
  const site = siteWith(shown);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const pinned = {
    path: 'old/t20240305_9.html',
    letter: { ...letters.LATECOMER, published: '2024-03-05' },
  };
  showRows(site, [pinned, sport, ...shown]);
  expect(await crawl.visit()).toMatchObject({ fresh: 2, older: 1, queued: 1 });
});
