import { countHan } from '../../text/han.ts';
import { findRows, type Row } from './find-rows.ts';
import { groupRows, pathWithin, type ListPage, type RowGroup } from './group-rows.ts';
import { callsForRows, hasEmptyList, saysColumn, saysEmpty, saysPaged } from './page-signs.ts';
import { scoreGroup, type ScoredGroup } from './score-group.ts';
import { findSingleRow } from './single-row.ts';
import type { PageElement } from '../../markup/page-tree.ts';

/** The groups whose rows are the page's list, best first, and how clearly they won. */
export interface ChosenGroups {
  readonly groups: readonly ScoredGroup[];
  /** 0 to 1. */
  readonly confidence: number;
}

const MAX_JUDGED = 150;
const MIN_VALUE = 0.2;
const SINGLE_CONFIDENCE = 0.35;

/** Chooses the list of a page: the best group, the other pieces of it, and on home pages the other blocks. */
export function chooseGroups(page: ListPage, isHome: boolean): ChosenGroups {
  const found = groupRows(page);
  const judged = found
    .filter((group) => group.units.length >= 2 || isSingleRow(group))
    .toSorted((a, b) => b.units.length - a.units.length)
    .slice(0, MAX_JUDGED)
    .map((group) => judge(page, group));
  const merged = mergePieces(page, judged);
  const isEmpty = saysEmpty(wordsOf(page));
  const accepted = merged
    .filter((item) => isList(item) || isBareList(page, item))
    .filter((item) => !isSide(item, isEmpty))
    .toSorted((a, b) => b.score.value - a.score.value);
  const best = accepted[0];
  if (best === undefined) {
    const single = findSingleRow(page, found);
    return single === null
      ? { groups: [], confidence: 0 }
      : { groups: [single], confidence: SINGLE_CONFIDENCE };
  }
  const others = accepted.slice(1).filter((item) => !overlaps(item, best));
  const blocks = others.filter((item) => isHomeBlock(item, best));
  const kept = isHome || isPortal(page, blocks) ? blocks : [];
  const rival = others.find((item) => !kept.includes(item) && !item.score.isAside);
  return { groups: [best, ...dropOverlaps(kept)], confidence: confidenceOf(best, rival) };
}

function judge(page: ListPage, group: RowGroup): ScoredGroup {
  const rows = findRows(page, group);
  return { group, rows, score: scoreGroup(page, group, rows) };
}

/** One row whose sisters have other parents: kept only to be merged with them. */
function isSingleRow(group: RowGroup): boolean {
  const unit = group.units[0];
  if (unit === undefined || !/^(?:li|tr|td|dd|dl|p|div)$/u.test(unit.element.tag)) return false;
  return unit.links.some((link) => countHan(link.text) >= 6);
}

function isList(item: ScoredGroup): boolean {
  const { score, rows } = item;
  if (rows.length < 2 || score.value < MIN_VALUE) return false;
  if (new Set(rows.map((row) => row.link.url)).size < rows.length * 0.5) return false;
  if (rows.length < FEW) return areCertainRows(item);
  if (score.dated >= 0.5) {
    // `第38号`: proposals are sometimes listed by number alone.
    const isNumbered = score.titleHan >= 2 && score.articles >= 0.9 && score.dated >= 0.8;
    return score.titleHan >= 8 || (score.titleHan >= 3 && score.articles >= 0.3) || isNumbered;
  }
  // Without dates only long titles at article addresses, in the column's folder or in number.
  const isStrong = score.titleHan >= 8 && !score.isAside;
  const isOwn = score.articles >= 0.7 && score.own >= 0.7 && rows.length >= 4;
  return isStrong && (isOwn || (score.known >= 0.7 && rows.length >= 8));
}

/** Many long titles at numbered addresses and no day, where no script would fetch the real list; of answers to proposals, a few will do. */
function isBareList(page: ListPage, { rows, score }: ScoredGroup): boolean {
  if (score.isAside || score.titleHan < 12 || score.articles < 0.9 || rows.length < FEW)
    return false;
  const answers = rows.filter(({ title }) => ANSWER.test(title.slice(0, MAX_TITLE))).length;
  if (rows.length < MANY && answers < rows.length * 0.9) return false;
  return !hasEmptyList(page) && !page.tree.scripts.some(callsForRows);
}

const MANY = 10;
const MAX_TITLE = 200;
const FEW = 4;
/** No menu says 第0135号提案办理情况的答复. */
const ANSWER =
  /\d\s?号[^号]{0,60}(?:提案|建议|议案)[^号]{0,30}(?:答复|回复|复函|意见)|(?:提案|建议|议案)[^号]{0,30}\d\s?号[^号]{0,30}(?:答复|回复|复函|意见)/u;

/** Two or three rows are believed only when each is plainly one: an article's address, a whole date, little else. */
function areCertainRows(item: ScoredGroup): boolean {
  const { rows, score } = item;
  if (score.isAside || score.articles < 1 || score.titleHan < 6) return false;
  if (rows.every((row) => DOCUMENT.test(row.link.url)) && rows[0]?.unit.element.tag !== 'tr')
    return false;
  if (new Set(rows.map((row) => row.title)).size < rows.length) return false;
  return rows.every((row) => row.date !== null && !row.date.isShort && row.extraHan < 120);
}

const DOCUMENT = /\.(?:pdf|docx?|xlsx?|wps|ofd)$/iu;

