import { dayOfMoment, shanghaiDay } from '../base/clock.ts';
import { isFutureDate, parseDate } from '../text/dates.ts';

// 2000-01-01 and 2100-01-01 in seconds.
const FIRST_SECOND = 946_684_800;
const LAST_SECOND = 4_102_444_800;

/** Reads a date value of any common form as the day in Asia/Shanghai; null for all else and for the future. */
export function readJsonDate(value: string | number | undefined, today: string): string | null {
  const day = typeof value === 'number' ? epochDay(value) : textDay(value);
  return day === null || isFutureDate(day, today) ? null : day;
}

function epochDay(value: number): string | null {
  if (!Number.isInteger(value)) return null;
  const isDigits = value >= 20_000_101 && value <= 20_991_231;
  if (isDigits) return parseDate(String(value));
  const seconds = value >= FIRST_SECOND * 1_000 ? value / 1_000 : value;
  return seconds >= FIRST_SECOND && seconds < LAST_SECOND ? shanghaiDay(seconds * 1_000) : null;
}

function textDay(value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  if (text.length < 6 || text.length > 60) return null;
  if (/^\d{10}$|^\d{13}$/u.test(text)) return epochDay(Number(text));
  if (/^20\d{12}$/u.test(text)) return parseDate(text.slice(0, 8));
  const net = /^\/Date\((\d{12,13})(?:[+-]\d{4})?\)\/$/u.exec(text);
  if (net !== null) return epochDay(Number(net[1]));
  const day = dayOfMoment(text);
  if (day !== null) return day;
  return /^20\d{2}/u.test(text) || /^\d{2}[-/.]\d{1,2}[-/.]\d{1,2}$/u.test(text)
    ? parseDate(text)
    : null;
}

/** The day that an address carries (`t20240409_…`, `/2024/4/15/`), for choosing between columns only. */
export function urlDate(url: string): string | null {
  const match =
    /\/t(20\d{2})(\d{2})(\d{2})_/u.exec(url) ?? /\/(20\d{2})\/(\d{1,2})\/(\d{1,2})\//u.exec(url);
  return match === null ? null : parseDate(`${match[1] ?? ''}-${match[2] ?? ''}-${match[3] ?? ''}`);
}
