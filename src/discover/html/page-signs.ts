import { foldSpace } from '../../text/han.ts';
import { textOf, type PageElement } from '../../markup/page-tree.ts';
import type { ListPage } from './group-rows.ts';
import { ruleTable } from '../../text/rule-table.ts';

const EMPTY = ruleTable(
  'empty-columns',
  [
    {
      id: 'words',
      match: [
        '暂无(?:数据|信息|内容|记录|相关|符合|资料|文章|任何)',
        '没有(?:找到|查询到|符合|相关|任何)[^。]{0,10}(?:数据|信息|内容|记录|结果|文章)?',
        '无相关(?:数据|信息|内容|记录)',
        '共\\s{0,2}0\\s{0,2}(?:条|页|篇)',
        '栏目(?:正在)?建设中',
        '内容(?:正在)?更新中',
        '敬请期待',
        'no data',
      ],
      source: 'docs/field-notes.md §1.10',
    },
  ],
  { flags: 'iu' },
);
const COLUMN = ruleTable('column-marks', [
  {
    id: 'words',
    match: ['当前位置', '您(?:现在)?(?:所)?(?:的|在)?位置', '首页\\s{0,5}[>›»]'],
    source: 'docs/field-notes.md §2.6',
  },
]);
const PAGER = ruleTable('pager-words', [
  {
    id: 'words',
    match: ['下\\s?一?\\s?页', '尾\\s?页', '末\\s?页', '(?<!返回)上一页', '共\\s?\\d+\\s?[页条]'],
    source: 'docs/field-notes.md §1.10',
  },
]);

/** Whether a page's words say that its column holds nothing. */
export function saysEmpty(words: string): boolean {
  return EMPTY.test(words);
}

/** Whether a page's words show the path to a column. */
export function saysColumn(words: string): boolean {
  return COLUMN.test(words);
}

/** Whether a page's words show a pager. */
export function saysPaged(words: string): boolean {
  return PAGER.test(words);
}

/** Whether inline code fetches rows from somewhere. */
export function callsForRows(code: string): boolean {
  return /unitbuild\.js|dataproxy\.jsp|\/gkmlpt\/api|getMessage\.do|getgovinfolist|\$\.(?:ajax|getJSON|post)\s*\(/iu.test(
    code,
  );
}

const LIST_NAME = /list|news|liebiao|lb|con/iu;

/** Whether an element that should hold a list, or a pager, is empty. */
export function hasEmptyList(page: ListPage): boolean {
  return page.tree.elements.some((element) => {
    const isList =
      element.tag === 'ul' ||
      LIST_NAME.test(`${element.attributes['class'] ?? ''} ${element.attributes['id'] ?? ''}`);
    return (
      isList &&
      /^(?:ul|ol|div|table)$/u.test(element.tag) &&
      foldSpace(textOf(page.tree, element)) === '' &&
      !hasMedia(page, element)
    );
  });
}

function hasMedia(page: ListPage, element: PageElement): boolean {
  return page.tree.elements
    .slice(element.index, Math.min(element.end, element.index + 40))
    .some((inner) => /^(?:img|input|iframe|video|embed|object)$/u.test(inner.tag));
}
