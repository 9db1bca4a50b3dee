import { countHan } from '../../text/han.ts';
import { articleAddress } from '../../markup/article-address.ts';
import { findRows } from './find-rows.ts';
import { saysColumn, saysPaged } from './page-signs.ts';
import { isUnderPage, scoreGroup, type ScoredGroup } from './score-group.ts';
import { columnLabels } from './table-columns.ts';
import type { ListPage, RowGroup } from './group-rows.ts';

/**
 * A list with one row: repetition cannot show it, so the row must be in a labelled table (名称/索引号/发布日期),
 * or be a dated article link on a page that calls itself a column: in its own folder, or the only one there is.
 */
export function findSingleRow(page: ListPage, groups: readonly RowGroup[]): ScoredGroup | null {
  const words = page.tree.texts.join(' ').slice(0, 40_000);
  const metas = page.tree.meta;
  const isNamed = metas.has('columnname') && !metas.has('articletitle');
  const isColumn = saysColumn(words) || saysPaged(words) || isNamed;
  const found = groups
    .filter((group) => group.units.length <= 3)
    .slice(0, 400)
    .map((group) => asSingle(page, group, isColumn))
    .filter((one) => one !== null);
  const sure = found.filter((one) => one.isSure);
  const urls = new Set(found.flatMap((one) => one.rows.map((row) => row.link.url)));
  const usable = urls.size === 1 ? found : sure;
  const deepest = usable.toSorted((a, b) => b.group.parent.depth - a.group.parent.depth)[0];
  return deepest ?? null;
}

function asSingle(
  page: ListPage,
  group: RowGroup,
  isColumn: boolean,
): (ScoredGroup & { readonly isSure: boolean }) | null {
  const isTable = columnLabels(page.tree, group).length > 0;
  if (!isTable && !isColumn) return null;
  const rows = findRows(page, group).filter((row) => row.date !== null && !row.date.isShort);
  const row = rows[0];
  if (row === undefined || rows.length > 1 || row.extraHan > 60) return null;
  if (countHan(row.title) < 8 || articleAddress(row.link.url) === null) return null;
  if (!isTable && /\.(?:pdf|docx?|xlsx?|wps|ofd)$/iu.test(row.link.url)) return null;
  const score = scoreGroup(page, group, rows);
  if (score.isAside || score.quality < 0.6) return null;
  return { group, rows, score, isSure: isTable || isUnderPage(row.link.url, page.url) };
}
