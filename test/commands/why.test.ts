import { PermissionFlagsBits } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';

import { findTraces } from '../../src/upkeep/find-traces.ts';
import { forgetDocument } from '../../src/upkeep/forget-document.ts';
import { readAgain } from '../../src/upkeep/read-again.ts';
import { resendRefused } from '../../src/deliver/resend-refused.ts';
import * as letters from '../../src/demo/letters.ts';
import { trsDetail } from '../../src/demo/pages.ts';
import type { FailureReason } from '../../src/domain/fetch.ts';
import { rereadDue } from '../../src/revise/reread-due.ts';
import { column, known, siteWith, urlOf } from '../crawl/known-column.ts';
import {
  columnUrl,
  type ScriptedSite,
  showRows,
  testCrawl,
  type TestCrawl,
} from '../crawl/reply-column.ts';
import { startCommandBot, type CommandBot } from '../support/command-bot.ts';
import { someSubscription } from '../support/some-card.ts';

const { county, fertiliser, sport, training } = column;
const siteName = '青溪市人民政府';
const DAY_MS = 86_400_000;

interface World {
  readonly bot: CommandBot;
  readonly site: ScriptedSite;
  readonly crawl: TestCrawl;
  /** What the channel reads. */
  readonly why: (target: string, locale?: string) => Promise<string>;
}

/** The bot with its commands, over a column that was visited once; its channel subscribed to everything. */
async function world(subscribed = true): Promise<World> {
  const bot = await startCommandBot();
  onTestFinished(() => bot.stop());
  const { fake, store } = bot;
  if (subscribed) {
    await store.subscriptions.save(
      someSubscription({ channelId: fake.channelId, guildId: fake.guildId, language: 'zh-CN' }),
    );
  }
  const site = siteWith(known);
  const crawl = await testCrawl(site, {
    store,
    subscriptions: store.subscriptions,
    limits: { attemptsPerEntry: 1, firstVisit: 'none' },
  });
  await crawl.visit();
  return {
    bot,
    site,
    crawl,
    async why(letter, locale = 'zh-CN') {
      const response = await fake.interact({ command: 'why', options: { letter }, locale });
      expect(response.original?.isEphemeral).toBe(true);
      return response.original?.content ?? '';
    },
  };
}

async function failFor(
  days: number,
  failure: FailureReason,
  { site, crawl }: World,
): Promise<void> {
  showRows(site, [sport, ...known]);
  site.pages.set(urlOf(sport), { failure });
  for (let day = 0; day < days; day += 1) {
    await crawl.visit();
    crawl.advance(DAY_MS);
  }
}

test.each([
  [1, 'server-error', ['读不了', '会继续再试']],
  [24, 'server-error', ['已放弃', 'jianbao entries read']],
  [24, 'gone', ['网页已不在']],
] as const)('after %i days of %s it says how far reading got', async (days, failure, said) => {
  const here = await world();
  await failFor(days, failure, here);
  const answer = await here.why(urlOf(sport));
  for (const words of said) expect(answer).toContain(words);
});

test('what was given up is read again when the operator wants it', async () => {
  const here = await world();
  await failFor(24, 'shell', here);
  const { bot, site, crawl } = here;
  expect(await readAgain(bot.store, urlOf(sport), crawl.deps.now())).toEqual({
    sourceIds: ['column'],
    settledAs: null,
  });
  expect(await here.why(urlOf(sport))).toContain('要求再读一次');
  site.pages.set(urlOf(sport), trsDetail(letters.LATECOMER, siteName));
  // The list has moved on.
  showRows(site, [{ ...county, letter: { ...letters.COUNTY, published: '2026-12-20' } }, ...known]);
  await crawl.visit();
  expect(await here.why(urlOf(sport))).toContain('本频道：排队等候发布');
  expect(await readAgain(bot.store, urlOf(sport), crawl.deps.now())).toEqual({
    sourceIds: [],
    settledAs: 'queued',
  });
});

test('it says that a letter was judged irrelevant, in spite of which words', async () => {
  const { site, crawl, why } = await world();
  const other = {
    path: '202611/t20261118_301.html',
    letter: { ...letters.FERTILISER, published: '2026-11-18' },
  };
  showRows(site, [other, ...known]);
  await crawl.visit();
  expect(await why(urlOf(other))).toContain('与“双减”无关');
});

test('it says that a row was there at the first visit, or slid in from an older page', async () => {
  const { site, crawl, why } = await world();
  expect(await why(urlOf(training))).toContain('视为旧文');
  const old = { ...sport, letter: { ...letters.LATECOMER, published: '2026-02-02' } };
  showRows(site, [...known.filter((row) => row !== fertiliser), old]);
  await crawl.visit();
  expect(await why(urlOf(old))).toContain('以前就有的旧文');
});

test('it says that a row waits beyond the limit of a visit', async () => {
  const { site, crawl, why } = await world();
  showRows(site, [sport, county, ...known]);
  site.pages.set(urlOf(sport), { failure: 'budget' });
  await crawl.visit();
  expect(await why(urlOf(county))).toContain('还没有读');
});

