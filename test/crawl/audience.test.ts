import { expect, test } from 'vitest';

import { HOMEWORK } from '../../src/demo/letters.ts';
import { composeSubscription } from '../support/compose.ts';
import {
  columnPages,
  manyLetters,
  newsStage,
  otherLetters,
  someColumn,
} from '../support/news-stage.ts';

const subscriptions = [
  composeSubscription({ channelId: '101', guildId: '1' }),
  composeSubscription({ channelId: '201', guildId: '2' }),
  composeSubscription({ channelId: '301', guildId: '3' }),
];
/** Added from chat by servers 1 and 2; the third is the operator's. */
const ofFirst = someColumn({ id: 'first', url: 'https://www.xian.gov.cn/a/', guildIds: ['1'] });
const ofSecond = someColumn({ id: 'second', url: 'https://www.xian.gov.cn/b/', guildIds: ['2'] });
const forAll = someColumn();

const threeColumns = () =>
  newsStage({
    subscriptions,
    pages: new Map(
      [ofFirst, ofSecond, forAll].flatMap(({ url }) =>
        Array.from(columnPages(url, [HOMEWORK, ...otherLetters])),
      ),
    ),
  });
type Stage = Awaited<ReturnType<typeof threeColumns>>;

const channelsOf = ({ shown }: Stage): readonly string[] =>
  shown.map(({ channelId }) => channelId).toSorted();

/** By channel the site that its message leads to. */
const placesOf = ({ shown }: Stage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    shown.map(({ channelId, message }) => [
      channelId,
      message.embeds[0].url?.replace(/202611.*/u, '') ?? '',
    ]),
  );

async function visitAll(stage: Stage, columns: readonly ReturnType<typeof someColumn>[]) {
  for (const column of columns) {
    await stage.visit(column);
    await stage.settle();
  }
}

test('what a pending source brings goes to the channels of its server, and to nobody else', async () => {
  const stage = await threeColumns();
  await visitAll(stage, [ofFirst]);
  expect(channelsOf(stage)).toEqual(['101']);
  const { articles } = stage.store;
  expect(await articles.latest({ limit: 3, guildId: '1' })).toHaveLength(1);
  expect(await articles.latest({ limit: 3, guildId: '2' })).toEqual([]);
  expect(await articles.latest({ limit: 3 })).toEqual([]);
});

test('a source for all that brings the same reply later gives it to everybody, with its own page', async () => {
  const stage = await threeColumns();
  await visitAll(stage, [ofFirst, forAll]);
  expect(placesOf(stage)).toEqual({ '101': forAll.url, '201': forAll.url, '301': forAll.url });
  expect(stage.shown.map(({ edits }) => edits)).toEqual([1, 0, 0]);
  // The unconfirmed site is named to nobody.
  expect(JSON.stringify(stage.shown)).not.toContain('www.xian.gov.cn');
  expect(await stage.store.articles.latest({ limit: 3 })).toHaveLength(1);
  await visitAll(stage, [forAll, ofFirst]);
  expect(stage.shown).toHaveLength(3);
  expect(stage.bugs).toEqual([]);
});

test('a pending source changes nothing that others have got', async () => {
  const stage = await threeColumns();
  await visitAll(stage, [forAll, ofFirst]);
  expect(channelsOf(stage)).toEqual(['101', '201', '301']);
  expect(stage.shown.map(({ edits }) => edits)).toEqual([0, 0, 0]);
  expect(JSON.stringify(stage.shown)).not.toContain('www.xian.gov.cn');
});

test('two servers with pending sources of one reply each see their own page; nobody gets it twice', async () => {
  const stage = await threeColumns();
  await visitAll(stage, [ofFirst, ofSecond]);
  expect(placesOf(stage)).toEqual({ '101': ofFirst.url, '201': ofSecond.url });
  await visitAll(stage, [forAll]);
  expect(placesOf(stage)).toEqual({ '101': forAll.url, '201': forAll.url, '301': forAll.url });
  expect(stage.shown).toHaveLength(3);
});

test('a source that was confirmed posts nothing that it knew, and what is new to everybody', async () => {
  const pages = new Map(columnPages(ofFirst.url, [HOMEWORK, ...otherLetters]));
  const stage = await newsStage({ subscriptions, pages });
  await visitAll(stage, [ofFirst]);
  const { guildIds: _before, ...confirmed } = ofFirst;
  await visitAll(stage, [confirmed]);
  expect(channelsOf(stage)).toEqual(['101']);
  const fresh = manyLetters(1, 31);
  for (const [url, page] of columnPages(ofFirst.url, [...fresh, HOMEWORK, ...otherLetters])) {
    pages.set(url, page);
  }
  await visitAll(stage, [confirmed]);
  expect(channelsOf(stage)).toEqual(['101', '101', '201', '301']);
});

test('a digest of a pending source goes to its server only', async () => {
  const stage = await newsStage({
    subscriptions,
    pages: columnPages(ofFirst.url, manyLetters(8, 22)),
  });
  await visitAll(stage, [ofFirst]);
  expect(channelsOf(stage)).toEqual(['101']);
  expect(stage.shown[0]?.message.embeds[0].description?.split('\n')).toHaveLength(8);
});
