import { expect, test } from 'vitest';

import { plainLine, safeUrl } from '../../src/card/escape-markdown.ts';

test.each([
  ['a bidi mark', '关于\u061c作业', '关于作业'],
  ['a grapheme joiner', '关于\u034f作业', '关于作业'],
  ['tag characters', `关于${String.fromCodePoint(0xe0041, 0xe007f)}作业`, '关于作业'],
  ['a Hangul filler', '关于\u3164作业', '关于作业'],
  ['a stack of marks', `a${'\u0301'.repeat(40)}`, `a${'\u0301'.repeat(4)}`],
  ['a Tibetan syllable', 'བསྒྲུབས', 'བསྒྲུབས'],
])('%s', (_what, text, shown) => {
  expect(plainLine(text)).toBe(shown);
});

test.each(['https://:pw@a.gov.cn/', 'https://user@a.gov.cn/', 'ftp://a.gov.cn/'])(
  '%s is no address for a card',
  (address) => {
    expect(safeUrl(address, 500)).toBeNull();
  },
);
