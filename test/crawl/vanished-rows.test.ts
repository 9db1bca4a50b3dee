import { expect, test } from 'vitest';

import { HOMEWORK, TRAINING, type DemoLetter } from '../../src/demo/letters.ts';
import { trsList } from '../../src/demo/pages.ts';
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
