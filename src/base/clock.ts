import { calendarDay } from './calendar.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** How far Asia/Shanghai is ahead of UTC, in milliseconds. China has kept UTC+8 without summer time since 1991. */
export const SHANGHAI_OFFSET_MS = 8 * HOUR_MS;

/** The calendar day (`YYYY-MM-DD`) in Asia/Shanghai of a moment, given as a date or in milliseconds since 1970. */
export function shanghaiDay(moment: Date | number): string {
  return new Date(Number(moment) + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
}

/** Milliseconds since the last midnight in Asia/Shanghai, 0 to `DAY_MS` - 1. */
export function timeOfShanghaiDay(moment: Date | number): number {
  return (Number(moment) + SHANGHAI_OFFSET_MS) % DAY_MS;
}

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?:[.,]\d{1,9})?\s?(?<half>[AP]M)?`;
const ZONE = String.raw`(?<zone>Z|(?:GMT|UTC)?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{2,5})`;
const NAMED_MONTH = '(?<name>[A-Z]{3})[A-Z]{0,6}';

/** A written moment: ISO 8601, RFC 822, C's and Java's (the year last), JavaScript's, Gson's. */
const MOMENTS: readonly RegExp[] = [
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})[T ]${TIME}\s?${ZONE}?`,
  String.raw`(?:[A-Z]{3,9},?\s)?(?<day>\d{1,2})[ -]${NAMED_MONTH}[ -](?<year>\d{4})(?:\s${TIME})?(?:\s?${ZONE})?`,
  String.raw`[A-Z]{3},?\s${NAMED_MONTH}\s{1,2}(?<day>\d{1,2})\s${TIME}(?:\s${ZONE})?\s(?<year>\d{4})`,
  String.raw`[A-Z]{3},?\s${NAMED_MONTH}\s(?<day>\d{1,2})\s(?<year>\d{4})\s${TIME}\s?${ZONE}?(?:\s\([^()]{1,40}\))?`,
  String.raw`${NAMED_MONTH}\s(?<day>\d{1,2}),\s(?<year>\d{4}),?\s${TIME}`,
].map((pattern) => new RegExp(`^${pattern}$`, 'iu'));

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
// RFC 822 without CST, which on a Chinese site means China's time.
const ZONE_HOURS: Readonly<Record<string, number>> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -5,
  edt: -4,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};
const MAX_MOMENT = 80;

/**
 * The day (`YYYY-MM-DD`) in Asia/Shanghai of a written moment, or null where the text is none. A moment without a
 * zone, or with `CST`, is China's, in whatever zone this machine is.
 */
export function dayOfMoment(text: string): string | null {
  if (text.length > MAX_MOMENT) return null;
  const trimmed = text.trim();
  const groups = MOMENTS.map((pattern) => pattern.exec(trimmed)?.groups).find(
    (found) => found !== undefined,
  );
  if (groups === undefined) return null;
  const { year, month, day, name, hour = '0', minute, half, zone } = groups;
  const number =
    month === undefined ? MONTHS.indexOf((name ?? '').toLowerCase()) + 1 : Number(month);
  const printed = calendarDay(Number(year), number, Number(day));
  const offset = offsetOf(zone ?? '');
  if (printed === null || offset === null) return printed;
  const hours = (Number(hour) % (half === undefined ? 24 : 12)) + (/p/iu.test(half ?? '') ? 12 : 0);
  const utc = Date.parse(printed) + hours * HOUR_MS + Number(minute ?? 0) * (HOUR_MS / 60);
  return shanghaiDay(utc - offset);
}

/** How far a zone is ahead of UTC, in milliseconds; null where the text names none that says so. */
function offsetOf(zone: string): number | null {
  const named = ZONE_HOURS[zone.toLowerCase()];
  if (named !== undefined) return named * HOUR_MS;
  const match = /([+-])(\d{1,2}):?(\d{2})?$/u.exec(zone);
  if (match === null) return null;
  const hours = Number(match[2]) + Number(match[3] ?? 0) / 60;
  return (match[1] === '-' ? -hours : hours) * HOUR_MS;
}
