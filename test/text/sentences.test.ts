import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { splitClauses, splitSentences } from '../../src/text/sentences.ts';

test('ends a sentence at its mark, its closing quote and every line break', () => {
  expect(
    splitSentences('他说：“好。”我们做了三件事！\n一、抓作业\r\n二、抓课后服务？是的'),
  ).toEqual(['他说：“好。”', '我们做了三件事！', '一、抓作业', '二、抓课后服务？', '是的']);
});

test('does not cut inside a quoted title', () => {
  expect(splitSentences('您提出的《双减之后怎么办？》收悉。')).toEqual([
    '您提出的《双减之后怎么办？》收悉。',
  ]);
});

test('cuts clauses at commas, not in numbers, brackets or titles', () => {
  expect(splitClauses('全区投入1,200万元，惠及《甲，乙》项目（含一校，二校），共3所；')).toEqual([
    '全区投入1,200万元，',
    '惠及《甲，乙》项目（含一校，二校），',
    '共3所；',
  ]);
});

test('an opening mark that never closes hides nothing', () => {
  expect(splitClauses('“双减，工作，')).toEqual(['“双减，', '工作，']);
});

test('every piece of any text is verbatim and in order, and nothing but blanks is lost', () => {
  const text = fc
    .array(fc.constantFrom(...Array.from('双减。！？，；,1“”《》（） \n')), { maxLength: 60 })
    .map((chars) => chars.join(''));
  fc.assert(
    fc.property(text, (input) => {
      for (const split of [splitSentences, splitClauses]) {
        let at = 0;
        const pieces = split(input);
        for (const piece of pieces) {
          const found = input.indexOf(piece, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + piece.length;
        }
        expect(pieces.join('').replaceAll(/\s/gu, '')).toBe(input.replaceAll(/\s/gu, ''));
      }
    }),
  );
});