const PORTAL_BLOCKS = 3;
/** Several dated blocks and neither a path nor a pager: a department's front page at any address. */
function isPortal(page: ListPage, blocks: readonly ScoredGroup[]): boolean {
  if (dropOverlaps(blocks).length < PORTAL_BLOCKS) return false;
  const words = wordsOf(page);
  return !saysColumn(words) && !saysPaged(words);
}

/** Hot and related rows are not the column's, least of all where it says that it is empty. */
function isSide({ score, rows }: ScoredGroup, isEmpty: boolean): boolean {
  return score.isAside && score.own < 0.5 && (isEmpty || rows.length < 10);
}

function wordsOf(page: ListPage): string {
  return page.tree.texts.join(' ').slice(0, 60_000);
}

function isHomeBlock(item: ScoredGroup, best: ScoredGroup): boolean {
  return (
    !item.score.isAside && item.score.dated >= 0.5 && item.score.quality >= best.score.quality * 0.7
  );
}

function confidenceOf(best: ScoredGroup, rival: ScoredGroup | undefined): number {
  const margin = rival === undefined ? 1 : 1 - rival.score.value / best.score.value;
  const size = Math.min(1, best.rows.length / 5);
  const raw = best.score.quality * (0.55 + 0.25 * margin + 0.2 * size);
  const capped = best.score.dated < 0.5 ? Math.min(raw, 0.4) : raw;
  return Math.round(Math.max(0.05, Math.min(1, capped)) * 100) / 100;
}

/** Joins groups of one path and shape that are pieces of one list, cut into several parents (docs/field-notes.md §1.10). */
function mergePieces(page: ListPage, judged: readonly ScoredGroup[]): readonly ScoredGroup[] {
  const result: ScoredGroup[] = [];
  const rest = new Set(judged);
  for (const item of judged) {
    if (!rest.delete(item)) continue;
    const pieces = [item];
    const shape = shapeOf(page, item);
    // The list of pieces grows while it is walked: a piece may lead to the next one.
    for (const piece of shape === '' ? [] : pieces) {
      const more = [...rest].filter(
        (other) =>
          (shapeOf(page, other) === shape || isOneRecord(page, piece, other)) &&
          isPieceOf(page, piece, other),
      );
      for (const other of more) rest.delete(other);
      pieces.push(...more);
    }
    result.push(pieces.length === 1 ? item : joined(page, pieces));
  }
  return result;
}

function joined(page: ListPage, pieces: readonly ScoredGroup[]): ScoredGroup {
  const ordered = pieces.toSorted((a, b) => a.group.parent.index - b.group.parent.index);
  const first = pieces[0] ?? ordered[0];
  const rows = ordered
    .flatMap((piece) => piece.rows)
    .toSorted((a, b) => a.unit.element.index - b.unit.element.index);
  const group: RowGroup = {
    parent: first?.group.parent ?? pageRoot(page),
    units: rows.map((row) => row.unit),
    path: first?.group.path ?? '',
  };
  return { group, rows, score: scoreGroup(page, group, rows) };
}

function pageRoot(page: ListPage): PageElement {
  const root = page.tree.elements[0];
  if (root === undefined) throw new RangeError('a page has at least its root element');
  return root;
}

function shapeOf(page: ListPage, item: ScoredGroup): string {
  const row: Row | undefined = item.rows[0];
  if (row === undefined) return '';
  const isDated = item.rows.some((one) => one.isDated);
  return `${linkPathOf(page, item)}|${isDated ? 'dated' : 'bare'}`;
}

function linkPathOf(page: ListPage, { rows: [row] }: ScoredGroup): string {
  return row === undefined ? '' : pathWithin(page.tree, row.unit.element, row.link.element);
}

/** Each row of some systems is a piece of its own (`<record>`): one without a day that can be read is a row all the same. */
function isOneRecord(page: ListPage, item: ScoredGroup, other: ScoredGroup): boolean {
  return (
    item.group.path === other.group.path &&
    Math.min(item.rows.length, other.rows.length) === 1 &&
    linkPathOf(page, item) === linkPathOf(page, other)
  );
}

const NEAR_STEPS = 2;

function isPieceOf(page: ListPage, item: ScoredGroup, other: ScoredGroup): boolean {
  if (overlaps(item, other)) return false;
  if (item.group.path === other.group.path) return true;
  // Menus and footers are undated, short and near as well.
  if (other.score.dated === 0 && other.score.titleHan < 8 && item.score.titleHan >= 8) return false;
  const ancestors = ancestorsOf(page, item.group.parent);
  return ancestorsOf(page, other.group.parent).some(
    (index) => ancestors.includes(index) && index !== 0,
  );
}

function ancestorsOf(page: ListPage, element: PageElement): readonly number[] {
  const found: number[] = [];
  for (
    let at: PageElement | undefined = element;
    at !== undefined && found.length < NEAR_STEPS;
    at = page.tree.elements[at.parent]
  ) {
    found.push(at.index);
  }
  return found;
}

/** Whether one group's rows are inside the other's, or the same. */
function overlaps(a: ScoredGroup, b: ScoredGroup): boolean {
  const links = new Set(a.rows.map((row) => row.link.element.index));
  return b.rows.some((row) => links.has(row.link.element.index));
}

function dropOverlaps(items: readonly ScoredGroup[]): readonly ScoredGroup[] {
  return items.filter(
    (item, index) => !items.slice(0, index).some((other) => overlaps(item, other)),
  );
}
