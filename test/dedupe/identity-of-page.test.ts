import { readFileSync, readdirSync } from 'node:fs';

import { expect, test } from 'vitest';

import { identityOf } from '../support/composed-articles.ts';
import { localReader } from '../support/local-reader.ts';
import { stageFixtures } from '../support/stage-fixture.ts';

const reader = localReader();

test('a page has the identity that is found from its article alone', async () => {
  const folders = stageFixtures();
  expect(folders.length).toBeGreaterThan(50);
  for (const folder of folders) {
    const file = readdirSync(folder).find((name) => name.startsWith('page.')) ?? '';
    const bytes = readFileSync(new URL(file, folder));
    const { article, identity } = await reader.readPage(
      { url: 'https://jyj.example.gov.cn/1.html', bytes, contentType: null },
      { address: file, hints: { today: '2026-11-22' } },
    );
    const { id, keys } = identityOf(article);
    const { pathname } = folder;
    expect({ pathname, id, keys }).toEqual({ pathname, id: identity.id, keys: identity.keys });
  }
});
