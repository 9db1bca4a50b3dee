import type { DayRange } from '../base/calendar.ts';

/** Days in words, for a range whose beginning may be the letter's own day: 2025年, 2025年3月, 2025年12月31日前. */
export interface RangeWords {
  readonly day: (date: string) => string;
  readonly month: (year: number, month: number) => string;
  readonly year: (year: number) => string;
  readonly before: (date: string) => string;
  readonly between: (from: string, to: string) => string;
}

/** Says a range of days as shortly as it can be said; `since` is the day from which the letter counts. */
export function rangeInWords(range: DayRange, since: string | null, words: RangeWords): string {
  const { from, to } = range;
  if (from === to) return words.day(from);
  const year = Number(from.slice(0, 4));
  if (from === `${year}-01-01` && to === `${year}-12-31`) return words.year(year);
  if (from.endsWith('-01') && to.slice(0, 7) === from.slice(0, 7) && isLastOfMonth(to)) {
    return words.month(year, Number(from.slice(5, 7)));
  }
  return from === since ? words.before(to) : words.between(from, to);
}

function isLastOfMonth(date: string): boolean {
  const next = new Date(`${date}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}
