import { countHan, foldSpace } from '../text/han.ts';
import { pathWithin } from './group-rows.ts';
import { textBetween } from './load-list-dom.ts';
import {
  betterDate,
  rankOf,
  readBareDate,
  readLabelledDate,
  readTornDate,
  splitTitleDate,
} from './row-date.ts';
import { cleanTitle, fullerTitle, isButtonText } from './row-title.ts';
import { columnLabels } from './table-columns.ts';
import type { ListPage, RowGroup, RowUnit } from './group-rows.ts';
import type { ListLink } from './list-links.ts';
import type { ListElement } from './load-list-dom.ts';
import type { RowDate } from './row-date.ts';

/** One row as read: the entry's link, title and date. */
export interface Row {
  readonly unit: RowUnit;
  readonly link: ListLink;
  readonly title: string;
  readonly date: RowDate | null;
  /** Han characters of running text in the row besides its title. */
  readonly extraHan: number;
}

interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** Reads the rows of a group; units without a usable link are left out. */
export function findRows(page: ListPage, group: RowGroup): readonly Row[] {
  const slot = mainSlot(page, group);
  const labels = columnLabels(page.dom, group);
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
  return rows.length === 0 ? 0 : rows.filter((row) => row.date !== null).length / rows.length;
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

/** The place inside the rows at which the entry's link stands: many distinct addresses, long titles. */
function mainSlot(page: ListPage, group: RowGroup): string {
  const slots = new Map<string, { urls: Set<string>; han: number[] }>();
  for (const unit of group.units) {
    for (const [slot, link] of slotsOf(page, unit)) {
      const known = slots.get(slot) ?? { urls: new Set<string>(), han: [] };
      known.urls.add(link.url);
      known.han.push(Math.min(40, countHan(bestText(link))));
      slots.set(slot, known);
    }
  }
  let best = { slot: '', value: -1 };
  for (const [slot, { urls, han }] of slots) {
    const value = urls.size * (han.toSorted((a, b) => a - b)[han.length >> 1] ?? 0);
    if (value > best.value) best = { slot, value };
  }
  return best.slot;
}

function slotsOf(page: ListPage, unit: RowUnit): readonly (readonly [string, ListLink])[] {
  const counts = new Map<string, number>();
  return unit.links.map((link) => {
    const path = pathWithin(page.dom, unit.element, link.element);
    const count = counts.get(path) ?? 0;
    counts.set(path, count + 1);
    return [`${path}#${count}`, link] as const;
  });
}

function mainLink(page: ListPage, unit: RowUnit, slot: string): ListLink | null {
  const chosen = slotsOf(page, unit).find(([name]) => name === slot)?.[1];
  if (chosen !== undefined && countHan(bestText(chosen)) >= 4) return chosen;
  const longest = unit.links.reduce<ListLink | null>(
    (best, link) =>
      best === null || countHan(bestText(link)) > countHan(bestText(best)) ? link : best,
    null,
  );
  return longest !== null && countHan(bestText(longest)) >= 4 ? longest : (chosen ?? longest);
}

function bestText(link: ListLink): string {
  const text = fullerTitle(link.text, link.element.attributes['title']);
  return isButtonText(text) ? '' : text;
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
    ...page.dom.texts.slice(range.from, Math.max(range.from, Math.min(range.to, anchor.textFrom))),
    ...page.dom.texts.slice(Math.max(range.from, anchor.textTo), range.to),
  ];
  const date = [
    readCells(page, unit, labels),
    readPieces([...timesWithin(page, unit.element), ...outside], page.today),
    inLink.date,
  ].reduce(betterDate, null);
  const split = splitTitleDate(inLink.title, page.today);
  const attribute = anchor.attributes['title'] ?? imageText(page, anchor);
  const isRepeated = split.date !== null && (date === null || date.date === split.date.date);
  let title = fullerTitle(isRepeated ? split.title : inLink.title, attribute);
  if (isButtonText(title) || countHan(title) < 2)
    title = titleOutside(outside, page.today) ?? title;
  if (title === '' || isButtonText(title) || countHan(title) > MAX_TITLE_HAN) return null;
  const outsideHan = countHan(outside.join(''));
  return { unit, link, title, date: date ?? split.date, extraHan: outsideHan + inLink.extraHan };
}

/** `<time datetime>` says the year that the text beside it may leave out. */
function timesWithin(page: ListPage, row: ListElement): readonly string[] {
  return page.dom.elements
    .slice(row.index, Math.min(row.end, row.index + 60))
    .flatMap((element) =>
      element.tag === 'time' ? [element.attributes['datetime']?.slice(0, 10) ?? ''] : [],
    );
}

