import { expect, test } from 'vitest';

import { HOMEWORK, TRAINING, type DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail, trsList } from '../../src/demo/pages.ts';
import { someColumn } from '../support/news-stage.ts';
import { otherLetters, postedStage, siteName, urlOf } from './posted-stage.ts';

const listOf = (letters: readonly DemoLetter[]): string =>
  trsList(
    letters.map((letter) => ({ href: urlOf(letter), letter })),
    siteName,
  );

/** Two letters that were posted, and looked at once, on a list with these rows. */
async function listed(letters: readonly DemoLetter[]) {
  const stage = await postedStage([HOMEWORK, TRAINING]);
  stage.pages.set(someColumn().url, listOf(letters));
  await stage.visit();
  await stage.looksAfter(1);
  return stage;
}

test('a letter whose row is gone from among the others is looked at soon', async () => {
  const stage = await listed([HOMEWORK, TRAINING, ...otherLetters]);
  stage.pages.set(someColumn().url, listOf([HOMEWORK, ...otherLetters]));
  stage.answers.set(urlOf(TRAINING), { reason: 'gone' });
  await stage.visit();
  expect(await stage.look()).toEqual(['missing']);
  expect(await stage.looksAfter(1.1)).toEqual(['withdrawn']);
});

test.each([
  [
    'slides off the end of its list',
    [HOMEWORK, ...otherLetters, TRAINING],
    [HOMEWORK, ...otherLetters],
  ],
  [
    'goes with most of its list',
    [HOMEWORK, TRAINING, ...otherLetters],
    [HOMEWORK, ...otherLetters.slice(-1)],
  ],
])('a letter whose row %s is not', async (_how, before, after) => {
  const stage = await listed(before);
  stage.pages.set(someColumn().url, listOf(after));
  await stage.visit();
  expect(await stage.look()).toEqual([]);
});

test('a letter that its site put at another address with a figure put right is followed there', async () => {
  const stage = await listed([HOMEWORK, TRAINING, ...otherLetters]);
  const again = new URL('./202611/t20261122_990.html', someColumn().url).href;
  const paragraphs = TRAINING.paragraphs.map((text) => text.replace('417万元', '41.7万元'));
  const links = [HOMEWORK, ...otherLetters].map((letter) => ({ href: urlOf(letter), letter }));
  stage.pages.set(
    someColumn().url,
    trsList([{ href: again, letter: TRAINING }, ...links], siteName),
  );
  stage.answers.set(urlOf(TRAINING), { reason: 'gone' });
  stage.pages.set(again, trsDetail({ ...TRAINING, paragraphs }, siteName));
  await stage.visit();
  expect(stage.shown).toHaveLength(2);
  expect(await stage.looksAfter(7)).toContain('corrected');
  expect(JSON.stringify(stage.shown)).toContain('41.7万元');
});
