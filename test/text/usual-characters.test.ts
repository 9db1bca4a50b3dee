import { expect, test } from 'vitest';

import { toUsualCharacters } from '../../src/text/usual-characters.ts';

test.each([
  ['Kangxi radicals', '⼩学⽣作业⼀律不出校⻔', '小学生作业一律不出校门'],
  [
    'radicals that NFKC leaves alone',
    '⻓期、⻅习、⺠办、⻘年、⻚、⻋',
    '长期、见习、民办、青年、页、车',
  ],
  ['compatibility ideographs', '\uf967\uf9e0\uf98a', '不易力'],
  ['nothing else', '①２０２４年〇々，“双减”㎡ﬁ', '①２０２４年〇々，“双减”㎡ﬁ'],
])('makes the usual characters of %s', (_, text, usual) => {
  expect(toUsualCharacters(text)).toBe(usual);
});

test('leaves every index where it was', () => {
  for (let code = 0x2e80; code < 0x1_0000; code += 1) {
    expect(toUsualCharacters(String.fromCharCode(code))).toHaveLength(1);
  }
});
