import { expect, test } from 'vitest';

import * as letters from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { rereadDue } from '../../src/revise/reread-due.ts';
import { column, known, siteWith, urlOf } from './known-column.ts';
import { showRows, testCrawl } from './reply-column.ts';
import { allPending } from '../support/all-pending.ts';

const { county, sport } = column;
const siteName = '青溪市人民政府';
const rightPage = trsDetail(letters.LATECOMER, siteName);

const notice = (title: string, text: string): string =>
  `<html><head><title>${title}</title></head><body><div class="main"><h1>${title}</h1><div>${text}</div></div></body></html>`;

/** What servers send with status 200 in place of a letter. */
const WRONG_ANSWERS: Readonly<Record<string, string>> = {
  'a database error':
    '<html><body><b>Database Error</b>: Unable to connect to the database: Too many connections.</body></html>',
  'a stack trace': `<html><head><title>HTTP Status 500</title></head><body><h1>java.lang.NullPointerException</h1><pre>${'at com.cms.web.Show.doGet(Show.java:118)\n'.repeat(20)}</pre></body></html>`,
  'a notice of an upgrade, at length': notice(
    '系统升级公告',
    `<p>为给广大用户提供更加稳定的服务，本网站定于近日进行系统升级和数据迁移，升级期间部分栏目暂停访问，给您带来的不便敬请谅解。${'升级完成后各栏目将陆续恢复，届时可继续浏览信息公开、办事服务、互动交流等内容。'.repeat(6)}</p>`,
  ),
  'a column in preparation': notice('青溪市人民政府', '<p>栏目正在更新，请稍后访问。</p>'),
  'its home page': trsList(
    Array.from({ length: 12 }, (_, at) => ({
      href: `/zwgk/news/${at}.html`,
      letter: { ...letters.FERTILISER, title: `全市第${at + 1}次重点项目建设推进会在青溪召开` },
    })),
    siteName,
  ),
  'another article': trsDetail(
    {
      ...letters.FERTILISER,
      title: '全市秋季植树活动启动',
      paragraphs: Array.from(
        { length: 6 },
        () =>
          '今年全市计划新增绿地三百亩，沿江步道两侧将补种香樟和银杏，市民可以到各街道报名认养树木，活动持续到明年春天结束。',
      ),
    },
    siteName,
  ),
  'a promise of the text': trsDetail(
    { ...letters.LATECOMER, paragraphs: ['正文正在整理，稍后发布。'] },
    siteName,
  ),
};

test.each(Object.entries(WRONG_ANSWERS))(
  '%s in place of a letter is not yet the letter',
  async (_what, page) => {
    const site = siteWith(known);
    const crawl = await testCrawl(site);
    await crawl.visit();
    showRows(site, [sport, ...known]);
    site.pages.set(urlOf(sport), page);
    for (let visit = 0; visit < 3; visit += 1) await crawl.visit();
    expect((await crawl.cards()).filter(([, occasion]) => occasion === 'new')).toEqual([]);
    site.pages.set(urlOf(sport), rightPage);
    let queued = 0;
    for (let visit = 0; visit < 4; visit += 1) queued += (await crawl.visit()).queued;
    expect(queued).toBe(1);
  },
);

test('a letter about another proposal is not the one of the row', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const row = {
    ...sport,
    letter: { ...letters.LATECOMER, title: '关于市政协九届五次会议第404号提案的答复' },
  };
  showRows(site, [row, ...known]);
  site.pages.set(urlOf(sport), trsDetail(letters.HOMEWORK, siteName));
  expect(await crawl.visit()).toMatchObject({ queued: 0 });
  expect(crawl.lastEntries().map(([outcome]) => outcome)).toEqual(['retry']);
});

const telling = {
  ...county,
  letter: {
    ...letters.COUNTY,
    agency: '青溪市教育局',
    paragraphs: letters.COUNTY.paragraphs.map((text) => text.replace('安吉县', '青溪市')),
    title: '对市政协九届五次会议第219号提案《关于落实双减政策提升课后服务质量的提案》的答复',
  },
};

