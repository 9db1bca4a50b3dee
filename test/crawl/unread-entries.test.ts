import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { trsDetail } from '../../src/demo/pages.ts';
import { known, column, siteWith, urlOf } from './known-column.ts';
import { showRows, testCrawl } from './reply-column.ts';

const { county, sport } = column;

test.each([
  ['server-error', 22],
  ['gone', 22],
  ['shell', 4],
] as const)('what gives %s is tried for days, and given up only then', async (failure, days) => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  site.pages.set(urlOf(sport), { failure });
  const outcomes: string[] = [];
  for (let day = 1; day <= days + 1; day += 1) {
    await crawl.visit();
    outcomes.push(...crawl.lastEntries().map(([outcome]) => outcome));
    crawl.advance(22 * 3_600_000);
  }
  const last = failure === 'gone' ? 'gone' : 'unreadable';
  expect(outcomes.filter((outcome) => outcome === last)).toHaveLength(1);
  expect(outcomes.indexOf(last)).toBeGreaterThan(days - 3);
});

test('the next try of an entry that cannot be read waits longer each time', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  site.pages.set(urlOf(sport), { failure: 'server-error' });
  let tries = 0;
  for (let visit = 0; visit < 16; visit += 1) {
    await crawl.visit();
    tries += crawl.lastEntries().length;
  }
  // Two days of visits every three hours.
  expect(tries).toBeGreaterThan(3);
  expect(tries).toBeLessThan(9);
});

test.each(['robots', 'challenge'] as const)(
  'a page that %s keeps from being read does not keep the rows behind it',
  async (failure) => {
    const site = siteWith(known);
    const crawl = await testCrawl(site, { limits: { attemptsPerEntry: 1 } });
    await crawl.visit();
    showRows(site, [sport, county, ...known]);
    site.pages.set(urlOf(sport), { failure });
    await crawl.visit();
    expect(crawl.lastEntries().map(([outcome]) => outcome)).toEqual(['retry', 'queued']);
    site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, '青溪市人民政府'));
    expect(await crawl.visit()).toMatchObject({ queued: 1 });
  },
);

test('a source whose rows come and whose letters cannot be read is in trouble, until one is read', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, county, ...known]);
  for (const row of [sport, county]) site.pages.set(urlOf(row), { failure: 'server-error' });
  expect(await crawl.visit()).toMatchObject({ status: 'ok', waiting: 2 });
  for (let visit = 0; visit < 8; visit += 1) await crawl.visit();
  expect(await crawl.visit()).toMatchObject({ status: 'unread', reason: 'server-error' });
  expect(crawl.alarms).toMatchObject([{ kind: 'stopped', status: 'unread' }]);
  site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, '青溪市人民政府'));
  for (let visit = 0; visit < 9; visit += 1) await crawl.visit();
  expect((await crawl.store.sources.load('column'))?.status).toBe('ok');
  expect(crawl.alarms.map(({ kind }) => kind)).toEqual(['stopped', 'recovered']);
});

test('each way in which an entry ends without a card is counted', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { attemptsPerEntry: 1 } });
  await crawl.visit();
  showRows(site, [sport, county, ...known]);
  site.pages.set(urlOf(sport), { failure: 'gone' });
  site.pages.set(urlOf(county), { failure: 'shell' });
  for (let day = 0; day < 24; day += 1) {
    await crawl.visit();
    crawl.advance(21 * 3_600_000);
  }
  expect((await crawl.store.sources.load('column'))?.tally).toMatchObject({
    unreadable: 1,
    gone: 1,
    skipped: 2,
    older: 0,
  });
});
