import { expect, onTestFinished, test } from 'vitest';

import { observeTables, ruleTable, ruleTables, weightTable } from '../../src/text/rule-table.ts';
import { composedCases, deliveredVocabulary } from '../support/composed-articles.ts';
import { isIdle } from '../support/rules/print-worths.ts';
import { rowJudge } from '../support/rules/judge-rows.ts';
import { judgedRows } from '../support/rules/judged-rows.ts';

const FRUIT = ruleTable('fruit-for-test', [
  { id: 'apples', match: ['苹果', '青苹果'], source: 'composed' },
  { id: 'pears', match: ['梨'], source: 'composed' },
]);
const RIPE = ruleTable('ripe-for-test', [
  { id: 'ripe', needs: /熟/u, match: ['[^，；]{0,9}熟(?:透|了)$'], source: 'composed' },
  { id: 'sweet', match: ['甜'], source: 'composed' },
]);
const count = FRUIT.derive((rows) => rows.length);
const pointsOf = weightTable('points-for-test', [{ id: 'one', weight: 3, source: 'composed' }]);

function withoutFirst(name: string): void {
  const table = ruleTables().find((one) => one.name === name);
  const rows = table?.rows() ?? [];
  table?.replaceRows(rows.slice(1));
  onTestFinished(() => table?.replaceRows(rows));
}

test('finds the first row that matches', () => {
  expect(FRUIT.find('一个青苹果')?.id).toBe('apples');
  expect(FRUIT.find('桃')).toBeNull();
});

test('finds for each of many texts what it finds for one', () => {
  const texts = ['梨和苹果', '桃', '一个梨', ''];
  expect(FRUIT.findEach(texts)).toEqual(texts.map((text) => FRUIT.find(text)));
});

test('a row is found with what it needs as it would be without', () => {
  const texts = ['梨熟了', '梨是甜的', '熟人', '桃'];
  expect(texts.map((text) => RIPE.find(text)?.id ?? null)).toEqual(['ripe', 'sweet', null, null]);
  expect(texts.map((text) => RIPE.test(text))).toEqual([true, true, false, false]);
  expect(RIPE.findEach(texts)).toEqual(texts.map((text) => RIPE.find(text)));
});

test('what a row needs is in every clause of letters that it matches', () => {
  const clauses = composedCases('letters').flatMap(({ article }) =>
    article.body.split(/[，。；：\n]/u),
  );
  const missed = ruleTables()
    .filter(({ name }) => name === 'leaning-clauses' || name === 'fronts')
    .flatMap((table) => table.patterns())
    .flatMap(({ row, pattern }) =>
      clauses.filter((text) => pattern.test(text) && row.needs?.test(text) === false),
    );
  expect(missed).toEqual([]);
});

test('what was made of the rows is made again when a row is taken out', () => {
  expect([count(), FRUIT.test('苹果')]).toEqual([2, true]);
  withoutFirst('fruit-for-test');
  expect([count(), FRUIT.test('苹果'), FRUIT.test('梨')]).toEqual([1, false, true]);
});

test('a weight that is taken out weighs nothing', () => {
  expect(pointsOf('one')).toBe(3);
  withoutFirst('points-for-test');
  expect(pointsOf('one')).toBe(0);
});

test('reports which tables are used', () => {
  const seen = new Set<string>();
  observeTables((table) => seen.add(table));
  onTestFinished(() => observeTables(null));
  FRUIT.find('梨');
  expect([...seen]).toEqual(['fruit-for-test']);
});

test('reports what each row changes, and which of its words are not needed', () => {
  const judge = rowJudge(
    [
      {
        name: '苹果',
        readable: { kind: 'words', read: () => FRUIT.find('苹果')?.id ?? 'none' },
        judge: ({ taken }) => new Map([['is', taken === 'apples']]),
      },
    ],
    deliveredVocabulary(),
  );
  const rows = judgedRows(deliveredVocabulary()).filter((row) => row.table === 'fruit-for-test');
  const [apples, pears] = rows.map((row) => judge(row));
  expect(apples).toMatchObject({ changed: 1, better: ['苹果'], idle: ['青苹果'] });
  expect(pears).toMatchObject({ changed: 0, idle: ['梨'] });
  expect([apples, pears].map((worth) => worth !== undefined && isIdle(worth))).toEqual([
    false,
    true,
  ]);
});
