import { expect, test } from 'vitest';

import { markedWords } from '../support/rules/marked-words.ts';

test.each(markedWords())('takes $name for $wanted', ({ read, wanted }) => {
  expect(read()).toBe(wanted);
});
