import { parseDate } from './dates.ts';

// What page systems put into the address of an upload: docs/field-notes.md §1.
const PATTERNS: readonly RegExp[] = [
  /\/t(20\d{2})(\d{2})(\d{2})_\d+/u,
  /\/(20\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:\/|_|\.|$)/u,
  /\/(20\d{2})(\d{2})[/-]?(\d{2})\//u,
  /\/(20\d{2})-(\d{2})\/(\d{2})\//u,
];
const MAX_LENGTH = 2_000;

/** The days that an address names, `YYYY-MM-DD`, the likeliest first: when its page was uploaded. */
export function daysInAddress(url: string): readonly string[] {
  return PATTERNS.flatMap((pattern) => {
    const match = pattern.exec(url.slice(0, MAX_LENGTH));
    const day = match === null ? null : parseDate(`${match[1]}-${match[2]}-${match[3]}`);
    return day === null ? [] : [day];
  });
}
