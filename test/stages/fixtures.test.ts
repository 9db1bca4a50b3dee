import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { playStages, stageFixtures } from '../support/stage-fixture.ts';

const fixtures = stageFixtures().map(
  (folder) => [folder.pathname.split('/').slice(-3, -1).join('/'), folder] as const,
);

test('there are fixtures to walk', () => {
  expect(fixtures.length).toBeGreaterThan(40);
});

test.each(fixtures)('judges, summarizes and shows %s as recorded', async (_name, folder) => {
  const stages = await playStages(folder);
  const recorded = Object.keys(stages).map((name) => [
    name,
    readFileSync(new URL(name, folder), 'utf8'),
  ]);
  expect(stages).toEqual(Object.fromEntries(recorded));
});
