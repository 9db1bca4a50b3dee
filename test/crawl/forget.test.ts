import { expect, test } from 'vitest';

import { findTraces } from '../../src/upkeep/find-traces.ts';
import { forgetDocument, weighErasure, type Erasure } from '../../src/upkeep/forget-document.ts';
import { HOMEWORK, type DemoLetter } from '../../src/demo/letters.ts';
import type { Store } from '../../src/store/open-store.ts';
import {
  columnPages,
  manyLetters,
  newsStage,
  otherLetters,
  someColumn,
} from '../support/news-stage.ts';
import { openFragileStore, type Disk } from './fragile-store.ts';
import { allPending } from '../support/all-pending.ts';

const city = someColumn();
const county = someColumn({ id: 'county', url: 'https://www.xian.gov.cn/jyta/' });
const province = someColumn({ id: 'province', url: 'https://jyt.yunhai.gov.cn/jyta/' });
const cityUrl = `${city.url}202611/t20261101_10126.html`;
const now = new Date('2026-11-23T02:00:00Z');

async function forget(store: Store, target: string): Promise<Erasure> {
  const traces = await findTraces(store, target);
  const erasure = await weighErasure(store, traces);
  await forgetDocument(store, target, { traces, now });
  return erasure;
}

/** A stage on a disk that can be looked at; one letter in the columns of several sites. */
async function stageWith(letters: readonly DemoLetter[] = [HOMEWORK, ...otherLetters]) {
  const disk: Disk = new Map();
  const pages = new Map(
    [city, county, province].flatMap(({ url }) => Array.from(columnPages(url, letters))),
  );
  const { store } = openFragileStore(disk, null);
  const stage = await newsStage({ pages, continues: { store, shown: [] } });
  const kept = (): string => textOf(disk);
  return { ...stage, pages, kept };
}

/** Everything on the disk. */
function textOf(disk: Disk): string {
  return JSON.stringify(Array.from(disk, ([name, records]) => [name, Array.from(records)]));
}

async function onlyId(store: Store): Promise<string> {
  for await (const { articleId } of store.articles.all()) return articleId;
  throw new Error('no document');
}

test('erases a document everywhere, empties its message, and leaves nothing that names it', async () => {
  const stage = await stageWith();
  await stage.visit();
  await stage.visit(county);
  // The last list is kept with the documents that its rows led to.
  await stage.visit();
  await stage.settle();
  const [message] = stage.shown;
  expect(message?.message.embeds[0].url).toBe(cityUrl);
  const id = await onlyId(stage.store);
  const listed = async (): Promise<string> =>
    JSON.stringify([...(await stage.store.backlogs.all())]);
  expect(await listed()).toContain(id);
  const erasure = await forget(stage.store, id.slice(0, 8));
  expect(erasure).toMatchObject({ documents: 1, entries: 2, inLatest: 1, waiting: 0, messages: 1 });
  expect(erasure.identityKeys).toBeGreaterThan(30);
  await stage.settle();
  expect(message?.message).toMatchObject({
    content: '内容已撤下',
    embeds: [{ title: '内容已撤下', fields: [] }],
    components: [],
  });
  for (const trace of [HOMEWORK.title, 't20261101_10126', '作业管理', 'www.xian.gov.cn#']) {
    expect(stage.kept()).not.toContain(trace);
  }
  expect(await listed()).not.toContain(id);
  expect(await stage.store.edits.all()).toEqual([]);
});

test('never posts it again: not from its page, not under a new title, not from another site', async () => {
  const stage = await stageWith();
  await stage.visit();
  await stage.settle();
  await forget(stage.store, cityUrl.replace('https://www.', 'http://'));
  const renamed = { ...HOMEWORK, title: `（更正）${HOMEWORK.title}` };
  for (const [url, page] of columnPages(city.url, [renamed, ...otherLetters]))
    stage.pages.set(url, page);
  for (const column of [city, county, province, city]) {
    await stage.visit(column);
    await stage.settle();
  }
  expect(stage.shown).toHaveLength(1);
  expect(stage.shown[0]?.edits).toBe(1);
  expect(await stage.store.articles.latest({ limit: 9 })).toEqual([]);
  // Its rows are on the lists all the same, and leave nothing of themselves.
  expect(stage.kept()).not.toContain('t20261101_10126');
  expect(stage.bugs).toEqual([]);
});

test('what waits is not posted, and an address that nobody has seen yet is never read', async () => {
  const stage = await stageWith();
  await stage.visit();
  const erasure = await forget(stage.store, await onlyId(stage.store));
  expect(erasure).toMatchObject({ waiting: 1, messages: 0, uncertainChannels: [] });
  await stage.settle();
  expect(stage.shown).toEqual([]);

  const fresh = await stageWith();
  expect(await forget(fresh.store, cityUrl)).toMatchObject({ documents: 0, entries: 0 });
  await fresh.visit();
  await fresh.settle();
  expect(fresh.shown).toEqual([]);
});

test('a digest goes on without it, and is emptied with the last one', async () => {
  const stage = await stageWith(manyLetters(8, 22));
  await stage.visit();
  await stage.settle();
  const rows = (): number =>
    (stage.shown[0]?.message.embeds[0].description ?? '').split('\n').length;
  expect(rows()).toBe(8);
  await forget(stage.store, await onlyId(stage.store));
  await stage.settle();
  expect(rows()).toBe(7);
  for (let left = 7; left > 0; left -= 1) await forget(stage.store, await onlyId(stage.store));
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
  expect(stage.shown[0]?.message.embeds[0].title).toBe('内容已撤下');
});

test('names channels that may show what nobody confirmed', async () => {
  const stage = await stageWith();
  await stage.visit();
  const [waiting] = await allPending(stage.store.outbox);
  if (waiting === undefined) throw new Error('nothing waits');
  const state = { kind: 'sending', since: now.toISOString(), attempts: 1 } as const;
  await stage.store.outbox.update({ ...waiting, state });
  const erasure = await forget(stage.store, await onlyId(stage.store));
  expect(erasure.uncertainChannels).toEqual([waiting.channelId]);
});

test('killed at any of its writes and repeated, it comes to the same end', async () => {
  const pages = columnPages(city.url, [HOMEWORK, ...otherLetters]);
  const before: Disk = new Map();
  const first = await newsStage({
    pages,
    continues: { store: openFragileStore(before, null).store, shown: [] },
  });
  await first.visit();
  await first.settle();
  const id = await onlyId(first.store);

  let deaths = 0;
  for (let at = 1; at < 200; at += 1) {
    const disk = structuredClone(before);
    const dying = openFragileStore(disk, { at, written: at % 2 === 0 });
    const isDead = await forget(dying.store, id).then(
      () => false,
      () => true,
    );
    if (!isDead) break;
    deaths = at;
    const { store } = openFragileStore(disk, null);
    await forget(store, id);
    const stage = await newsStage({ pages, continues: { store, shown: [...first.shown] } });
    await stage.settle();
    await stage.visit();
    await stage.settle();
    expect(stage.shown.map(({ message }) => message.embeds[0].title)).toEqual(['内容已撤下']);
    expect(textOf(disk)).not.toContain('作业管理');
  }
  expect(deaths).toBeGreaterThan(10);
});
