const dayMs = 86_400_000;
const maxMs = 7 * dayMs;

/** Reads `Retry-After` (seconds or a date) as milliseconds from now; null when it says nothing usable. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  if (/^\d{1,9}$/u.test(text)) return Math.min(Number(text) * 1000, maxMs);
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/[A-Za-z]/u.test(text)) return null;
  return Math.min(Math.max(at - now.getTime(), 0), maxMs);
}
