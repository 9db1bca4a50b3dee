import { countHan } from '../../text/han.ts';
import { pathWithin, type ListPage, type RowGroup, type RowUnit } from './group-rows.ts';
import { withHeadingYears } from './heading-year.ts';
import { MAX_TITLE_HAN, imageLabel, readLinkText, titleOutside } from './link-title.ts';
import { mainLink, mainSlot } from './main-link.ts';
import { betterDate, isRelativeDay, splitTitleDate, type RowDate } from './row-date.ts';
import { readCells, readPieces, timesWithin } from './row-pieces.ts';
import { fullerTitle, isButtonText } from './row-title.ts';
import { columnLabels } from './table-columns.ts';
import type { ListLink } from '../../markup/list-links.ts';

/** One row as read: the entry's link, title and date. */
export interface Row {
  readonly unit: RowUnit;
  readonly link: ListLink;
  readonly title: string;
  readonly date: RowDate | null;
  /** Whether the row says when, be it `3天前`. */
  readonly isDated: boolean;
  /** Han characters of running text in the row besides its title. */
  readonly extraHan: number;
}

interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Reads the rows of a group; units without a usable link are left out. */
export function findRows(page: ListPage, group: RowGroup): readonly Row[] {
  return withHeadingYears(page, withoutUndatedNeighbors(page, bestReading(page, group)));
}

/** Where nearly all rows are dated and alike, an undated neighbor of another build is none (menus, footers). */
function withoutUndatedNeighbors(page: ListPage, rows: readonly Row[]): readonly Row[] {
  if (rows.length < MIN_ALIKE || datedShare(rows) < 0.6) return rows;
  const build = (row: Row): string => pathWithin(page.tree, row.unit.element, row.link.element);
  const builds = new Set(rows.filter((row) => row.isDated).map(build));
  return rows.filter((row) => row.isDated || builds.has(build(row)));
}

const MIN_ALIKE = 5;

function bestReading(page: ListPage, group: RowGroup): readonly Row[] {
  const slot = mainSlot(page, group);
  const labels = columnLabels(page.tree, group);
  const inside = readAll(page, group, { slot, labels, range: ownRange });
  if (group.units.length < 2 || datedShare(inside) >= 0.4) return inside;
  // Flat lists: `<a>…</a> 2024-01-01<br>`, dt/dd, a title row over a date row, or the date before.
  const flat = [rangeUntilNext, rangeSincePrevious].map((range) =>
    readAll(page, group, { slot, labels, range }),
  );
  return [inside, ...flat].reduce((best, rows) =>
    datedShare(rows) > datedShare(best) + 0.2 ? rows : best,
  );
}

function datedShare(rows: readonly Row[]): number {
  return rows.length === 0 ? 0 : rows.filter((row) => row.isDated).length / rows.length;
}

interface Reading {
  readonly slot: string;
  readonly labels: readonly string[];
  readonly range: (group: RowGroup, index: number) => TextRange;
}

const ASSET = /\.(?:png|jpe?g|gif|bmp|svg|webp|ico|mp[34]|zip|rar|7z|exe|apk)$/iu;
// No row leads to a site's front page.
const SITE_ROOT = /^https?:\/\/[^/]+\/?(?:index\.\w{2,5})?$/iu;

function readAll(page: ListPage, group: RowGroup, reading: Reading): readonly Row[] {
  return group.units.flatMap((unit, index) => {
    const link = mainLink(page, unit, reading.slot);
    if (link === null || ASSET.test(link.url) || SITE_ROOT.test(link.url)) return [];
    const row = readRow(page, { unit, link, range: reading.range(group, index) }, reading.labels);
    return row === null ? [] : [row];
  });
}

function ownRange(group: RowGroup, index: number): TextRange {
  const element = group.units[index]?.element;
  return { from: element?.textFrom ?? 0, to: element?.textTo ?? 0 };
}

const MAX_FLAT_TEXTS = 24;

function rangeUntilNext(group: RowGroup, index: number): TextRange {
  const own = ownRange(group, index);
  const next = group.units[index + 1]?.element.textFrom ?? group.parent.textTo;
  return { from: own.from, to: Math.max(own.to, Math.min(next, own.to + MAX_FLAT_TEXTS)) };
}

function rangeSincePrevious(group: RowGroup, index: number): TextRange {
  const own = ownRange(group, index);
  const previous = group.units[index - 1]?.element.textTo ?? group.parent.textFrom;
  return { from: Math.min(own.from, Math.max(previous, own.from - MAX_FLAT_TEXTS)), to: own.to };
}

interface RowInput {
  readonly unit: RowUnit;
  readonly link: ListLink;
  readonly range: TextRange;
}

function readRow(page: ListPage, input: RowInput, labels: readonly string[]): Row | null {
  const { link, range, unit } = input;
  const anchor = link.element;
  const inLink = readLinkText(page, anchor);
  const outside = [
    ...page.tree.texts.slice(range.from, Math.max(range.from, Math.min(range.to, anchor.textFrom))),
    ...page.tree.texts.slice(Math.max(range.from, anchor.textTo), range.to),
  ];
  const date = [
    readCells(page, unit, labels),
    readPieces([...timesWithin(page, unit.element), ...outside], page.today),
    inLink.date,
  ].reduce(betterDate, null);
  const split = splitTitleDate(inLink.title, page.today);
  const attribute = anchor.attributes['title'] ?? imageLabel(page.tree, anchor);
  const isRepeated = split.date !== null && (date === null || date.date === split.date.date);
  let title = fullerTitle(isRepeated ? split.title : inLink.title, attribute);
  if (isButtonText(title) || countHan(title) < 2)
    title = titleOutside(outside, page.today) ?? title;
  if (title === '' || isButtonText(title) || countHan(title) > MAX_TITLE_HAN) return null;
  const inside = page.tree.texts.slice(anchor.textFrom, anchor.textTo);
  const day = date ?? split.date;
  const isDated = day !== null || [...outside, ...inside].some((piece) => isRelativeDay(piece));
  const extraHan = countHan(outside.join('')) + inLink.extraHan;
  return { unit, link, title, date: day, isDated, extraHan };
}
