import { isFutureDate, parseDate } from '../../text/dates.ts';
import type { ListPage, RowUnit } from './group-rows.ts';
import type { RowDate } from './row-date.ts';

interface Dated {
  readonly unit: RowUnit;
  readonly date: RowDate | null;
}

const HEADING = /^[【[(（]?(20\d\d)\s?年?度?[】\])）]?$/u;
const NAMED_YEAR = /(?<!\d)(20\d\d)\s?年/gu;
const FOLDER_YEAR = /(?<!\d)(20\d\d)(?!\d)/gu;
const LOOK_BACK = 6;

/** Days without a year take that of the heading over them (`2024年`, then `05-01`), or of a yearly column. */
export function withHeadingYears<Row extends Dated>(
  page: ListPage,
  rows: readonly Row[],
): readonly Row[] {
  if (rows.every(({ date }) => date?.isShort !== true)) return rows;
  let year = columnYear(page);
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
  const year = HEADING.exec(before.at(-1) ?? '')?.[1] ?? null;
  return year === null || HEADING.test(before.at(-2) ?? '') ? null : year;
}

/** The year of a column that holds only one: `2024年建议提案答复`, `/2024jyta/` (docs/field-notes.md §1.10). */
function columnYear({ tree, url }: ListPage): string | null {
  const named = onlyYear(`${tree.meta.get('columnname') ?? ''} ${tree.title}`, NAMED_YEAR);
  return named ?? onlyYear(url?.replace(/^https?:\/\/[^/]*/u, '') ?? '', FOLDER_YEAR);
}

function onlyYear(text: string, pattern: RegExp): string | null {
  const years = new Set(
    Array.from(text.slice(0, 600).matchAll(pattern), (match) => match[1] ?? ''),
  );
  return years.size === 1 ? ([...years][0] ?? null) : null;
}
