import { parseDate } from '../../text/dates.ts';
import { foldSpace } from '../../text/han.ts';
import { childrenOf, textOf, type PageElement } from '../../markup/page-tree.ts';
import {
  betterDate,
  rankOf,
  readBareDate,
  readLabelledDate,
  readSplitDate,
  type RowDate,
} from './row-date.ts';
import type { ListPage, RowUnit } from './group-rows.ts';

const MAX_SPLIT_PIECES = 40;

/** `<time datetime>` says the year that the text beside it may leave out. */
export function timesWithin(page: ListPage, row: PageElement): readonly string[] {
  return page.tree.elements
    .slice(row.index, Math.min(row.end, row.index + 60))
    .flatMap((element) =>
      element.tag === 'time' ? [parseDate(element.attributes['datetime'] ?? '') ?? ''] : [],
    );
}

/** A table's cells, each under its heading: 成文日期 and 发布日期 are distinguished. */
export function readCells(
  page: ListPage,
  unit: RowUnit,
  labels: readonly string[],
): RowDate | null {
  if (labels.length === 0) return null;
  let best: RowDate | null = null;
  for (const [index, cell] of childrenOf(page.tree, unit.element).entries()) {
    const label = labels[index];
    if (label === undefined) continue;
    const text = textOf(page.tree, cell);
    const date = readBareDate(text, page.today);
    if (date !== null) best = betterDate(best, { ...date, rank: rankOf(label) });
  }
  return best;
}

/** The best date among pieces of text: alone in its element, torn into several, or labelled in a line. */
export function readPieces(
  pieces: readonly string[],
  today: string,
  isTitle = false,
): RowDate | null {
  const full = pieces.map(foldSpace).filter((piece) => piece !== '');
  let best: RowDate | null = null;
  for (const [index, piece] of full.entries()) {
    const date = readBareDate(piece, today) ?? (isTitle ? null : readLabelledDate(piece, today));
    if (date === null) continue;
    const label = full[index - 1] ?? '';
    const isLabel = date.rank === 1 && /[日期时间][\s:：]*$/u.test(label) && label.length <= 12;
    best = betterDate(best, isLabel ? { ...date, rank: rankOf(label) } : date);
  }
  if ((best !== null && !best.isShort) || full.length > MAX_SPLIT_PIECES) return best;
  for (let from = 0; from < full.length; from += 1) {
    for (let size = 2; size <= 6; size += 1) {
      const date = readSplitDate(full.slice(from, from + size), today);
      if (date !== null) return betterDate(date, best);
    }
  }
  return best;
}
