import { expect, test } from 'vitest';

import { TRAINING, type DemoLetter } from '../../src/demo/letters.ts';
import { trsDetail } from '../../src/demo/pages.ts';
import { worseIn } from '../../src/revise/look-again.ts';
import { composeArticle } from '../support/composed-articles.ts';
import { postedStage, siteName, urlOf, type PostedStage } from './posted-stage.ts';

const corrected: DemoLetter = {
  ...TRAINING,
  paragraphs: TRAINING.paragraphs.map((text) => text.replace('417万元', '41.7万元')),
};

test('a letter that came over https is not corrected by what came over plain http', async () => {
  const stage = await postedStage([TRAINING]);
  const html = trsDetail(corrected, siteName);
  stage.answers.set(urlOf(TRAINING), { html, isPlainHttp: true });
  expect(await stage.looksAfter(1)).toEqual(['unsure']);
  expect(stage.shownText()).toContain('417万元');
  stage.answers.set(urlOf(TRAINING), { html });
  expect(await stage.looksAfter(1)).toEqual(['corrected']);
});

test('a letter that came over plain http is corrected the same way, and its card says how it came', async () => {
  const stage = await postedStage([TRAINING]);
  await markPlain(stage);
  stage.answers.set(urlOf(TRAINING), { html: trsDetail(corrected, siteName), isPlainHttp: true });
  expect(await stage.looksAfter(1)).toEqual(['corrected']);
  expect(stage.shownText()).toContain('连接没有加密');
});

test('that the same letter comes over another kind of connection edits nothing', async () => {
  const stage = await postedStage([TRAINING]);
  await markPlain(stage);
  const { card } = await stage.record(TRAINING);
  expect(await stage.looksAfter(1)).toEqual(['same']);
  const record = await stage.record(TRAINING);
  expect(record.article.issues).not.toContain('plain-http');
  expect(record.card).toEqual(card);
  expect(stage.shown[0]?.edits).toBe(0);
});

test.each([
  ['', undefined],
  ['现答复如下：已办理。', 'plain-http'],
])('a text over plain http completes what was known by its title alone: “%s”', (text, worse) => {
  const known = composeArticle({ body: text, issues: [] });
  expect(worseIn(composeArticle({ issues: ['plain-http'] }), known)).toBe(worse);
});

/** As a store from before https was tried has it. */
async function markPlain(stage: PostedStage): Promise<void> {
  const record = await stage.record(TRAINING);
  const { article } = record;
  const issues = [...article.issues, 'plain-http'] as const;
  await stage.store.articles.save({ ...record, article: { ...article, issues } });
}
