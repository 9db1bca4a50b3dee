import { DAY_MS, HOUR_MS, SHANGHAI_OFFSET_MS } from '../base/clock.ts';

const OPENS = 8 * HOUR_MS;
const CLOSES = 19 * HOUR_MS;

/** The same moment when it lies in office hours (Monday to Friday, 08–19 in China), else the next opening. */
export function nextOfficeTime(time: number): number {
  const local = time + SHANGHAI_OFFSET_MS;
  let day = Math.floor(local / DAY_MS);
  const ofDay = local - day * DAY_MS;
  if (isWorkday(day) && ofDay >= OPENS && ofDay < CLOSES) return time;
  if (ofDay >= OPENS) day += 1;
  while (!isWorkday(day)) day += 1;
  return day * DAY_MS + OPENS - SHANGHAI_OFFSET_MS;
}

/** Days since 1970-01-01, which was a Thursday. */
function isWorkday(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday >= 1 && weekday <= 5;
}
