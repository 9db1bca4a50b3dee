/** A closed range of days, each `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** How many days a month has; `month` is 1 to 12. */
function daysInMonth(year: number, month: number): number {
  // Day 0 of the next month is the last of this one.
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day as `YYYY-MM-DD`, or null where the calendar has no such day; the year has four digits. */
export function calendarDay(year: number, month: number, day: number): string | null {
  if (!(year >= 1000 && year <= 9999) || !(month >= 1 && month <= 12)) return null;
  if (!(day >= 1 && day <= daysInMonth(year, month))) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The last day of a month as `YYYY-MM-DD`, or null for an impossible month. */
export function lastOfMonth(year: number, month: number): string | null {
  return month >= 1 && month <= 12 ? calendarDay(year, month, daysInMonth(year, month)) : null;
}
