import { expect, test } from 'vitest';

import { buildBlocks } from '../../src/markup/build-blocks.ts';
import { parsePage } from '../../src/markup/parse-page.ts';
import { tablesOf } from '../../src/markup/table-grid.ts';
import { textBlocks } from '../../src/markup/text-blocks.ts';

function tablesIn(html: string) {
  const tree = parsePage(html);
  return tablesOf(tree, buildBlocks(tree, { includeHidden: false }).blocks);
}

test('names each column by all headings above it, and repeats merged cells', () => {
  const html =
    '<table><tr><th rowspan="2">学校</th><th colspan="2">小学</th></tr><tr><th>时长</th><th>达标率</th></tr>' +
    '<tr><td rowspan="2">一校</td><td>48</td><td>97%</td></tr><tr><td>51</td><td>95%</td></tr></table>';
  expect(tablesIn(html)).toEqual([
    {
      heads: ['学校', '小学 时长', '小学 达标率'],
      rows: [
        { line: '一校  48  97%', cells: ['一校', '48', '97%'] },
        { line: '51  95%', cells: ['一校', '51', '95%'] },
      ],
    },
  ]);
});

test('takes a first row without digits for the head where nothing is marked as one', () => {
  const html =
    '<table><tbody><tr><td rowspan="2">区</td><td colspan="2">人数</td></tr><tr><td>男</td><td>女</td></tr>' +
    '<tr><td>甲区</td><td>1</td><td>2</td></tr></tbody></table>';
  expect(tablesIn(html)[0]?.heads).toEqual(['区', '人数 男', '人数 女']);
});

test.each([
  [
    'a table without a head',
    '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>',
  ],
  ['a head alone', '<table><tr><th>甲</th><th>乙</th></tr></table>'],
  ['a layout', '<table><tr><td><table><tr><td><p>一</p></td></tr></table></td></tr></table>'],
  ['no table', '<p>一</p>'],
])('finds none in %s', (_what, html) => {
  expect(tablesIn(html)).toEqual([]);
});

test('reads a document’s rows by the tabs between their cells', () => {
  const { blocks } = textBlocks('说明\n学校\t人数\n一校\t48\n二校\t51\n完');
  expect(tablesOf(null, blocks)).toEqual([
    {
      heads: ['学校', '人数'],
      rows: [
        { line: '一校  48', cells: ['一校', '48'] },
        { line: '二校  51', cells: ['二校', '51'] },
      ],
    },
  ]);
});

test('comes back from merged cells without end', () => {
  const cell = '<td rowspan="400" colspan="400">甲</td>';
  const html = `<table>${`<tr>${cell}${cell}<td>1</td></tr>`.repeat(2_000)}</table>`;
  expect(tablesIn(html).length).toBeLessThan(2);
});
