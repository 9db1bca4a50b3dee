import { countHan, foldSpace } from '../text/han.ts';
import { articleAddress } from './article-address.ts';
import { findRows } from './find-rows.ts';
import { isUnderPage, scoreGroup } from './score-group.ts';
import { columnLabels } from './table-columns.ts';
import type { ListPage, RowGroup } from './group-rows.ts';
import type { ScoredGroup } from './score-group.ts';

const COLUMN_SIGN =
  /当前位置|您(?:现在)?(?:所)?(?:的|在)?位置|首页\s*[>›»]|共\s*1\s*[条页]|下一?页|尾页/u;

/**
 * A list with one row: repetition says nothing, so the row must stand in a labelled table (名称/索引号/发布日期),
 * or be a dated, article-type link of the column's own folder on a page that calls itself a column.
 */
export function findSingleRow(page: ListPage, groups: readonly RowGroup[]): ScoredGroup | null {
  const isColumn = COLUMN_SIGN.test(foldSpace(page.dom.texts.join(' ').slice(0, 40_000)));
  let best: ScoredGroup | null = null;
  for (const group of groups.slice(0, 400)) {
    if (group.units.length !== 1) continue;
    const isTable = columnLabels(page.dom, group).length > 0;
    if (!isTable && !isColumn) continue;
    const rows = findRows(page, group);
    const row = rows[0];
    if (row === undefined || row.date === null || row.date.isShort || row.extraHan > 60) continue;
    if (countHan(row.title) < 8 || articleAddress(row.link.url) === null) continue;
    if (!isTable && !isUnderPage(row.link.url, page.url)) continue;
    const score = scoreGroup(page, group, rows);
    if (score.isAside || score.quality < 0.6) continue;
    if (best === null || group.parent.depth > best.group.parent.depth)
      best = { group, rows, score };
  }
  return best;
}
