const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
// China has one time zone and no summer time.
const chinaOffsetMs = 8 * hourMs;
const opens = 8 * hourMs;
const closes = 19 * hourMs;

/** The same moment when it lies in office hours (Monday to Friday, 08–19 in China), else the next opening. */
export function nextOfficeTime(time: number): number {
  const local = time + chinaOffsetMs;
  let day = Math.floor(local / dayMs);
  const ofDay = local - day * dayMs;
  if (isWorkday(day) && ofDay >= opens && ofDay < closes) return time;
  if (ofDay >= opens) day += 1;
  while (!isWorkday(day)) day += 1;
  return day * dayMs + opens - chinaOffsetMs;
}

/** Days since 1970-01-01, which was a Thursday. */
function isWorkday(day: number): boolean {
  const weekday = (day + 4) % 7;
  return weekday >= 1 && weekday <= 5;
}
