import { expect, test } from 'vitest';

import { extractArticle } from '../../src/extract/extract-article.ts';
import { smallPages } from '../support/rules/small-pages.ts';

test.each(smallPages('2026-11-22'))('takes the facts of $name', ({ page, hints, facts }) => {
  expect(extractArticle(page, hints).article).toMatchObject(facts);
});
