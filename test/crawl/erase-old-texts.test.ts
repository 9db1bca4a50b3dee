import { expect, test } from 'vitest';

import { eraseOldTexts } from '../../src/upkeep/erase-old-texts.ts';
import { findTraces } from '../../src/upkeep/find-traces.ts';
import { forgetDocument } from '../../src/upkeep/forget-document.ts';
import { HOMEWORK, type DemoLetter } from '../../src/demo/letters.ts';
import {
  columnPages,
  manyLetters,
  newsStage,
  otherLetters,
  someColumn,
} from '../support/news-stage.ts';
import { openFragileStore, type Disk } from './fragile-store.ts';

const city = someColumn();
const county = someColumn({ id: 'county', url: 'https://www.xian.gov.cn/jyta/' });
const dayMs = 86_400_000;

/** Letters that were posted a year ago, and what a sweep left of them; the county publishes them now. */
async function yearLater(letters: readonly DemoLetter[], now: readonly DemoLetter[] = letters) {
  const disk: Disk = new Map();
  const { store } = openFragileStore(disk, null);
  const stage = await newsStage({
    pages: new Map([
      ...columnPages(city.url, [...letters, ...otherLetters]),
      ...columnPages(county.url, [...now, ...otherLetters]),
    ]),
    continues: { store, shown: [] },
  });
  await stage.visit();
  await stage.settle();
  stage.advance(400 * dayMs);
  const { betweenDeliveries } = stage.deliverer;
  const before = new Date(stage.deps.now().getTime() - 365 * dayMs).toISOString();
  const sweep = () => eraseOldTexts(store, { before, betweenDeliveries });
  const report = await sweep();
  const kept = (): string => JSON.stringify(Array.from(disk, ([, records]) => Array.from(records)));
  return { ...stage, report, sweep, kept };
}

test('erases texts and cards, leaves what is younger, and does it once', async () => {
  const stage = await yearLater([HOMEWORK]);
  expect(stage.report).toEqual({ documents: 1, deliveries: 1 });
  expect(stage.kept()).not.toContain('现答复如下');
  expect(stage.kept()).not.toContain('课后服务走教教师');
  expect(await stage.store.articles.latest({ limit: 9 })).toEqual([]);
  expect(await stage.sweep()).toEqual({ documents: 0, deliveries: 0 });

  const young = await newsStage({ pages: columnPages(city.url, [HOMEWORK, ...otherLetters]) });
  await young.visit();
  await young.settle();
  const { betweenDeliveries } = young.deliverer;
  const before = new Date(young.deps.now().getTime() - 30 * dayMs).toISOString();
  const report = await eraseOldTexts(young.store, { before, betweenDeliveries });
  expect(report).toEqual({ documents: 0, deliveries: 0 });
});

test('what still waits to be posted keeps its text', async () => {
  const stage = await newsStage({ pages: columnPages(city.url, [HOMEWORK, ...otherLetters]) });
  await stage.visit();
  const { betweenDeliveries } = stage.deliverer;
  const before = new Date(stage.deps.now().getTime() + dayMs).toISOString();
  await eraseOldTexts(stage.store, { before, betweenDeliveries });
  await stage.settle();
  expect(stage.shown[0]?.message.embeds[0].description).toContain('98.6%');
});

test('a document without its text is known again elsewhere: nothing is posted twice, no message is changed', async () => {
  const stage = await yearLater([HOMEWORK]);
  const shown = structuredClone(stage.shown);
  for (const column of [county, city]) {
    await stage.visit(column);
    await stage.settle();
  }
  expect(stage.shown).toEqual(shown);
  expect(stage.bugs).toEqual([]);
});

test('it is known without a number, too, by what is left of its words', async () => {
  const strip = (text: string): string => text.replaceAll(/第?\d+号|〔\d+〕|九届五次会议/gu, '');
  const bare = {
    ...HOMEWORK,
    title: strip(HOMEWORK.title),
    documentNumber: null,
    paragraphs: HOMEWORK.paragraphs.map(strip),
  };
  // Another site leaves a sentence out: no key of the whole text is the same.
  const shorten = (text: string): string => text.replace(/二是开展作业设计评选。[^。]*。/u, '');
  const copy = { ...bare, paragraphs: bare.paragraphs.map(shorten) };
  const stage = await yearLater([bare], [copy]);
  expect(stage.report.documents).toBe(1);
  await stage.visit(county);
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
});

test('another letter of the same agency is new', async () => {
  const [first, second] = [41, 42].map((seed) => manyLetters(1, seed)[0]);
  if (first === undefined || second === undefined) throw new Error('no letter');
  const other = {
    ...second,
    title: second.title.replace('第0001号', '第0002号'),
    paragraphs: second.paragraphs.map((text) => text.replace('第0001号', '第0002号')),
  };
  const stage = await yearLater([first], [other]);
  await stage.visit(county);
  await stage.settle();
  expect(stage.shown).toHaveLength(2);
});

test('it can still be forgotten', async () => {
  const stage = await yearLater(manyLetters(8, 22));
  const [id = ''] = (await findTraces(stage.store, `${city.url}202611/t20261101_100001.html`))
    .articleIds;
  const traces = await findTraces(stage.store, id);
  await forgetDocument(stage.store, id, { traces, now: stage.deps.now() });
  await stage.settle();
  // What the digest said beside it is known no more: all of it goes.
  expect(stage.shown.map(({ message }) => message.embeds[0].title)).toEqual(['内容已撤下']);
});
