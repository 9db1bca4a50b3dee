import { expect, test } from 'vitest';

import { eraseOldTexts } from '../../src/upkeep/erase-old-texts.ts';
import { findTraces } from '../../src/upkeep/find-traces.ts';
import { forgetDocument } from '../../src/upkeep/forget-document.ts';
import { adoptOlderRecords } from '../../src/revise/adopt-older-records.ts';
import { rereadDue } from '../../src/revise/reread-due.ts';
import { HOMEWORK, TRAINING, type DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { columnPages, manyLetters, someColumn } from '../support/news-stage.ts';
import { dayMs, otherLetters, postedStage, siteName, urlOf } from './posted-stage.ts';

const province = someColumn({
  id: 'province',
  name: '云海省 建议提案',
  url: 'https://jyt.yunhai.gov.cn/jyta/',
  agency: '云海省教育厅',
});
const copyUrl = urlOf(HOMEWORK, province);
const provincePages = columnPages(province.url, [HOMEWORK, ...otherLetters]);

const twice = () =>
  postedStage([HOMEWORK], {
    pages: new Map([
      ...columnPages(someColumn().url, [HOMEWORK, ...otherLetters]),
      ...provincePages,
    ]),
  });

test('where another government site still has the letter, the card says so and leads there', async () => {
  const stage = await twice();
  await stage.visit(province);
  await stage.settle();
  stage.answers.set(urlOf(HOMEWORK), { reason: 'gone' });
  expect(await stage.looksAfter(1)).toEqual(['missing']);
  expect(await stage.looksAfter(1.1)).toEqual(['elsewhere']);
  expect(stage.shownText()).not.toContain('~~');
  expect(stage.shownText()).toContain('同一文件仍见于 jyt.yunhai.gov.cn');
  expect(stage.shown[0]?.message.embeds[0].url).toBe(copyUrl);
  // That site takes it down, too: seen on two looks of their own.
  stage.answers.set(copyUrl, { reason: 'gone' });
  expect(await stage.looksAfter(6)).toEqual(['missing']);
  expect(stage.shownText()).not.toContain('~~');
  expect(await stage.looksAfter(1.1)).toEqual(['withdrawn']);
  expect(stage.shownText()).toContain('~~');
  expect(stage.shownText()).not.toContain('yunhai');
});

test('a copy that does not answer leaves the card as it is', async () => {
  const stage = await twice();
  await stage.visit(province);
  await stage.settle();
  const before = stage.shownText();
  stage.answers.set(urlOf(HOMEWORK), { reason: 'gone' });
  stage.answers.set(copyUrl, { reason: 'timeout' });
  await stage.looksAfter(1);
  expect(await stage.looksAfter(1.1)).toEqual(['unsure']);
  expect(stage.shownText()).toBe(before);
});

test('a copy that appears on a government site after the page is gone publishes the letter again', async () => {
  const stage = await twice();
  stage.answers.set(urlOf(HOMEWORK), { reason: 'gone' });
  await stage.looksAfter(1);
  expect(await stage.looksAfter(1.1)).toEqual(['withdrawn']);
  await stage.visit(province);
  await stage.settle();
  expect(stage.shown).toHaveLength(1);
  expect(stage.shownText()).not.toContain('~~');
  expect(stage.shownText()).toContain('仍见于 jyt.yunhai.gov.cn');
});

/** The site is rebuilt: its old addresses are gone, and the list leads to new ones. */
async function rebuiltStage(said: DemoLetter = TRAINING) {
  const stage = await postedStage([TRAINING]);
  const column = someColumn();
  const links = [TRAINING, ...otherLetters].map((letter, at) => ({
    href: `./art/2026/11/art_9_${300 + at}.html`,
    letter,
  }));
  stage.pages.set(column.url, trsList(links, siteName));
  for (const { href, letter } of links) {
    stage.pages.delete(urlOf(letter));
    const shown = letter === TRAINING ? said : letter;
    stage.pages.set(new URL(href, column.url).href, trsDetail(shown, siteName));
  }
  // A list of new addresses is believed at the second visit.
  await stage.visit();
  await stage.visit();
  return stage;
}

test('a page that moved with its site is not gone', async () => {
  const stage = await rebuiltStage();
  expect(await stage.looksAfter(1)).toEqual(['moved']);
  expect(stage.shown).toHaveLength(1);
  expect(stage.shown[0]?.message.embeds[0].url).toContain('/art_9_300.html');
  expect(stage.shownText()).not.toContain('更正');
  expect(await stage.looksAfter(7)).toEqual(['same']);
});

test.each(['dns', 'unreadable', 'paused-host'] as const)(
  'a page that moved is found at its new address where the old one answers %s',
  async (reason) => {
    const stage = await rebuiltStage();
    stage.answers.set(urlOf(TRAINING), { reason });
    expect(await stage.looksAfter(1)).toEqual(['moved']);
  },
);

test('a letter of a host that cannot be had does not keep others of it waiting', async () => {
  const letters = manyLetters(3, 61);
  const stage = await postedStage(letters);
  for (const letter of letters) stage.answers.set(urlOf(letter), { reason: 'paused-host' });
  expect(await stage.looksAfter(1)).toEqual(['unsure', 'unsure']);
  stage.answers.clear();
  expect(await stage.look()).toEqual(['same']);
});

test('a page that moved with its site and says there that it was taken back is struck', async () => {
  const stage = await rebuiltStage({ ...TRAINING, paragraphs: ['该信息已撤回。'] });
  expect(await stage.looksAfter(1)).toEqual(['withdrawn']);
  expect(stage.shownText()).toContain('声明撤回');
  expect(await stage.looksAfter(2)).toEqual(['withdrawn']);
  expect(stage.shown[0]?.edits).toBe(1);
});

test('of an erased letter only that it is gone is noted, and its message stays as it is', async () => {
  const stage = await postedStage([TRAINING]);
  const before = stage.shownText();
  await eraseOldTexts(stage.store, {
    before: '2030-01-01T00:00:00.000Z',
    betweenDeliveries: (work) => work(),
  });
  const other = TRAINING.paragraphs.map((text) => text.replace('417万元', '41.7万元'));
  stage.pages.set(urlOf(TRAINING), trsDetail({ ...TRAINING, paragraphs: other }, siteName));
  expect(await stage.looksAfter(1)).toEqual(['same']);
  stage.answers.set(urlOf(TRAINING), { reason: 'gone' });
  expect(await stage.looksAfter(7)).toEqual(['missing']);
  expect(await stage.looksAfter(1.1)).toEqual(['withdrawn']);
  const record = await stage.record(TRAINING);
  expect(record.withdrawal).toMatchObject({ kind: 'gone' });
  expect(record.article.body).toBe('');
  expect(stage.shownText()).toBe(before);
});

test('a forgotten letter is not looked at again', async () => {
  const stage = await postedStage([TRAINING]);
  const traces = await findTraces(stage.store, urlOf(TRAINING));
  await forgetDocument(stage.store, urlOf(TRAINING), { traces, now: new Date() });
  expect(await stage.store.rereads.all()).toEqual([]);
  expect(await stage.looksAfter(1)).toEqual([]);
});

test('letters that an earlier version posted are looked at, too, once the store is adopted', async () => {
  const stage = await postedStage([TRAINING]);
  const { articleId } = await stage.record(TRAINING);
  await stage.store.rereads.remove(articleId);
  expect(await stage.looksAfter(2)).toEqual([]);
  const schedule = { days: [1, 7, 30], now: stage.deps.now() };
  await adoptOlderRecords(stage.store, schedule);
  await adoptOlderRecords(stage.store, schedule);
  expect(await stage.store.rereads.all()).toHaveLength(1);
  expect(await stage.looksAfter(5)).toEqual(['same']);
});

test('a round counts what its looks found, and the sums are kept', async () => {
  const stage = await postedStage([TRAINING]);
  const other = TRAINING.paragraphs.map((text) => text.replace('417万元', '41.7万元'));
  stage.pages.set(urlOf(TRAINING), trsDetail({ ...TRAINING, paragraphs: other }, siteName));
  stage.advance(dayMs);
  const counts = { reread: 1, corrected: 1, withdrawn: 0, restored: 0 };
  expect(await rereadDue(stage.deps)).toEqual(counts);
  expect(await stage.store.settings.load('rereads')).toMatchObject(counts);
});

test('where all letters of a site are gone at once, the site was rebuilt, and none is struck', async () => {
  const letters = manyLetters(5, 62);
  const stage = await postedStage(letters);
  for (const letter of letters) stage.answers.set(urlOf(letter), { reason: 'gone' });
  for (let day = 0; day < 4; day += 1) {
    await stage.looksAfter(1.1);
    await stage.look();
    await stage.look();
  }
  expect(stage.shown.map(({ edits }) => edits)).toEqual([0, 0, 0, 0, 0]);
});

test('one of several letters of a site that is gone is struck, the others are not', async () => {
  const letters = manyLetters(5, 62);
  const [lost] = letters;
  if (lost === undefined) throw new Error('no letter');
  const stage = await postedStage(letters);
  stage.answers.set(urlOf(lost), { reason: 'gone' });
  for (let day = 0; day < 3; day += 1) {
    await stage.looksAfter(1.1);
    await stage.look();
    await stage.look();
  }
  const struck = stage.shown.filter(({ message }) => message.embeds[0].title.startsWith('~~'));
  expect(struck).toHaveLength(1);
  expect(stage.shown.filter(({ edits }) => edits > 0)).toEqual(struck);
});