/** A table's cells, each under its heading: 成文日期 and 发布日期 are told apart. */
function readCells(page: ListPage, unit: RowUnit, labels: readonly string[]): RowDate | null {
  if (labels.length === 0) return null;
  let best: RowDate | null = null;
  for (const [index, child] of unit.element.children.entries()) {
    const cell = page.dom.elements[child];
    const label = labels[index];
    if (cell === undefined || label === undefined) continue;
    const text = textBetween(page.dom, { from: cell.textFrom, to: cell.textTo });
    const date = readBareDate(text, page.today);
    if (date !== null) best = betterDate(best, { ...date, rank: rankOf(label) });
  }
  return best;
}

/** The best date among pieces of text: alone in its element, torn into several, or labelled in a line. */
function readPieces(pieces: readonly string[], today: string, isTitle = false): RowDate | null {
  const full = pieces.map(foldSpace).filter((piece) => piece !== '');
  let best: RowDate | null = null;
  for (const [index, piece] of full.entries()) {
    const date = readBareDate(piece, today) ?? (isTitle ? null : readLabelledDate(piece, today));
    if (date === null) continue;
    const label = full[index - 1] ?? '';
    const isLabel = date.rank === 1 && /[日期时间][\s:：]*$/u.test(label) && label.length <= 12;
    best = betterDate(best, isLabel ? { ...date, rank: rankOf(label) } : date);
  }
  if ((best !== null && !best.isShort) || full.length > MAX_TORN_PIECES) return best;
  for (let from = 0; from < full.length; from += 1) {
    for (let size = 2; size <= 6; size += 1) {
      const date = readTornDate(full.slice(from, from + size), today);
      if (date !== null) return betterDate(date, best);
    }
  }
  return best;
}

const MAX_TITLE_HAN = 120;
const MAX_TORN_PIECES = 40;

/** The title inside a link, which may wrap a whole card with heading, abstract and date. */
function readLinkText(
  page: ListPage,
  anchor: ListElement,
): { readonly title: string; readonly date: RowDate | null; readonly extraHan: number } {
  const pieces = page.dom.texts.slice(anchor.textFrom, anchor.textTo);
  const whole = foldSpace(pieces.join(''));
  const date = readPieces(pieces, page.today, true);
  if (anchor.tag !== 'a' && anchor.tag !== 'area') {
    // A whole row that opens on a click: its longest text is the title.
    return { title: titleOutside(pieces, page.today) ?? whole, date, extraHan: 0 };
  }
  const heading = headingWithin(page, anchor);
  if (heading !== null)
    return { title: heading, date, extraHan: countHan(whole) - countHan(heading) };
  if (date === null) {
    const longest = countHan(whole) > MAX_TITLE_HAN ? longestPiece(pieces, page.today) : whole;
    return { title: longest, date, extraHan: countHan(whole) - countHan(longest) };
  }
  const kept = pieces.filter((piece) => readBareDate(foldSpace(piece), page.today) === null);
  const title = foldSpace(kept.join(''));
  const torn = /^\d{1,2}\s?20\d\d[-/.年]\d{1,2}月?\s?|\s?20\d\d[-/.年]\d{1,2}月?\s?\d{1,2}$/u;
  return { title: title.replace(torn, ''), date, extraHan: 0 };
}

function headingWithin(page: ListPage, anchor: ListElement): string | null {
  for (let index = anchor.index + 1; index < Math.min(anchor.end, anchor.index + 40); index += 1) {
    const element = page.dom.elements[index];
    if (element === undefined) break;
    const names = element.attributes['class'] ?? '';
    if (
      !/^h[1-6]$/u.test(element.tag) &&
      !/(?:^|[\s_-])(?:tit|title|bt|biaoti|name)(?:$|[\s_-])/iu.test(names)
    )
      continue;
    const text = foldSpace(textBetween(page.dom, { from: element.textFrom, to: element.textTo }));
    if (countHan(text) >= 4) return text;
  }
  return null;
}

function longestPiece(pieces: readonly string[], today: string): string {
  return foldSpace(
    pieces
      .filter((piece) => readBareDate(piece, today) === null)
      .reduce(
        (best, piece) => (countHan(best) >= 6 && countHan(best) <= MAX_TITLE_HAN ? best : piece),
        '',
      ),
  );
}

function titleOutside(pieces: readonly string[], today: string): string | null {
  const titles = pieces
    .map(cleanTitle)
    .filter(
      (piece) =>
        countHan(piece) >= 4 && !isButtonText(piece) && readBareDate(piece, today) === null,
    );
  return titles.reduce<string | null>(
    (best, piece) => (best === null || countHan(piece) > countHan(best) ? piece : best),
    null,
  );
}

function imageText(page: ListPage, anchor: ListElement): string | undefined {
  for (let index = anchor.index + 1; index < Math.min(anchor.end, anchor.index + 8); index += 1) {
    const element = page.dom.elements[index];
    if (element?.tag === 'img') return element.attributes['alt'] ?? element.attributes['title'];
  }
  return undefined;
}
