import { calendarDay, lastOfMonth } from './calendar.ts';

const CHINESE = new Intl.DateTimeFormat('en-u-ca-chinese', {
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});
const DAY_MS = 86_400_000;
const KNOWN = new Map<string, string | null>();

/**
 * The day (`YYYY-MM-DD`) in a year on which a day of the Chinese calendar falls, or null where none does; leap months
 * are passed over. The calendar is that of the runtime's ICU (`Intl`).
 */
export function lunarDay(year: number, month: number, day: number): string | null {
  const key = `${year}-${month}-${day}`;
  const found = KNOWN.get(key);
  if (found !== undefined) return found;
  const made = search(year, `${month}/${day}`, month);
  KNOWN.set(key, made);
  return made;
}

/** A month of the Chinese calendar begins 20 to 50 days after that of the same number. */
function search(year: number, wanted: string, month: number): string | null {
  const first = calendarDay(year, month, 20);
  if (first === null) return null;
  const from = Date.parse(first);
  for (let count = 0; count < 70; count += 1) {
    const at = new Date(from + count * DAY_MS);
    if (CHINESE.format(at) === wanted) return at.toISOString().slice(0, 10);
  }
  return null;
}

/** The day before a day, both `YYYY-MM-DD`. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
}

/** The ten days of a month that are called its first, middle and last: 上旬, 中旬, 下旬. */
export function tenDays(
  year: number,
  month: number,
  part: string,
): { from: string; to: string } | null {
  const at = '上中下'.indexOf(part);
  const from = at < 0 ? null : calendarDay(year, month, at * 10 + 1);
  const to = at === 2 ? lastOfMonth(year, month) : calendarDay(year, month, at * 10 + 10);
  return from === null || to === null ? null : { from, to };
}
