import { isDeepStrictEqual } from 'node:util';

import { expect, test } from 'vitest';

import { renderDiscordMessage } from '../../src/card/render-discord.ts';
import { lookUpRows } from '../../src/rows/known-rows.ts';
import { createDeliverer } from '../../src/deliver/create-deliverer.ts';
import * as letters from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { headingFor } from '../support/heading-for.ts';
import { openFragileStore, type Death, type Disk } from './fragile-store.ts';
import {
  columnSource,
  columnUrl,
  oneChannel,
  scriptedSite,
  showRows,
  testCrawl,
  type ColumnRow,
  type ScriptedSite,
} from './reply-column.ts';
import { allPending } from '../support/all-pending.ts';

const first: readonly ColumnRow[] = [
  { path: '202609/t20260918_103.html', letter: letters.HOMEWORK },
  { path: '202609/t20260915_102.html', letter: letters.FERTILISER },
  { path: '202609/t20260911_101.html', letter: letters.TRAINING },
];
const later: readonly ColumnRow[] = [
  { path: '202611/t20261120_106.html', letter: letters.LATECOMER },
  { path: '202610/t20261016_105.html', letter: letters.COUNTY },
  { path: '202610/t20261020_107.html', letter: { ...letters.HOMEWORK, published: '2026-10-20' } },
];

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Discord within the time of its nonces: a repeated post gives the first message back. */
interface FakeChannel {
  readonly titles: Map<string, string>;
  readonly post: (
    channelId: string,
    message: { readonly embeds: readonly { readonly title?: string }[] },
    nonce: string,
  ) => Promise<{ readonly messageId: string }>;
}

function fakeChannel(): FakeChannel {
  const titles = new Map<string, string>();
  return {
    titles,
    post: async (_channelId, { embeds }, nonce) => {
      titles.set(nonce, embeds[0]?.title ?? '');
      return { messageId: nonce };
    },
  };
}

interface World {
  readonly site: ScriptedSite;
  readonly disk: Disk;
  readonly channel: FakeChannel;
}

/** One process: visits, delivers, and then visits what appeared meanwhile. Returns its number of writes. */
async function live({ site, disk, channel }: World, death: Death | null): Promise<number> {
  const { store, writes } = openFragileStore(disk, death);
  const crawl = await testCrawl(site, { store });
  const deliverer = createDeliverer({
    outbox: store.outbox,
    subscriptions: oneChannel,
    post: channel.post,
    render: (card, options) => renderDiscordMessage(card, options),
    now: crawl.deps.now,
    logger: silent,
  });
  await crawl.visit();
  await deliverer.drain();
  showRows(site, [...later, ...first], 'two');
  await crawl.visit();
  await deliverer.drain();
  return writes();
}

function newWorld(): World {
  const site = scriptedSite();
  showRows(site, first, 'one');
  return { site, disk: new Map(), channel: fakeChannel() };
}

const expectedTitles = [letters.HOMEWORK, letters.LATECOMER, letters.COUNTY].map(headingFor);

/** What must be so in the end, however often the process died. */
async function settled({ disk, channel }: World): Promise<object> {
  const { store } = openFragileStore(disk, null);
  const rows = [...first, ...later].map(({ path, letter }) => ({
    url: `${columnUrl}${path}`,
    title: letter.title,
    date: letter.published,
  }));
  const known = await lookUpRows(store, columnSource(), rows);
  return {
    titles: [...channel.titles.values()].toSorted(),
    unsettled: known.filter((row) => row.known === null || row.known.outcome === 'retry'),
    waiting: (await allPending(store.outbox)).length,
    etag: (await store.sources.load('column'))?.validators?.etag,
  };
}

const allDone = { titles: expectedTitles.toSorted(), unsettled: [], waiting: 0, etag: 'two' };

test.each([
  ['before it reached the disk', false],
  ['after it reached the disk', true],
])(
  'a process that dies at any of its writes, %s: repeated, each reply is posted once and nothing is lost',
  async (_when, written) => {
    const whole = newWorld();
    const count = await live(whole, null);
    expect(await settled(whole)).toEqual(allDone);
    expect(count).toBeGreaterThan(20);
    const wrong: object[] = [];
    for (let at = 1; at <= count; at += 1) {
      const world = newWorld();
      await expect(live(world, { at, written })).rejects.toThrow('The process died.');
      await live(world, null);
      const end = await settled(world);
      if (!isDeepStrictEqual(end, allDone)) wrong.push({ at, ...end });
    }
    expect(wrong).toEqual([]);
  },
  60_000,
);

test('a process that dies again and again at the same count of writes comes to the same end', async () => {
  const count = await live(newWorld(), null);
  const wrong: object[] = [];
  for (let at = 2; at <= count; at += 1) {
    const world = newWorld();
    for (let life = 1; life <= 4; life += 1) {
      await live(world, { at, written: life % 2 === 0 }).catch(() => undefined);
    }
    await live(world, null);
    const end = await settled(world);
    if (!isDeepStrictEqual(end, allDone)) wrong.push({ at, ...end });
  }
  expect(wrong).toEqual([]);
}, 60_000);

const copies = columnSource({ id: 'copies', url: 'https://www.yunling.gov.cn/zwgk/jyta/' });

/** The process may have died on one site's page, and another site's copy of the letter is visited next. */
test('a copy elsewhere that is visited right after a crash is no second message', async () => {
  const copiesOf = (rows: readonly ColumnRow[], site: ScriptedSite): void => {
    const links = rows.map(({ path, letter }) => ({ href: `./${path}`, letter }));
    site.pages.set(copies.url, trsList(links, '云岭市人民政府'));
    for (const { path, letter } of rows) {
      site.pages.set(`${copies.url}${path}`, trsDetail(letter, '云岭市人民政府'));
    }
  };
  const visitBoth = async (world: World, order: 'column' | 'copy', death: Death | null) => {
    const { store, writes } = openFragileStore(world.disk, death);
    const crawl = await testCrawl(world.site, { store });
    const visits = [() => crawl.visit(), () => crawl.visit(copies)];
    for (const visit of order === 'column' ? visits : visits.toReversed()) await visit();
    return { writes: writes(), cards: await crawl.cards() };
  };
  const begun = newWorld();
  copiesOf(first, begun.site);
  await visitBoth(begun, 'column', null);
  const news = later.slice(1, 2);
  showRows(begun.site, [...news, ...first]);
  copiesOf([...news, ...first], begun.site);
  const begin = (): World => ({ ...begun, disk: structuredClone(begun.disk) });
  const { writes, cards } = await visitBoth(begin(), 'column', null);
  const whole = cards.map(([title]) => title).toSorted();
  const wrong: object[] = [];
  for (let at = 1; at <= writes; at += 1) {
    for (const written of [false, true]) {
      const world = begin();
      await visitBoth(world, 'column', { at, written }).catch(() => undefined);
      const end = await visitBoth(world, 'copy', null);
      const titles = end.cards.map(([title]) => title).toSorted();
      if (!isDeepStrictEqual(titles, whole)) wrong.push({ at, written, titles });
    }
  }
  expect(wrong).toEqual([]);
}, 60_000);
