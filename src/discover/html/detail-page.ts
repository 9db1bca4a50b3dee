import { countHan, foldSpace } from '../../text/han.ts';
import { articleAddress } from '../../markup/article-address.ts';
import { bodyTrust } from '../../markup/containers.ts';
import { furnitureKind } from '../../furniture/furniture.ts';
import { saysPaged } from './page-signs.ts';
import type { ChosenGroups } from './choose-groups.ts';
import type { ListPage } from './group-rows.ts';
import type { PageElement } from '../../markup/page-tree.ts';

// Points at which a page is one article's; undated rows are most often its related links.
const DETAIL = 3;
const DETAIL_UNDATED = 1.5;
// Lists turn pages (页), articles name their neighbors (篇).
const NEIGHBORS = /上一[篇条则]|下一[篇条则]/u;
const PROSE_HAN = 18;

/** Whether this is one article's page, with related rows at most, rather than a list. */
export function isDetailPage(page: ListPage, chosen: ChosenGroups | null): boolean {
  const best = chosen?.groups[0];
  const limit = best !== undefined && best.score.dated < 0.5 ? DETAIL_UNDATED : DETAIL;
  return articlePoints(page, chosen) - listPoints(page, chosen) >= limit;
}

function articlePoints(page: ListPage, chosen: ChosenGroups | null): number {
  const metas = page.tree.meta;
  const title = foldSpace(metas.get('articletitle') ?? '');
  const hasTitle = countHan(title) >= 4 && title !== foldSpace(metas.get('columnname') ?? '');
  const isTaken = takenTexts(page, chosen);
  const prose = proseHan(page, isTaken);
  let points = hasTitle ? 2 : 0;
  if (hasTitle && (metas.get('pubdate') ?? '').trim() !== '') points += 1;
  points += addressPoints(page.url);
  if (NEIGHBORS.test(page.tree.texts.join(' ').slice(0, 200_000))) points += 2;
  points += Math.min(2, aboutLines(page, isTaken) * 0.5);
  if (prose.inBody >= 60) points += 1.5;
  if (prose.all >= 300) points += 1;
  if (prose.all >= 1_000) points += 1;
  if (prose.all >= 300 && prose.all > 2 * titlesHan(chosen)) points += 1.5;
  if (isHeaded(page, isTaken)) points += 1.5;
  return points;
}

/** Lines such as 来源 and 打印本页: lists have none outside their rows. */
function aboutLines(page: ListPage, isTaken: Uint8Array): number {
  const lines = page.tree.texts.filter(
    (text, at) => isTaken[at] !== 1 && KINDS.has(furnitureKind(foldSpace(text)) ?? ''),
  );
  return new Set(lines).size;
}

const KINDS: ReadonlySet<string> = new Set(['about', 'end']);

function titlesHan(chosen: ChosenGroups | null): number {
  const rows = chosen?.groups.flatMap((group) => group.rows) ?? [];
  return rows.reduce((sum, row) => sum + countHan(row.title), 0);
}

/** Whether the window's title is long and is a heading of the page: a column's name is short. */
function isHeaded(page: ListPage, isTaken: Uint8Array): boolean {
  const title = foldSpace(page.tree.title.split(/[-_|—]/u)[0] ?? '');
  if (countHan(title) < 12) return false;
  return page.tree.texts.some((text, index) => isTaken[index] !== 1 && foldSpace(text) === title);
}

// show.asp?id=12, NewsView.aspx?NewsID=12; list.asp and showList.jsp are lists.
const DETAIL_SCRIPT =
  /\/(?!\w{0,40}list)\w{0,40}(?:show|view|detail|article|read)\w{0,20}\.(?:aspx?|jsp|php|do)\?(?:[^#]{0,300}&)?\w{0,20}id=\w/iu;

/** A page at an article's address of a known family is one; other numbered pages may be lists. */
function addressPoints(url: string | null): number {
  if (DETAIL_SCRIPT.test(url ?? '')) return 2;
  const path = url?.replace(/[?#].*$/u, '') ?? '';
  if (!/\.(?:s?html?|jhtml)$/iu.test(path) || /index|list|col\d+\/$/iu.test(path.slice(-24)))
    return 0;
  const form = articleAddress(path);
  if (form === null) return 0;
  if (form.family !== null) return 4;
  return form.id === null ? 1 : 2;
}

function listPoints(page: ListPage, chosen: ChosenGroups | null): number {
  const best = chosen?.groups[0];
  if (best === undefined) return 0;
  const strength = best.score.dated >= 0.8 ? 1 : 0.3;
  const isPaged = saysPaged(
    page.tree.texts.slice(best.rows[0]?.unit.element.textFrom ?? 0).join(' '),
  );
  const size = Math.min(2.5, best.rows.length / 6) + (isPaged && best.rows.length >= 3 ? 1 : 0);
  return strength * (size - (best.score.isAside ? 1 : 0));
}

/** Marks the texts of links and of the rows that were found. */
function takenTexts(page: ListPage, chosen: ChosenGroups | null): Uint8Array {
  const isTaken = new Uint8Array(page.tree.texts.length);
  const rows = chosen?.groups.flatMap((group) => group.rows.map((row) => row.unit.element)) ?? [];
  const taken: readonly PageElement[] = [...rows, ...page.links.map((link) => link.element)];
  for (const element of taken) isTaken.fill(1, element.textFrom, element.textTo);
  return isTaken;
}

/** Han characters of sentences outside links and rows: all, and those in an article's container. */
function proseHan(page: ListPage, isTaken: Uint8Array): { all: number; inBody: number } {
  const inBody = new Uint8Array(page.tree.texts.length);
  for (const element of page.tree.elements) {
    if (namesBody(element)) inBody.fill(1, element.textFrom, element.textTo);
  }
  const sum = { all: 0, inBody: 0 };
  for (const [index, text] of page.tree.texts.entries()) {
    if (isTaken[index] === 1) continue;
    const han = countHan(text);
    if (han < PROSE_HAN || !/[，。；、：]/u.test(text)) continue;
    sum.all += han;
    if (inBody[index] === 1) sum.inBody += han;
  }
  return sum;
}

/** Where page systems put one article's text. */
function namesBody({ attributes }: PageElement): boolean {
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`;
  if (names === ' ') return false;
  const words = names.slice(0, 200).toLowerCase().split(/\s+/u);
  return words.some((word) => bodyTrust(word) !== null);
}
