import type { NoPage } from '../../domain/page.ts';
import type { NoRows } from '../../domain/source.ts';
import { findGate, hasMount, nameGate, shownBy } from '../../markup/gates.ts';
import { childrenOf, hasChildren, textOf, type PageElement } from '../../markup/page-tree.ts';
import { countHan, foldSpace } from '../../text/han.ts';
import { isDetailPage } from './detail-page.ts';
import type { ListPage } from './group-rows.ts';
import { callsForRows, hasEmptyList, saysColumn, saysEmpty, saysPaged } from './page-signs.ts';
import { labelsOf } from './table-columns.ts';

const MAX_WORDS = 60_000;

/** Why a page gives no rows; `blocked` is a gate, `empty` a column without entries. */
export interface NoList {
  readonly state: 'empty' | 'blocked' | 'no-list';
  readonly reason: NoRows;
}

const TEMPLATE_MARK = /\{\{[^{}]{1,80}\}\}|<%[^%]{1,80}%>|<\?=|\bv-for=|ng-repeat=|:key=/u;
const MAX_SHELL_HAN = 200;
// A notice is shorter than any column: even an empty one has its menu, its path and its foot.
const MAX_NOTICE_HAN = 80;
const MENU_LINKS = 8;
/** Gates: the page itself was not reached. */
const DOORS: ReadonlySet<NoPage> = new Set(['challenge', 'login', 'server-error']);

/** What a page without rows is. `source` is its text before parsing. */
export function explainNoRows(page: ListPage, source: string): NoList {
  const { tree } = page;
  const words = foldSpace(tree.texts.join(' ').slice(0, MAX_WORDS));
  const han = countHan(words);
  const shown = shownBy(tree, ownWords(page));
  const gate = findGate(shown);
  if (gate !== null) return noPage(gate);
  if (hasMount(tree) && han < MAX_SHELL_HAN) return noPage('shell');
  if (isDetailPage(page, null)) return { state: 'no-list', reason: 'detail' };
  if (hasEmptyTable(page)) return { state: 'empty', reason: 'no-rows' };
  if (han < MAX_NOTICE_HAN && !isColumn(page, words)) return noPage(nameGate(shown));
  if (saysEmpty(words)) return { state: 'empty', reason: 'no-rows' };
  if (TEMPLATE_MARK.test(source) || hasDeadRows(page) || callsForRows(source))
    return noPage('shell');
  if (isEmptyColumn(page, words)) return { state: 'empty', reason: 'no-rows' };
  return { state: 'no-list', reason: 'no-rows' };
}

/** An answer that is neither a list nor an article. */
export function noPage(kind: NoPage): NoList {
  return { state: DOORS.has(kind) ? 'blocked' : 'no-list', reason: kind };
}

/** The text outside of links: menus and rows name many things. */
function ownWords({ tree, links }: ListPage): string {
  const isLinked = new Uint8Array(tree.texts.length);
  for (const { element } of links) isLinked.fill(1, element.textFrom, element.textTo);
  const own = tree.texts.filter((_, at) => isLinked[at] !== 1);
  return own.map(foldSpace).join('\n').slice(0, MAX_WORDS);
}

/** A menu, the path to a column, a pager: a notice has none of these. */
function isColumn(page: ListPage, words: string): boolean {
  const isNamed = page.tree.meta.has('columnname');
  return isNamed || page.links.length >= MENU_LINKS || saysColumn(words) || saysPaged(words);
}

/** Titles that only a script could open: `onclick="showDetail(77)"`. */
function hasDeadRows(page: ListPage): boolean {
  const dead = page.tree.elements.filter(
    (element) =>
      element.tag === 'a' &&
      /^\s*(?:javascript:|#|$)/iu.test(element.attributes['href'] ?? '') &&
      countHan(textOf(page.tree, element)) >= 8,
  );
  return dead.length >= 3;
}

/** A table of which only the headings are there. */
function hasEmptyTable(page: ListPage): boolean {
  return page.tree.elements.some((element) => {
    if (element.tag !== 'tr' || labelsOf(page.tree, element).length < 2) return false;
    const table = page.tree.elements[element.parent];
    const rest =
      table === undefined ? [] : childrenOf(page.tree, table).filter(({ tag }) => tag === 'tr');
    return rest.length === 1 && !NEXT_ROW.test(nextTag(page, table));
  });
}

const NEXT_ROW = /^tbody$/u;

function nextTag(page: ListPage, element: PageElement | undefined): string {
  const next = element === undefined ? undefined : page.tree.elements[element.end];
  const isFilled = next !== undefined && next.parent === element?.parent && hasChildren(next);
  return isFilled ? next.tag : '';
}

/** Whether a page calls itself a column and its list, or pager, is empty. */
function isEmptyColumn(page: ListPage, words: string): boolean {
  return (saysColumn(words) || page.tree.meta.has('columnname')) && hasEmptyList(page);
}
