import { countHan, foldSpace } from '../../text/han.ts';
import { articleAddress } from '../../markup/article-address.ts';
import { surroundingOf } from '../../markup/containers.ts';
import { isButtonText } from './row-title.ts';
import type { Row } from './find-rows.ts';
import type { ListPage, RowGroup } from './group-rows.ts';
import type { PageElement } from '../../markup/page-tree.ts';
import { ruleTable } from '../../text/rule-table.ts';

/** A group with its rows and its scores. */
export interface ScoredGroup {
  readonly group: RowGroup;
  readonly rows: readonly Row[];
  readonly score: GroupScore;
}

/** `quality` is 0 to 1 without regard to size; `value` ranks the groups of one page. */
export interface GroupScore {
  readonly quality: number;
  readonly value: number;
  readonly dated: number;
  readonly articles: number;
  /** Share of addresses of a known family, which carry an id. */
  readonly known: number;
  /** Share of addresses under the page's own folder. */
  readonly own: number;
  readonly titleHan: number;
  readonly isAside: boolean;
}

// Where no lists of articles are (docs/field-notes.md §1.10).
const ASIDE_HEADING = ruleTable('aside-headings', [
  {
    id: 'words',
    match: [
      '^[\\s【[]{0,2}(?:相关(?!程度)|推荐|热门|热点|排行|友情|延伸|猜你|点击(?:量|排行)|最热|附件|您可能|阅读排行|信息排行)',
    ],
    source: 'docs/field-notes.md §1.10',
    keep: 'a longer list of popular articles beside a short column; on marked lists days and addresses tell them apart',
  },
]);
const CONTENT_WORD = /^(?:list|lists|con|content|main|news|xxgk|article)$/iu;
const FURNITURE_TAG = new Set(['nav', 'header', 'footer']);

/** Judges one group: dates first, then addresses, titles, order and place. */
export function scoreGroup(page: ListPage, group: RowGroup, rows: readonly Row[]): GroupScore {
  const n = Math.max(1, rows.length);
  const dated = rows.reduce((sum, row) => sum + dateWeight(row), 0) / n;
  const articles = rows.filter((row) => articleAddress(row.link.url) !== null).length / n;
  const known =
    rows.filter((row) => (articleAddress(row.link.url)?.id ?? null) !== null).length / n;
  const own = rows.filter((row) => isUnderPage(row.link.url, page.url)).length / n;
  const distinct = new Set(rows.map((row) => row.title)).size / n;
  const han = rows.map((row) => countHan(row.title)).toSorted((a, b) => a - b);
  const titleHan = han[han.length >> 1] ?? 0;
  const place = placeOf(page, group);
  const quality =
    0.5 * dated +
    0.2 * articles +
    0.2 * Math.min(1, Math.max(0, (titleHan - 3) / 9)) * distinct +
    0.1 * descending(rows) -
    (place === 'furniture' ? 0.5 : 0) -
    (place === 'aside' ? 0.3 : 0);
  const value = (quality + 0.15 * own) * (rows.length / (rows.length + 2));
  const isAside = place !== 'main';
  return { quality, value, dated, articles, known, own, titleHan, isAside };
}

function dateWeight(row: Row): number {
  if (!row.isDated) return 0;
  return row.date?.isShort === false ? 1 : 0.85;
}

/** Share of neighbours in falling order; pinned rows on top cost little. */
function descending(rows: readonly Row[]): number {
  const dates = rows.flatMap((row) => (row.date === null ? [] : [row.date.date]));
  if (dates.length < 2) return 0;
  const falling = dates.slice(1).filter((date, index) => date <= (dates[index] ?? ''));
  return falling.length / (dates.length - 1);
}

/** Whether an address lies under the folder of the list page. */
export function isUnderPage(url: string, pageUrl: string | null): boolean {
  if (pageUrl === null) return false;
  const folder = (address: string): string =>
    address.replace(/^https?:\/\//u, '').replace(/[?#].*$/u, '');
  const home = folder(pageUrl).replace(/[^/]*$/u, '');
  return home.split('/').length > 2 && folder(url).startsWith(home);
}

function placeOf(page: ListPage, group: RowGroup): 'main' | 'aside' | 'furniture' {
  let place: 'main' | 'aside' = 'main';
  for (
    let at: PageElement | undefined = group.parent;
    at !== undefined;
    at = page.tree.elements[at.parent]
  ) {
    const kinds = new Set(wordsOf(at).map((word) => surroundingOf(word.toLowerCase())));
    if (FURNITURE_TAG.has(at.tag) || kinds.has('furniture')) return 'furniture';
    if (at.tag === 'aside' || kinds.has('aside')) place = 'aside';
  }
  return place === 'main' && ASIDE_HEADING.test(headingBefore(page, group)) ? 'aside' : place;
}

/** The words of class and id; a name such as `xxgk_nav_list` (Lonsun's rows) does not mean a menu. */
function wordsOf(element: PageElement): readonly string[] {
  const names = `${element.attributes['class'] ?? ''} ${element.attributes['id'] ?? ''}`;
  return names
    .slice(0, 300)
    .split(/\s+/u)
    .flatMap((name) => {
      const words = name.split(/[_-]+|\d+/u).filter((word) => word !== '');
      return words.length > 1 && words.some((word) => CONTENT_WORD.test(word)) ? [] : words;
    });
}

/** The last words before a group: its heading, with or without 更多 after it. */
function headingBefore(page: ListPage, group: RowGroup): string {
  const first = group.units[0]?.element.textFrom ?? group.parent.textFrom;
  const before = page.tree.texts.slice(Math.max(0, first - 12), first).map(foldSpace);
  const heading = before.findLast((text) => text !== '' && !isButtonText(text)) ?? '';
  return heading.length <= 12 ? heading : '';
}
