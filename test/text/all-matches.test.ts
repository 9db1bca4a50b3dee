import { describe, expect, it } from 'vitest';

import { allMatches } from '../../src/text/all-matches.ts';

const foundBy = (text: string, pattern: RegExp): readonly (readonly [number, string])[] =>
  allMatches(text, pattern).map(({ index, 0: found }) => [index, found]);

describe('allMatches', () => {
  it('finds what String.matchAll finds', () => {
    for (const [text, pattern] of [
      ['第12号、第35号', /\d+/gu],
      ['没有', /\d+/gu],
      ['双减𠮷双减', /(?:双减)?/gu],
      ['', /^/gu],
    ] as const) {
      const wanted = Array.from(text.matchAll(pattern), ({ index, 0: found }) => [index, found]);
      expect(foundBy(text, pattern)).toEqual(wanted);
    }
  });

  it('begins anew with each text, wherever the pattern was left', () => {
    const pattern = /\d/gu;
    pattern.lastIndex = 2;
    expect(foundBy('1、2', pattern)).toEqual([
      [0, '1'],
      [2, '2'],
    ]);
    expect(foundBy('3', pattern)).toEqual([[0, '3']]);
  });
});