test('it says which part of the subscription leaves a letter out, and that one came before it', async () => {
  const { bot, site, crawl, why } = await world();
  const { fake, store } = bot;
  await store.subscriptions.save(
    someSubscription({ channelId: fake.channelId, guildId: fake.guildId, regionPrefixes: ['44'] }),
  );
  showRows(site, [sport, ...known]);
  await crawl.visit();
  expect(await why(urlOf(sport))).toContain('不在订阅范围内（地区）');
  expect(await why(urlOf(sport), 'en-US')).toContain('did not subscribe to it (region)');
  await store.subscriptions.save(
    someSubscription({ channelId: fake.channelId, guildId: fake.guildId }),
  );
  expect(await why(urlOf(sport))).toContain('订阅之前');
  await store.subscriptions.remove(fake.channelId);
  expect(await why(urlOf(sport))).toContain('没有订阅');
});

test('it links the message, also by the id on the card and by words of the title, and says when it was deleted', async () => {
  const { bot, site, crawl, why } = await world();
  const { fake, store, deliverer } = bot;
  showRows(site, [sport, ...known]);
  await crawl.visit();
  await deliverer.drain();
  const [message] = fake.messages(fake.channelId);
  const link = `https://discord.com/channels/${fake.guildId}/${fake.channelId}/${message?.id}`;
  const { value: delivery } = await store.outbox.ended().next();
  if (delivery?.state.kind !== 'sent') throw new Error('It was sent.');
  expect(await why(urlOf(sport))).toContain(link);
  expect(await why(delivery.articleId.slice(0, 8))).toContain(link);
  expect(await why(letters.LATECOMER.title.slice(0, 14))).toContain(link);
  await store.outbox.update({
    ...delivery,
    state: { ...delivery.state, deletedAt: '2026-11-24T00:00:00Z' },
  });
  expect(await why(urlOf(sport))).toContain('后来被删除');
});

test('it says what the page corrected since, and that it is gone', async () => {
  const here = await world();
  const { site, crawl } = here;
  showRows(site, [sport, ...known]);
  await crawl.visit();
  const paragraphs = sport.letter.paragraphs.map((text) => text.replace('214所', '241所'));
  site.pages.set(urlOf(sport), trsDetail({ ...sport.letter, paragraphs }, siteName));
  crawl.advance(DAY_MS);
  await rereadDue(crawl.deps);
  const answer = await here.why(urlOf(sport));
  expect(answer).toContain('更正于 2026-11-24');
  expect(answer).toMatch(/原：~~.*214所/u);
  expect(answer).toMatch(/今：.*241所/u);
  site.pages.set(urlOf(sport), { failure: 'gone' });
  for (const days of [6, 1]) {
    crawl.advance(days * DAY_MS);
    await rereadDue(crawl.deps);
  }
  expect(await here.why(urlOf(sport))).toContain('原网页已于 2026-11-30 撤下');
  expect(await here.why(urlOf(sport), 'en-US')).toContain('was taken down');
});

test('a delivery that Discord refused says so, and is sent again when the operator wants it', async () => {
  const { bot, site, crawl, why } = await world();
  const { fake, store, deliverer } = bot;
  showRows(site, [sport, ...known]);
  await crawl.visit();
  fake.failNext({
    route: '/messages',
    method: 'POST',
    status: 400,
    code: 200_000,
  });
  await deliverer.drain();
  const answer = await why(urlOf(sport));
  expect(answer).toContain('拒收');
  const id = /entries resend (\S+)`/u.exec(answer)?.[1] ?? '';
  expect(await resendRefused(store.outbox, id)).toBe(1);
  await deliverer.drain();
  expect(fake.messages(fake.channelId)).toHaveLength(1);
  expect(await resendRefused(store.outbox, 'all')).toBe(0);
});

test('a channel that may not be written to holds the letter, and says why', async () => {
  const { bot, site, crawl, why } = await world();
  const { fake, deliverer } = bot;
  showRows(site, [sport, ...known]);
  fake.setChannelPermissions(fake.channelId, { deny: PermissionFlagsBits.SendMessages });
  await crawl.visit();
  await deliverer.drain();
  expect(await why(urlOf(sport))).toContain('等候发布：已暂停');
});

test('a channel that is gone holds the letter; one that was erased says so and nothing else', async () => {
  const { bot, site, crawl, why } = await world();
  const { fake, store, deliverer } = bot;
  showRows(site, [sport, ...known]);
  await crawl.visit();
  fake.failNext({ method: 'POST', route: '/messages', status: 404, code: 10_003 });
  await deliverer.drain();
  expect(await why(urlOf(sport))).toContain('找不到');
  const traces = await findTraces(store, urlOf(sport));
  await forgetDocument(store, urlOf(sport), { traces, now: crawl.deps.now() });
  const answer = await why(urlOf(sport));
  expect(answer).toBe('已应要求抹除，不再发布');
});

test('what is not known is answered with what may be the cause', async () => {
  const { why } = await world();
  expect(await why(`${columnUrl}nothing-here.html`)).toContain('没有找到');
  expect(await why('')).toContain('没有找到');
});
