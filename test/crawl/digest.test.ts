import { expect, test } from 'vitest';

import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts';
import { visitSource } from '../../src/crawl/visit-source.ts';
import type { DiscordMessage } from '../../src/card/discord-message.ts';
import type { Store } from '../../src/store/open-store.ts';
import type { Write } from '../../src/store/together.ts';
import { composeSubscription } from '../support/compose.ts';
import { headingFor } from '../support/heading-for.ts';
import {
  columnPages,
  manyLetters,
  newsStage,
  someColumn,
  type NewsStage,
  type ShownMessage,
} from '../support/news-stage.ts';
import { allPending } from '../support/all-pending.ts';

const { url } = someColumn();

const titleOf = ({ embeds: [embed] }: DiscordMessage): string => embed.title;

/** The titles that a channel's messages list or show, in order. */
function listed(shown: readonly ShownMessage[], channelId = '100'): readonly string[] {
  const mine = shown.filter((each) => each.channelId === channelId);
  const text = JSON.stringify(mine.map(({ message }) => message.embeds));
  return [...text.matchAll(/关于[^\]"]{4,60}提案）/gu)].map(([title]) => title);
}

test('lists what one visit brought at once in a few messages, each reply once', async () => {
  const letters = manyLetters(46, 1);
  const stage = await newsStage({
    pages: columnPages(url, letters),
    limits: { entriesPerVisit: 60 },
  });
  expect(await stage.visit()).toMatchObject({ queued: 46 });
  await stage.settle();
  expect(stage.bugs).toEqual([]);
  expect(stage.shown.length).toBeLessThan(6);
  expect(listed(stage.shown)).toEqual(letters.map(headingFor));
  const [first] = stage.shown;
  expect(first?.message.content).toContain('青溪市 建议提案办理 一次公布了 46 件相关答复');
  expect(first?.message.allowed_mentions).toEqual({ parse: [] });
});

test('posts cards when a visit brings no more than the operator wants as cards', async () => {
  const stage = await newsStage({ pages: columnPages(url, manyLetters(5, 2)) });
  await stage.visit();
  await stage.settle();
  expect(stage.shown).toHaveLength(5);
  expect(stage.shown.map(({ message }) => titleOf(message)).join()).not.toContain('一次公布了');
});

test('counts replies that concern us, not rows', async () => {
  const letters = manyLetters(3, 3);
  const others = Array.from({ length: 20 }, (_, index) => ({
    agency: '青溪市交通运输局',
    documentNumber: null,
    published: '2026-11-01',
    title: `关于市政协六届二次会议第${500 + index}号提案的答复`,
    paragraphs: [
      '方晓禾委员：',
      `您提出的《关于修缮第${index}号老桥的提案》收悉，现答复如下：`,
      `该桥长${120 + index}米，建于${1960 + index}年，今年已列入维修计划，投入资金${300 + index}万元。`,
      '青溪市交通运输局',
    ],
  }));
  const stage = await newsStage({ pages: columnPages(url, [...letters, ...others]) });
  expect(await stage.visit()).toMatchObject({ queued: 3 });
  await stage.settle();
  expect(stage.shown).toHaveLength(3);
});

test('goes on with digests where a visit was cut short, until the list is read', async () => {
  const letters = manyLetters(13, 5);
  const stage = await newsStage({
    pages: columnPages(url, letters),
    limits: { entriesPerVisit: 10 },
  });
  expect(await stage.visit()).toMatchObject({ queued: 10 });
  expect(await stage.visit()).toMatchObject({ queued: 3 });
  await stage.settle();
  expect(stage.shown).toHaveLength(2);
  expect(listed(stage.shown)).toEqual(letters.map(headingFor));
  expect((await stage.store.sources.load('qingxi'))?.digestGoesOn).toBeUndefined();
});

test('a digest that ended does not make digests of later replies', async () => {
  const letters = manyLetters(9, 6);
  const [latest, ...earlier] = letters;
  if (latest === undefined) throw new Error('no letter');
  const pages = columnPages(url, earlier);
  const stage = await newsStage({ pages });
  await stage.visit();
  for (const [address, page] of columnPages(url, letters)) pages.set(address, page);
  await stage.visit();
  await stage.settle();
  expect(stage.shown).toHaveLength(2);
  expect(stage.shown.map(({ message }) => titleOf(message))).toEqual([
    expect.stringContaining('8 件相关答复'),
    headingFor(latest),
  ]);
});

test('gives every channel what it subscribed to, in its own language', async () => {
  const stage = await newsStage({
    pages: columnPages(url, manyLetters(8, 7)),
    subscriptions: [
      composeSubscription({ channelId: '101', language: 'en' }),
      composeSubscription({ channelId: '102', regionPrefixes: ['44'] }),
      composeSubscription({ channelId: '103', regionPrefixes: ['3306'] }),
    ],
  });
  await stage.visit();
  await stage.settle();
  expect(stage.shown.map(({ channelId }) => channelId).sort()).toEqual(['101', '103']);
  const english = stage.shown.find(({ channelId }) => channelId === '101');
  expect(english?.message.content).toContain('8 relevant replies published at once');
});

test('a re-publication among them is listed once', async () => {
  const letters = manyLetters(8, 8);
  const [first] = letters;
  if (first === undefined) throw new Error('no letter');
  const stage = await newsStage({ pages: columnPages(url, [...letters, first]) });
  expect(await stage.visit()).toMatchObject({ queued: 8 });
  await stage.settle();
  expect(listed(stage.shown)).toEqual(letters.map(headingFor));
});

const killed = new Error('killed');

/** A store whose process dies at the n-th write of one kind. */
function dyingStore(
  store: Store,
  at: 'enqueue' | 'article' | 'entry' | 'source',
  after = 1,
): Store {
  let left = after;
  const dieAt = (kind: typeof at): void => {
    if (kind !== at) return;
    left -= 1;
    if (left < 0) throw killed;
  };
  const dyingAt = (kind: typeof at, { run }: Write): Write => ({
    run: async () => {
      dieAt(kind);
      await run();
    },
  });
  return {
    ...store,
    outbox: {
      ...store.outbox,
      enqueue: async (deliveries, around) => {
        dieAt('enqueue');
        return store.outbox.enqueue(deliveries, around);
      },
    },
    articles: {
      ...store.articles,
      save: async (record) => {
        dieAt('article');
        await store.articles.save(record);
      },
      saving(record) {
        const saved = store.articles.saving(record);
        return { ...saved, record: dyingAt('article', saved.record) };
      },
    },
    entries: {
      ...store.entries,
      save: async (key, entry) => {
        dieAt('entry');
        await store.entries.save(key, entry);
      },
      saving: (key, entry) => dyingAt('entry', store.entries.saving(key, entry)),
    },
    sources: {
      ...store.sources,
      save: async (key, state) => {
        dieAt('source');
        await store.sources.save(key, state);
      },
      saving(key, state) {
        const [first, ...others] = store.sources.saving(key, state);
        return first === undefined ? [] : [dyingAt('source', first), ...others];
      },
    },
  };
}

/** As a process that is killed: nothing of it goes on, not even what catches bugs. */
function mortal({ deps }: NewsStage): CrawlDeps {
  const onBug = (): never => {
    throw killed;
  };
  return { ...deps, onBug };
}

test.each([
  ['before anything is queued', 'enqueue', 0],
  ['between two messages of the digest', 'enqueue', 1],
  ['before the first record', 'article', 0],
  ['between two records', 'article', 7],
  ['before the first row is marked known', 'entry', 0],
  ['between two rows', 'entry', 20],
  ['before the visit is written down', 'source', 0],
] as const)(
  'killed %s: after a restart every reply stands in exactly one message',
  async (_when, at, after) => {
    const letters = manyLetters(24, 9);
    const pages = columnPages(url, letters);
    const alive = await newsStage({ pages });
    const dying = await newsStage({
      pages,
      continues: alive,
      wrapStore: (store) => dyingStore(store, at, after),
    });
    await expect(visitSource(mortal(dying), someColumn())).rejects.toBe(killed);
    await alive.settle();
    await alive.visit();
    await alive.settle();
    expect([...listed(alive.shown)].sort()).toEqual(letters.map(headingFor).sort());
    expect(alive.shown.length).toBeLessThan(5);
    expect(await allPending(alive.store.outbox)).toEqual([]);
  },
);

test('killed in a digest that was cut short: what is left is a digest too', async () => {
  const letters = manyLetters(16, 10);
  const pages = columnPages(url, letters.slice(13));
  const limits = { entriesPerVisit: 10 };
  const alive = await newsStage({ pages, limits });
  await alive.visit();
  for (const [address, page] of columnPages(url, letters)) pages.set(address, page);
  const dying = await newsStage({
    pages,
    limits,
    continues: alive,
    // The first write of the source's state is the note that a digest began, the second ends the visit.
    wrapStore: (store) => dyingStore(store, 'source', 1),
  });
  await expect(visitSource(mortal(dying), someColumn())).rejects.toBe(killed);
  await alive.visit();
  await alive.settle();
  const digests = alive.shown
    .map(({ message }) => titleOf(message))
    .filter((title) => title.endsWith('件相关答复'));
  expect(digests.map((title) => title.slice(-8)).sort()).toEqual([
    ' 3 件相关答复',
    '10 件相关答复',
  ]);
  expect(alive.shown).toHaveLength(5);
  expect(new Set(listed(alive.shown)).size).toBe(16);
  expect(listed(alive.shown)).toHaveLength(16);
});
