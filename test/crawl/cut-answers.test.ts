import { expect, test } from 'vitest';

import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { column, known, siteWith, urlOf } from './known-column.ts';
import { columnUrl, showRows, testCrawl, type ColumnRow } from './reply-column.ts';
import { allPending } from '../support/all-pending.ts';

const { county, sport } = column;
const agency = '青溪市人民政府';
const wholePage = trsDetail(sport.letter, agency);
const halfPage = { body: wholePage.slice(0, wholePage.length * 0.6), isCut: true } as const;

function listOf(rows: readonly ColumnRow[]): string {
  return trsList(
    rows.map(({ path, letter }) => ({ href: `./${path}`, letter })),
    agency,
  );
}

test('a page that was cut is read again and posted once, when it is whole', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  site.pages.set(urlOf(sport), halfPage);
  expect(await crawl.visit()).toMatchObject({ queued: 0 });
  expect(crawl.lastEntries().map(([outcome]) => outcome)).toEqual(['retry']);
  site.pages.set(urlOf(sport), wholePage);
  crawl.advance(24 * 3_600_000);
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
  crawl.advance(24 * 3_600_000);
  expect(await crawl.visit()).toMatchObject({ queued: 0 });
});

test('a page that is cut at every try is posted after days, and its card says that it is not whole', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  site.pages.set(urlOf(sport), { body: wholePage, isCut: true });
  const queued: number[] = [];
  for (let day = 1; day <= 6; day += 1) {
    queued.push((await crawl.visit()).queued);
    crawl.advance(22 * 3_600_000);
  }
  expect(queued.slice(0, 3)).toEqual([0, 0, 0]);
  expect(queued.filter((count) => count > 0)).toEqual([1]);
  const waiting = await allPending(crawl.store.outbox);
  const card = waiting.find((delivery) => delivery.card.url === urlOf(sport))?.card;
  expect(card?.issues).toContain('truncated');
});

test('a page that breaks off before it says what it is about, with the right length, is read again', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const titled = { ...county.letter, title: '关于市政协九届五次会议第0139号提案的答复' };
  const lead =
    '您提出的提案收悉，现答复如下：我市各单位高度重视，认真研究，逐项落实有关工作要求，'.repeat(3);
  const paragraphs = ['方晓禾委员：', lead, ...titled.paragraphs];
  const vague = { ...county, letter: { ...titled, paragraphs } };
  const whole = trsDetail(vague.letter, agency);
  const cutAt = whole.indexOf(lead) + lead.length;
  showRows(site, [vague, ...known]);
  site.pages.set(urlOf(vague), whole.slice(0, cutAt));
  await crawl.visit();
  expect(crawl.lastEntries()).toMatchObject([['retry', titled.title]]);
  site.pages.set(urlOf(vague), whole);
  expect(await crawl.visit()).toMatchObject({ queued: 1 });
});

test('a page that never closes its markup is irrelevant once it broke off for days', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const { fertiliser } = column;
  const titled = { ...fertiliser.letter, title: '关于市政协九届五次会议第0140号提案的答复' };
  const [greeting = '', opening = ''] = titled.paragraphs;
  const row = { path: '202611/t20261121_140.html', letter: titled };
  const open = trsDetail({ ...titled, paragraphs: [greeting, opening.repeat(3)] }, agency);
  showRows(site, [row, ...known]);
  site.pages.set(urlOf(row), open.replaceAll(/<\/(?:body|html)>/gu, ''));
  const outcomes: string[] = [];
  for (let day = 1; day <= 6; day += 1) {
    await crawl.visit();
    outcomes.push(...crawl.lastEntries().map(([outcome]) => outcome));
    crawl.advance(22 * 3_600_000);
  }
  expect(outcomes.at(0)).toBe('retry');
  expect(outcomes.at(-1)).toBe('irrelevant');
  expect(outcomes.filter((outcome) => outcome === 'irrelevant')).toHaveLength(1);
});

test('a list that was cut is no list: its rows count only when it is whole', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, county, ...known]);
  site.pages.set(columnUrl, { body: listOf([sport]), isCut: true });
  expect(await crawl.visit()).toMatchObject({ status: 'blocked', reason: 'cut', queued: 0 });
  showRows(site, [sport, county, ...known]);
  expect(await crawl.visit()).toMatchObject({ status: 'ok', queued: 2 });
  expect(await crawl.store.sources.load('column')).not.toHaveProperty('cutVisits');
});

test('a list that is cut at every visit is read from the fourth one on', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [sport, ...known]);
  site.pages.set(columnUrl, { body: listOf([sport, ...known]), isCut: true });
  const statuses: string[] = [];
  for (let visit = 1; visit <= 6; visit += 1) statuses.push((await crawl.visit()).status);
  expect(statuses).toEqual(['blocked', 'blocked', 'blocked', 'ok', 'ok', 'ok']);
  expect(await crawl.cards()).toContainEqual([sport.letter.title, 'new']);
});
