import { calendarDay, type DayRange } from '../base/calendar.ts';

/** What a form is read with: its parts, and the letter's own day (`YYYY-MM-DD`) where it is known. */
export interface Found {
  readonly part: (name: string) => string;
  /** The year that the words name, or null where they need a letter's day that is not known. */
  readonly year: number | null;
  readonly base: string | null;
}

/** From the letter's day to another one; null where that is over. */
export function until(base: string | null, to: string | null): DayRange | null {
  if (to === null || (base !== null && to < base)) return null;
  return { from: base ?? `${to.slice(0, 4)}-01-01`, to };
}

/** A range that has begun, from the letter's day on. */
export function since(base: string | null, range: DayRange): DayRange {
  return base !== null && base > range.from && base <= range.to ? { ...range, from: base } : range;
}

/** 7月8日至8月16日. */
export function daysRange({ part, year }: Found): DayRange | null {
  const from = year === null ? null : calendarDay(year, Number(part('month')), Number(part('day')));
  const last = part('lastMonth') === '' ? part('month') : part('lastMonth');
  const to = year === null ? null : calendarDay(year, Number(last), Number(part('lastDay')));
  return from === null || to === null || to < from ? null : { from, to };
}
