import { calendarDay, lastOfMonth, type DayRange } from '../base/calendar.ts';

const FORMS: readonly {
  readonly pattern: RegExp;
  readonly range: (groups: readonly string[], base: string) => DayRange | null;
}[] = [
  {
    // 2024年9月1日前, 2024年9月底前, 2024年9月前
    pattern: /(20\d\d)年(\d{1,2})月(?:(\d{1,2})日|底)?(?:之?前|以前)/u,
    range: ([, year = '', month = '', day], base) =>
      until(base, dayOf(Number(year), Number(month), day === undefined ? null : Number(day))),
  },
  {
    // 2024年秋季学期, 2025年春季学期
    pattern: /(20\d\d)年([春秋])季?学期/u,
    range: ([, year = '', season]) =>
      season === '秋'
        ? { from: `${year}-09-01`, to: `${Number(year) + 1}-01-31` }
        : { from: `${year}-02-01`, to: `${year}-07-31` },
  },
  {
    pattern: /(20\d\d)年([上下])半年/u,
    range: ([, year = '', half]) =>
      half === '上'
        ? { from: `${year}-01-01`, to: `${year}-06-30` }
        : { from: `${year}-07-01`, to: `${year}-12-31` },
  },
  {
    // 到2025年, 2025年底前, 2025年前, 力争2025年底
    pattern:
      /(?:到|至)(20\d\d)年(?!\d{1,2}月)|(20\d\d)年(?:年?底|末)?(?:之?前|以前)|(20\d\d)年年?[底末]/u,
    range: ([, a, b, c], base) => until(base, `${a ?? b ?? c ?? ''}-12-31`),
  },
  {
    pattern: /(20\d\d)年(\d{1,2})月/u,
    range: ([, year = '', month = '']) => ({
      from: `${year}-${month.padStart(2, '0')}-01`,
      to: dayOf(Number(year), Number(month), null),
    }),
  },
  {
    pattern: /(20\d\d)年/u,
    range: ([, year = '']) => ({ from: `${year}-01-01`, to: `${year}-12-31` }),
  },
  {
    // The plan periods end with 2025 and 2030.
    pattern: /十(四|五)五/u,
    range: ([, plan], base) => until(base, plan === '四' ? '2025-12-31' : '2030-12-31'),
  },
  {
    pattern: /明年(\d{1,2})月/u,
    range: ([, month = ''], base) =>
      until(base, dayOf(Number(base.slice(0, 4)) + 1, Number(month), null)),
  },
  {
    pattern: /(?<!\d年)(\d{1,2})月底?(?:之?前|以前)/u,
    range: ([, month = ''], base) =>
      until(base, dayOf(Number(base.slice(0, 4)), Number(month), null)),
  },
  {
    pattern: /明年([上下])?半?年?/u,
    range: ([, half], base) => yearOf(Number(base.slice(0, 4)) + 1, half),
  },
  {
    pattern: /(?:今年|本年|年内|年底前|年底)/u,
    range: (_, base) => until(base, `${base.slice(0, 4)}-12-31`),
  },
];

/** The deadline that a promise states, or null; relative words count from the letter's own date. */
export function findDeadline(text: string, baseDate: string | null): DayRange | null {
  for (const { pattern, range } of FORMS) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const stated = /20\d\d/u.test(match[0]);
    if (baseDate === null && !stated) return null;
    const found = range([...match], baseDate ?? `${/20\d\d/u.exec(match[0])?.[0] ?? ''}-01-01`);
    if (found !== null && (baseDate === null || found.to >= baseDate)) return found;
  }
  return null;
}

function until(base: string, to: string): DayRange | null {
  return to === '' || to < base ? null : { from: base, to };
}

function yearOf(year: number, half: string | undefined): DayRange {
  if (half === '上') return { from: `${year}-01-01`, to: `${year}-06-30` };
  if (half === '下') return { from: `${year}-07-01`, to: `${year}-12-31` };
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** A day of a month, the month's last where none is given or the month has no such day; empty for no month. */
function dayOf(year: number, month: number, day: number | null): string {
  return (day === null ? null : calendarDay(year, month, day)) ?? lastOfMonth(year, month) ?? '';
}
