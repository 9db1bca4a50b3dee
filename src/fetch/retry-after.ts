import { DAY_MS } from '../base/clock.ts';

const MAX_MS = 7 * DAY_MS;

/** Reads `Retry-After` (seconds or a date) as milliseconds from now; null when it is not usable. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  if (/^\d{1,9}$/u.test(text)) return Math.min(Number(text) * 1000, MAX_MS);
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/[A-Za-z]/u.test(text)) return null;
  return Math.min(Math.max(at - now.getTime(), 0), MAX_MS);
}
