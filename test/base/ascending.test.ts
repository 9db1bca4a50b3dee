import { expect, test } from 'vitest';

import { ascending } from '../../src/base/ascending.ts';

test.each([
  [[], []],
  [[2], [2]],
  [
    [1, 3, 10],
    [1, 3, 10],
  ],
  [
    [10, 3, 3, 1],
    [1, 3, 10],
  ],
  [
    [1, 1, 2],
    [1, 2],
  ],
])('%j in order is %j', (numbers, ordered) => {
  expect(ascending(numbers)).toEqual(ordered);
});
