/** One hour, in milliseconds. */
export const HOUR_MS = 3_600_000;
/** One day, in milliseconds. */
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
