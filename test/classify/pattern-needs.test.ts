import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayMatch, needsOf, textPairs } from '../../src/classify/pattern-needs.ts';

const may = (pattern: string, text: string): boolean =>
  mayMatch(needsOf(pattern), textPairs([text]));

test.each([
  ['课后服务', '开展课后延时服务', '全市开展课后服务'],
  ['双\\s?减', '减负', '落实双 减'],
  ['(?:提案|建议)办理', '议案办理', '建议办理情况'],
  ['作业(?:量|负担)?', '工作与业绩', '书面作业'],
  ['(?<!职业)培训{1,3}机构', '培养机构', '校外培训机构'],
  ['关于.{2,40}的答复', '关于的事', '关于某事的答复'],
] as const)('%s cannot match %s and may match %s', (pattern, without, within) => {
  expect(may(pattern, without)).toBe(false);
  expect(may(pattern, within)).toBe(true);
});

test.each(['.*', '[双减]+', '作?业?', '(?:双减|)', '^\\d{4}', '(?!双减)', '双{0,2}', '(?i:ab)'])(
  'asks nothing of a text for %s, which may match without any one character',
  (pattern) => {
    expect(needsOf(pattern)).toBeNull();
  },
);

const atom = fc.constantFrom(
  '甲',
  '乙',
  '丙',
  '丁',
  '.',
  '\\d',
  '[甲乙]',
  '[^丙]',
  '\\.',
  '😀',
  '^',
  '$',
);
const quantifier = fc.constantFrom('', '', '', '', '?', '*', '+', '{0,2}', '{1,3}', '{2}', '+?');
const bracket = fc.constantFrom('(?:', '(', '(?=', '(?!', '(?<=', '(?<!', '(?<name>');
const { pattern: anyPattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(atom, quantifier).map(([one, many]) => (/[$^]/u.test(one) ? one : one + many)),
    fc
      .tuple(bracket, tie('pattern'), quantifier)
      .map(([open, inner, many]) => `${open}${inner})${/[=!]$/u.test(open) ? '' : many}`),
  ),
  pattern: fc
    .array(fc.array(tie('piece'), { maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((alternatives) => alternatives.map((pieces) => pieces.join('')).join('|')),
}));
const anyText = fc
  .array(fc.constantFrom('甲', '乙', '丙', '丁', '1', '.', '😀', '\n'), { maxLength: 12 })
  .map((characters) => characters.join(''));

test('never says of a text that matches that it cannot match', () => {
  fc.assert(
    fc.property(anyPattern, anyText, (pattern, text) => {
      fc.pre(!pattern.includes('(?<name>'.repeat(2)));
      let regex: RegExp;
      try {
        regex = new RegExp(pattern, 'mu');
      } catch {
        // Two groups of one name: no pattern of a vocabulary, either.
        return;
      }
      expect(may(pattern, text) || !regex.test(text)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
