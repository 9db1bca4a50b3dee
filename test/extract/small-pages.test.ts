import { expect, test } from 'vitest';

import { extractArticle } from '../../src/extract/extract-article.ts';
import { factsOf, smallPages } from '../support/rules/small-pages.ts';

test.each(smallPages('2026-11-22'))('takes the facts of $name', ({ page, hints, facts }) => {
  expect(factsOf(extractArticle(page, hints).article)).toMatchObject(facts);
});
