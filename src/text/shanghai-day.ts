const shanghaiOffsetMs = 8 * 3600 * 1000;

/** The calendar day (`YYYY-MM-DD`) in Asia/Shanghai, which has kept UTC+8 without daylight saving since 1991. */
export function shanghaiDay(now: Date): string {
  return new Date(now.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);
}
