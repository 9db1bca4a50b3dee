import type { DayRange } from '../base/calendar.ts';
import { dayBefore, lunarDay } from '../base/lunar.ts';
import { type Found, until } from './day-ranges.ts';

// Days before which things are promised, with the last day before them (国务院《全国年节及纪念日放假办法》); 两会 meet in March.
const FEASTS: Readonly<Record<string, string>> = {
  元旦: '12-31',
  五一: '04-30',
  国庆: '09-30',
  教师: '09-09',
  清明: '04-03',
  六一: '05-31',
  两会: '02-28',
};
/** Feasts of the Chinese calendar: month and day. */
const LUNAR: Readonly<Record<string, readonly [number, number]>> = {
  春节: [1, 1],
  端午: [5, 5],
  中秋: [8, 15],
};
/** The name of a feast, as a part of an expression. */
export const HOLIDAY = `(?<feast>${[...Object.keys(FEASTS), ...Object.keys(LUNAR)].join('|')})(?:劳动|儿童)?节?`;

/** 春节前: the day before the feast that comes next, or that of the year that is named. */
function lunarRange({ part, year, base }: Found): DayRange | null {
  const [month, day] = LUNAR[part('feast')] ?? [0, 0];
  if (base === null || month === 0) return null;
  const own = Number(base.slice(0, 4));
  const feasts = (year === null ? [own, own + 1] : [year]).map((one) => lunarDay(one, month, day));
  const next = feasts.find((feast) => feast !== null && (year !== null || feast > base)) ?? null;
  return next === null ? null : until(base, dayBefore(next));
}

/** 国庆节前, 明年两会前. */
export function feastRange(found: Found): DayRange | null {
  const { part, base } = found;
  if (part('feast') in LUNAR) return lunarRange(found);
  const end = FEASTS[part('feast')];
  if (base === null || end === undefined) return null;
  const year = found.year ?? Number(base.slice(0, 4)) + (base.slice(5) > end ? 1 : 0);
  const to =
    part('feast') === '元旦' && found.year !== null ? `${year - 1}-${end}` : `${year}-${end}`;
  return until(base, to);
}
