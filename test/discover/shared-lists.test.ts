import { existsSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { decodePage } from '../../src/decode/decode-page.ts';
import { discoverEntries } from '../../src/discover/discover-entries.ts';

const home = new URL('../../../shared/corpus/', import.meta.url);
const hasShared = existsSync(new URL('lists.json', home));

interface Gold {
  readonly file: string;
  readonly url: string;
  readonly expected?: string;
}

function readGold(name: string): readonly Gold[] {
  const gold: readonly Gold[] = JSON.parse(readFileSync(new URL(name, home), 'utf8'));
  return gold;
}

async function rowsOf(gold: Gold): Promise<number> {
  const bytes = readFileSync(new URL(gold.file, home));
  const page = decodePage({ url: gold.url, bytes, contentType: null });
  const { entries } = await discoverEntries(page, { today: '2026-11-22' });
  return entries.length;
}

test.skipIf(!hasShared)(
  'invents no rows on shared pages that are no lists (needs ../shared)',
  async () => {
    const others = readGold('lists.json').filter(
      (gold) => gold.expected !== 'list' && gold.expected !== 'home',
    );
    const invented: string[] = [];
    for (const gold of [...others, ...readGold('pages.json')]) {
      if ((await rowsOf(gold)) > 0) invented.push(gold.file);
    }
    expect(invented).toEqual([]);
  },
);

test.skipIf(!hasShared)('finds rows on every shared list (needs ../shared)', async () => {
  const missed: string[] = [];
  for (const gold of readGold('lists.json')) {
    const isList = gold.expected === 'list' || gold.expected === 'home';
    if (isList && (await rowsOf(gold)) === 0) missed.push(gold.file);
  }
  expect(missed).toEqual([]);
});
