import { readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { STATUSES, EXPLANATIONS, adviceFor, reasonWord } from '../../src/health/messages.ts';

/** The words in the first column of the table under a heading of docs/sources.md. */
function rowsOf(head: string): string[] {
  const doc = readFileSync(new URL('../../docs/sources.md', import.meta.url), 'utf8');
  const table = doc.slice(doc.indexOf(`| ${head} |`)).split('\n\n', 1)[0] ?? '';
  const cells = table.split('\n').slice(2);
  return cells.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([\w-]+)`/gu)].map((match) => match[1] ?? ''),
  );
}

test('docs/sources.md lists the states and reasons that the program has, each once', () => {
  expect(rowsOf('state').toSorted()).toEqual(Object.keys(STATUSES).toSorted());
  expect(rowsOf('reason').toSorted()).toEqual(Object.keys(EXPLANATIONS).toSorted());
});

test.each([
  ['js-only', 'shell'],
  ['no-list', 'unreadable'],
])('%s in a stored state is understood as %s', (former, word) => {
  expect(reasonWord(former, 'zh-CN')).toBe(reasonWord(word, 'zh-CN'));
  expect(adviceFor(former, 'en')).toBe(adviceFor(word, 'en'));
});

test('a word that no table has is returned as it is', () => {
  expect(reasonWord('toString', 'en')).toBe('toString');
});
