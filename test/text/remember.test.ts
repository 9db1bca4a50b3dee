import { expect, it } from 'vitest';

import { remember } from '../../src/text/remember.ts';

it('reads a text once, and again when many others were read since', () => {
  let count = 0;
  const read = remember((text) => {
    count += 1;
    return text.length;
  });
  expect([read('双减'), read('双减'), count]).toEqual([2, 2, 1]);
  for (let at = 0; at < 600; at += 1) read(String(at));
  expect(read('双减')).toBe(2);
  expect(count).toBe(602);
});
