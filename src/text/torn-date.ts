import { calendarDay } from '../base/calendar.ts';

// A day torn off its month: `18` over `2024-03`, or `03-18` over `2024`; year, month and day by their groups.
const ORDERS: readonly {
  readonly pattern: RegExp;
  readonly order: readonly [number, number, number];
}[] = [
  { pattern: /^(\d{1,2})日?\/?(20\d{2})[-/.年](\d{1,2})月?$/u, order: [2, 3, 1] },
  { pattern: /^(20\d{2})[-/.年](\d{1,2})月?[-/.]?(\d{1,2})日?$/u, order: [1, 2, 3] },
  { pattern: /^(20\d{2})年?(\d{1,2})[-/.月](\d{1,2})日?$/u, order: [1, 2, 3] },
  { pattern: /^(\d{1,2})[-/.月](\d{1,2})日?(20\d{2})年?$/u, order: [3, 1, 2] },
];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAME = /(?:^|\d)(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?=\d|$)/iu;
const PART = /^\s?\/?\s?\d{1,4}\s?[-/.年月日]?(?:\s?\d{1,2}\s?[月日]?)?\s?$/u;
const UNITS = /[年月日/.-]/gu;
const MAX_LENGTH = 16;

/** Whether a line may be a part of a day that was torn apart. */
export function isTornPart(line: string): boolean {
  return PART.test(line);
}

/** The days that parts of one may mean, likeliest first: `18` `2024-03`, `2024` `03-18`, `18` `09` `2024`. */
export function tornDates(parts: readonly string[]): readonly string[] {
  const bare = parts.join('');
  if (bare.length > MAX_LENGTH || bare.length < 6) return [];
  const named = withMonthName(bare);
  if (named !== null) return [named];
  const found = [threefold(parts.filter((part) => /\d/u.test(part)))];
  for (const { pattern, order } of ORDERS) {
    const match = pattern.exec(bare);
    if (match === null) continue;
    const [year, month, day] = order.map((group) => Number(match[group]));
    found.push(calendarDay(year ?? 0, month ?? 0, day ?? 0));
  }
  return found.filter((date) => date !== null);
}

/** Day, month and year in an element each. */
function threefold(parts: readonly string[]): string | null {
  const [day, month, year] = parts.map((part) => part.replaceAll(UNITS, ''));
  if (parts.length !== 3 || !/^20\d\d$/u.test(year ?? '')) return null;
  return calendarDay(Number(year), Number(month), Number(day));
}

/** `18Jun2024` and `Jun182024`, as cards in the manner of English sites have it. */
function withMonthName(bare: string): string | null {
  const month = MONTH_NAME.exec(bare)?.[1];
  const year = /20\d{2}$/u.exec(bare)?.[0];
  const day = /\d{1,2}/u.exec(bare.slice(0, -4))?.[0];
  if (month === undefined || year === undefined || day === undefined) return null;
  return calendarDay(Number(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day));
}
