import { expect, test } from 'vitest';

import type { CrawlDeps } from '../../src/crawl/crawl-deps.ts';
import { runRound } from '../../src/crawl/run-round.ts';
import { TRAINING } from '../../src/demo/letters.ts';
import { rereadDue } from '../../src/revise/reread-due.ts';
import { manyLetters, someColumn } from '../support/news-stage.ts';
import { dayMs, postedStage, urlOf } from './posted-stage.ts';

test('a round looks at two pages of a host, and only after its visits', async () => {
  const letters = manyLetters(5, 61);
  const stage = await postedStage(letters);
  const requested: (boolean | undefined)[] = [];
  const deps: CrawlDeps = {
    ...stage.deps,
    fetchPage: (url, options) => {
      requested.push(options?.isReread);
      return stage.deps.fetchPage(url, options);
    },
  };
  stage.advance(dayMs);
  const rounds: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    const report = await runRound(deps, [someColumn()], { which: 'all', onError: () => undefined });
    rounds.push(report.reread);
  }
  expect(rounds).toEqual([2, 2, 1, 0]);
  expect(requested.slice(0, 3)).toEqual([undefined, true, true]);
});

test('a host whose day is used up is looked at later, and nothing is counted', async () => {
  const stage = await postedStage([TRAINING]);
  stage.answers.set(urlOf(TRAINING), { reason: 'budget' });
  expect(await stage.looksAfter(1)).toEqual(['waits']);
  expect(await stage.store.settings.load('rereads')).toBeNull();
  stage.answers.delete(urlOf(TRAINING));
  expect(await stage.look()).toEqual(['same']);
});

test('a bug that shows on one document delays no other, and is looked at on other days', async () => {
  const letters = manyLetters(3, 64);
  const stage = await postedStage(letters);
  const [first] = letters;
  if (first === undefined) throw new Error('no letter');
  const { articleId } = await stage.record(first);
  const { articles } = stage.store;
  const bugs: unknown[] = [];
  const deps: CrawlDeps = {
    ...stage.deps,
    store: {
      ...stage.store,
      articles: {
        ...articles,
        get: (id) => (id === articleId ? Promise.reject(new TypeError('bug')) : articles.get(id)),
      },
    },
    onBug: (_entry, error) => void bugs.push(error),
  };
  stage.advance(dayMs);
  for (let round = 0; round < 3; round += 1) await rereadDue(deps);
  expect(bugs).toHaveLength(1);
  expect((await stage.store.rereads.load(articleId))?.attempts).toBe(1);
  expect(await stage.store.settings.load('rereads')).toMatchObject({ reread: 2 });
});

test('a look by a clock that is far ahead takes none of the looks that are still to come', async () => {
  const stage = await postedStage([TRAINING]);
  expect(await stage.looksAfter(1)).toEqual(['same']);
  expect(await stage.looksAfter(400)).toEqual(['same']);
  stage.advance(-400 * dayMs);
  expect(await stage.look()).toEqual(['same']);
  stage.answers.set(urlOf(TRAINING), { reason: 'gone' });
  expect(await stage.looksAfter(29)).toEqual(['missing']);
});
