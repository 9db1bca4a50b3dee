import { expect, test } from 'vitest';

import { localReader } from '../../support/local-reader.ts';
import { letterAt, listOfSize, pageOfSize } from './round-pages.ts';

// A benchmark whose pages bring no cards measures a bot that records and posts nothing.
test('the newest row of each list leads to a letter of its own that is shown', async () => {
  const reader = localReader();
  const ids = new Set<string | null>();
  for (const source of [0, 7, 42, 499]) {
    const url = `http://h${source}.example.gov.cn/list/${source}/`;
    const raw = (text: string) => ({ url, bytes: Buffer.from(text), contentType: null });
    const { discovery } = await reader.readList(raw(listOfSize(20_000, source)), {
      address: url,
      today: '2026-11-22',
    });
    const newest = discovery.entries.toSorted((a, b) =>
      (b.date ?? '').localeCompare(a.date ?? ''),
    )[0];
    const letter = letterAt(newest?.url ?? '');
    expect(letter?.source).toBe(source);
    if (newest === undefined || letter === null) continue;
    const { article, verdict, identity } = await reader.readPage(raw(pageOfSize(20_000, letter)), {
      address: newest.url,
      hints: { today: '2026-11-22', entryTitle: newest.title, entryDate: newest.date },
    });
    expect(article.title).toBe(newest.title);
    expect(article.datePublished).toBe(newest.date);
    expect([verdict.kind, verdict.relevance]).toEqual(['reply', 'core']);
    ids.add(identity.id);
  }
  expect(ids.size).toBe(4);
});
