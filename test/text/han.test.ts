import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  bareText,
  characterCount,
  countHan,
  foldSpace,
  foldWidth,
  truncateText,
} from '../../src/text/han.ts';

test('counts Chinese characters, not punctuation or digits', () => {
  expect(countHan('“双减”工作，2024年𠮷')).toBe(6);
});

test('counts what Unicode calls Han, and nothing else', () => {
  const wrong: number[] = [];
  for (let code = 0; code < 0x40_000; code += 1) {
    const char = String.fromCodePoint(code);
    const isHan = /\p{Script=Han}/u.test(char);
    if (countHan(`a${char}b`) !== Number(isHan)) wrong.push(code);
  }
  expect(wrong).toEqual([]);
});

test('folds the width of letters and digits but not of Chinese punctuation', () => {
  expect(foldWidth('２０２４年ＡＢ，约５０％（①类）：１０∶０８')).toBe(
    '2024年AB，约50%（①类）：10:08',
  );
});

test('folds every kind of blank into one line', () => {
  expect(foldSpace('\u3000\u00a0关于\u200b双减\r\n 的 \t 答复\ufeff ')).toBe('关于双减 的 答复');
});

test('keeps letters, digits and Han only for comparing', () => {
  expect(bareText('关于“双减”（２０２４）的 答复_Ａ')).toBe('关于双减2024的答复A');
});

test('truncates with an ellipsis inside the limit', () => {
  expect(truncateText('双减工作答复', 6)).toBe('双减工作答复');
  expect(truncateText('双减工作答复', 5)).toBe('双减工作…');
  expect(truncateText('👩‍🏫老师', 3)).toBe('…');
  expect(truncateText('ae\u0301i', 2)).toBe('a…');
  expect(truncateText('双减', 0)).toBe('');
});

test('truncates any text without halves of a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.nat(20), (text, max) => {
      const cut = truncateText(text, max);
      expect(characterCount(cut)).toBeLessThanOrEqual(Math.max(max, 0));
      expect(cut.isWellFormed()).toBe(true);
      expect(characterCount(text)).toBe(Array.from(text).length);
    }),
  );
});
