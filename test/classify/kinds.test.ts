import { expect, test } from 'vitest';

import { classifyArticle } from '../../src/classify/classify-article.ts';
import { letterOfArticle } from '../../src/letter/read-letter.ts';
import { composedKinds, deliveredVocabulary } from '../support/composed-articles.ts';

const vocabulary = deliveredVocabulary();

test.each(composedKinds())('takes the text in short for a $kind: $name', ({ article, kind }) => {
  expect(classifyArticle(article, letterOfArticle(article), vocabulary).kind).toBe(kind);
});
