import { isFutureDate, parseDate } from '../../text/dates.ts';
import type { ListPage, RowUnit } from './group-rows.ts';
import type { RowDate } from './row-date.ts';

interface Dated {
  readonly unit: RowUnit;
  readonly date: RowDate | null;
}

const YEAR = /^[【[(（]?(20\d\d)\s?年?度?[】\])）]?$/u;
const LOOK_BACK = 6;

/** Days without a year take that of the heading over them: `2024年`, then `05-01`. */
export function withHeadingYears<Row extends Dated>(
  page: ListPage,
  rows: readonly Row[],
): readonly Row[] {
  let year: string | null = null;
  return rows.map((row) => {
    year = yearBefore(page, row.unit.element.textFrom) ?? year;
    if (year === null || row.date?.isShort !== true) return row;
    const date = parseDate(`${year}${row.date.date.slice(4)}`);
    if (date === null || isFutureDate(date, page.today)) return row;
    return { ...row, date: { ...row.date, date, isShort: false } };
  });
}

/** The year that is the last text before a row; one of several in a line is a choice, not a heading. */
function yearBefore(page: ListPage, at: number): string | null {
  const before = page.tree.texts
    .slice(Math.max(0, at - LOOK_BACK), at)
    .map((text) => text.trim())
    .filter((text) => text !== '');
  const year = YEAR.exec(before.at(-1) ?? '')?.[1] ?? null;
  return year === null || YEAR.test(before.at(-2) ?? '') ? null : year;
}