test('a letter that cannot be read is told of by its title after a day, and completed when it can', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [telling, ...known]);
  site.pages.set(urlOf(telling), { failure: 'server-error' });
  for (let visit = 0; visit < 12; visit += 1) await crawl.visit();
  const waiting = (await allPending(crawl.store.outbox)).filter(
    ({ occasion }) => occasion === 'new',
  );
  expect(waiting.map(({ card }) => [card.issues, card.points, card.proposal?.number])).toEqual([
    [['unreadable'], [], '219'],
  ]);
  for (const delivery of waiting) {
    await crawl.store.outbox.update({
      ...delivery,
      state: { kind: 'sent', messageId: '1', at: '2026-11-24T00:00:00Z' },
    });
  }

  site.pages.set(urlOf(telling), trsDetail(telling.letter, siteName));
  for (let visit = 0; visit < 9; visit += 1) await crawl.visit();
  const [one, ...more] = await crawl.store.edits.all();
  expect(more).toEqual([]);
  expect(one).toMatchObject({ revision: 2 });
  const record = await crawl.store.articles.get(waiting[0]?.articleId ?? '');
  expect(record?.card.issues).toEqual([]);
  expect(record?.card.points.length).toBeGreaterThan(0);
  expect(
    (await allPending(crawl.store.outbox)).filter(({ occasion }) => occasion === 'new'),
  ).toEqual([]);
  expect((await crawl.store.sources.load('column'))?.waiting).toBeUndefined();
});

test('a title is completed by its own row also where the address is another one by then', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const at = (visit: number) => ({ ...telling, path: `${telling.path}?zt=${10_000 + visit}` });
  const outcomes: string[] = [];
  for (let visit = 1; visit <= 21; visit += 1) {
    const row = at(visit);
    showRows(site, [row, ...known]);
    if (visit <= 12) site.pages.set(urlOf(row), { failure: 'server-error' });
    await crawl.visit();
    outcomes.push(...crawl.lastEntries().map(([outcome]) => outcome));
  }
  expect(outcomes).toContain('title');
  expect(outcomes.at(-1)).toBe('queued');
  expect(outcomes).not.toContain('duplicate');
});

test('a letter that was told of by its title alone, and is then taken back in words, is struck through', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site, { limits: { rereadDays: [1, 7, 30] } });
  const { store, deps } = crawl;
  await crawl.visit();
  showRows(site, [telling, ...known]);
  const { title } = telling.letter;
  site.pages.set(urlOf(telling), notice(title, '正文正在整理，稍后发布。'));
  for (let visit = 0; visit < 50; visit += 1) await crawl.visit();
  expect((await store.sources.load('column'))?.waiting).toBeUndefined();
  site.pages.set(urlOf(telling), notice(title, '本文已撤回。'));
  for (let day = 0; day < 30; day += 1) {
    crawl.advance(86_400_000);
    await rereadDue(deps);
  }
  const told = (await allPending(store.outbox)).find(({ occasion }) => occasion === 'new');
  const record = await store.articles.get(told?.articleId ?? '');
  expect(record?.withdrawal?.kind).toBe('withdrawn');
});

test('a title that says nothing of the matter is not posted, and neither is a page that is gone', async () => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  const silent = {
    ...sport,
    letter: { ...letters.LATECOMER, title: '关于市政协九届五次会议第404号提案的答复' },
  };
  showRows(site, [silent, telling, ...known]);
  site.pages.set(urlOf(silent), { failure: 'server-error' });
  site.pages.set(urlOf(telling), { failure: 'gone' });
  for (let visit = 0; visit < 20; visit += 1) await crawl.visit();
  expect((await crawl.cards()).filter(([, occasion]) => occasion === 'new')).toEqual([]);
});

const named = {
  ...telling.letter,
  paragraphs: [
    '方晓禾委员：',
    '您在市政协九届五次会议上提出的《关于落实双减政策提升课后服务质量的提案》（第219号）收悉，现答复如下：',
    ...telling.letter.paragraphs.slice(2),
  ],
};

test.each([
  ['under the same title', {}],
  ['under a title of its own', { title: '提升课后服务质量提案的答复（第219号）' }],
])('a copy that can be read elsewhere, %s, completes the card of a title', async (_how, other) => {
  const site = siteWith(known);
  const crawl = await testCrawl(site);
  await crawl.visit();
  showRows(site, [telling, ...known]);
  site.pages.set(urlOf(telling), { failure: 'server-error' });
  for (let visit = 0; visit < 12; visit += 1) await crawl.visit();
  const copy = { path: '202611/t20261119_205.html', letter: { ...named, ...other } };
  showRows(site, [copy, telling, ...known]);
  for (let visit = 0; visit < 2; visit += 1) await crawl.visit();
  const records: string[] = [];
  for await (const { card } of crawl.store.articles.all()) {
    if (card.proposal?.number === '219')
      records.push(`${card.issues.join(' ')}${card.points.length > 0}`);
  }
  expect(records).toEqual(['true']);
});
