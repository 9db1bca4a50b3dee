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
const UNITS = /[年月日/.-]/gu;
const MAX_LENGTH = 14;

/** The days that parts of one may mean, likeliest first: `18` `2024-03`, `2024` `03-18`, `18` `09` `2024`. */
export function tornDates(parts: readonly string[]): readonly string[] {
  const bare = parts.join('');
  if (bare.length > MAX_LENGTH || bare.length < 6) return [];
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
