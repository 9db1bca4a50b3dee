import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { differingFigures, stillDiffering } from '../../src/dedupe/differing-figures.ts';
import {
  createRandom,
  planLetter,
  republications,
  writeLetter,
} from '../support/compose-letters.ts';

const LONG =
  '全市义务教育学校按照上级要求统筹推进课后服务提质增效工作并结合各校实际因地制宜开展丰富多彩的社团活动和文体活动覆盖率达';

test.each([
  ['digits', '课后服务覆盖率达98%。', '课后服务覆盖率达12%。'],
  ['a decimal point', '共追回预收费417万元。', '共追回预收费41.7万元。'],
  ['words', '课后服务覆盖率达98%。', '课后服务覆盖率达百分之十二。'],
  ['numerals', '共惠及学生8600人。', '共惠及学生一百人。'],
  ['a power of ten', '投入资金120万元。', '投入资金120亿元。'],
  ['a figure left out', '课后服务覆盖率达98%，成效明显。', '课后服务覆盖率高，成效明显。'],
  ['a figure put in', '课后服务覆盖率高，成效明显。', '课后服务覆盖率达98%，成效明显。'],
  ['words around it', '课后服务覆盖率达98%。', '课后服务总覆盖率为12%。'],
  ['a short clause', '共36家。', '共96家。'],
  [
    'a clause that is repeated',
    '投入资金120万元。投入资金130万元。',
    '投入资金120万元。投入资金930万元。',
  ],
  ['a long clause', `${LONG}98%。`, `${LONG}12%。`],
  ['full-width digits', '课后服务覆盖率达９８％。', '课后服务覆盖率达12%。'],
])('another figure is seen: %s', (_, ours, theirs) => {
  const [before, after] = ['查处违规机构36家。\n', '\n下一步加强监管。'];
  const found = differingFigures(before + ours + after, before + theirs + after);
  expect(found).not.toBeNull();
  expect(found).not.toHaveProperty('also');
  expect(found?.ours.length).toBeLessThanOrEqual(62);
});

test.each([
  ['nothing', '课后服务覆盖率达98%。', '课后服务覆盖率达98%。'],
  ['words for the same figure', '课后服务覆盖率达98%。', '课后服务覆盖率达百分之九十八。'],
  [
    'numerals for the same',
    '共查处违规机构36家，投入1.2万元。',
    '共查处违规机构三十六家，投入12,000元。',
  ],
  ['one numeral', '新建学校5所，惠及全市学生。', '新建学校五所，惠及全市学生。'],
  ['full-width digits', '课后服务覆盖率达９８％。', '课后服务覆盖率达98%。'],
  ['blanks', '课后服务覆盖率达 98 %，惠及 8600 人。', '课后服务覆盖率达98%，惠及8600人。'],
  ['the other form of characters', '課後服務覆蓋率達98%。', '课后服务覆盖率达98%。'],
  [
    'a list’s own numbers',
    '1.规范校外培训行为\n2.加强作业管理工作',
    '规范校外培训行为\n加强作业管理工作',
  ],
  ['marks of another kind', '一、规范校外培训行为', '1、规范校外培训行为'],
  ['lines', '课后服务覆盖率达98%，惠及学生8600人。', '课后服务\n覆盖率达98%，\n惠及学生8600人。'],
  ['a comma', '课后服务覆盖率达98%，惠及学生8600人。', '课后服务覆盖率达98%惠及学生8600人。'],
  ['order', '覆盖率达到98%。惠及学生8600人。', '惠及学生8600人。覆盖率达到98%。'],
  ['an end that is cut off', '覆盖率达到98%，惠及学生8600人。', '覆盖率达到98%，惠及学生86'],
  ['a part that is left out', '覆盖率达到98%，惠及学生8600人。投入120万元。', '覆盖率达到98%。'],
  ['a lost character', '查处违规培训机构三十六家。', '查处违规培训机构三囗六家。'],
  ['counters of readers', '浏览次数：35次\n覆盖率达到98%。', '浏览次数：812次\n覆盖率达到98%。'],
  ['a day in numerals', '2024年6月12日', '二〇二四年六月十二日'],
])('another layout is no other figure: %s', (_, ours, theirs) => {
  expect(differingFigures(ours, theirs)).toBeNull();
  expect(differingFigures(theirs, ours)).toBeNull();
});

test('several are kept up to three, the rest is counted', () => {
  const letter = (share: number): string =>
    ['作业公示', '课后服务', '社团活动', '科学教育', '心理辅导']
      .map((what, at) => `${what}的学校覆盖率达到${share + at}%。`)
      .join('\n');
  const found = differingFigures(letter(90), letter(20));
  expect(found).toEqual({
    ours: '作业公示的学校覆盖率达到90%。',
    theirs: '作业公示的学校覆盖率达到20%。',
    also: [
      { ours: '课后服务的学校覆盖率达到91%。', theirs: '课后服务的学校覆盖率达到21%。' },
      { ours: '社团活动的学校覆盖率达到92%。', theirs: '社团活动的学校覆盖率达到22%。' },
    ],
    more: 2,
  });
  if (found === null) return;
  expect(stillDiffering(letter(20), found)).toBeNull();
  expect(stillDiffering(letter(50), found)?.also).toHaveLength(2);
});

test('re-publications of letters print no other figures', () => {
  const random = createRandom(41);
  const noted: string[] = [];
  for (let at = 0; at < 60; at += 1) {
    const letter = writeLetter(planLetter(random));
    for (const [name, republish] of Object.entries(republications)) {
      const found = differingFigures(letter.body, republish(letter, random).body);
      if (found !== null) noted.push(`${name}: ${found.ours} / ${found.theirs}`);
    }
  }
  expect(noted).toEqual([]);
});

test('of letters with one figure changed each is noted once', () => {
  const random = createRandom(42);
  for (let at = 0; at < 40; at += 1) {
    const { body } = writeLetter(planLetter(random));
    const places = [...body.matchAll(/\d+(?=[%人万所项场件个])/gu)];
    const place = places[random(places.length)];
    if (place === undefined) continue;
    const changed = `${body.slice(0, place.index)}${Number(place[0]) + 7}${body.slice(place.index + place[0].length)}`;
    const found = differingFigures(body, changed);
    expect(found).not.toBeNull();
    expect(found).not.toHaveProperty('also');
  }
});

test('any two texts are compared', () => {
  const text = fc.array(
    fc.constantFrom(
      '覆盖率达',
      '98',
      '十',
      '百',
      '万',
      '亿',
      '%',
      '家',
      '，',
      '。',
      '\n',
      '百分之',
      '成',
      '半',
      '1.',
      '囗',
    ),
    { maxLength: 80 },
  );
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(differingFigures(a.join(''), a.join(''))).toBeNull();
      differingFigures(a.join(''), b.join(''));
    }),
    { numRuns: 300 },
  );
});
