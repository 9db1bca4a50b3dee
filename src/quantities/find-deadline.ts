import { calendarDay, type DayRange, lastOfMonth } from '../base/calendar.ts';
import { tenDays } from '../base/lunar.ts';
import type { Deadline } from '../domain/summary.ts';
import { daysRange, type Found, since, until } from './day-ranges.ts';
import { feastRange, HOLIDAY } from './feast-range.ts';

interface Form {
  /** One of these every match holds: a cheap look, as a time is tried with every form. */
  readonly needs: readonly string[];
  readonly pattern: RegExp;
  readonly range: (found: Found) => DayRange | null;
}

const YEAR = '(?:(?<year>20\\d{2})年|(?<relative>[今明后本来当]年))';
const MONTH = '(?<month>\\d{1,2})月份?';
const DAY = '(?<day>\\d{1,2})[日号]';
const BEFORE = '(?<before>之前|以前|前)';
const TEN = '(?<ten>[上中下])旬';
const NUMBER = '(?<!\\d)(?<number>[一二两三四五六七八九十半]{1,2}|\\d{1,2})';

/**
 * Forms of deadlines, the most exact first; the first that a promise holds counts. School terms begin in February and
 * September and end in July and January, holidays lie between them (教育部 calls the halves of a year 春季学期, 秋季学期); the
 * plan periods 十四五 and 十五五 end with 2025 and 2030.
 */
const FORMS: readonly Form[] = [
  form(
    ['月'],
    `(?:延长|延续|保留)[到至]${YEAR}${MONTH}(?!\\d{0,2}[日号])`,
    ({ part, year, base }) => until(base, monthEnd(year, part('month'))),
  ),
  form(['开学'], `${YEAR}(?<season>[春秋])季?学?期?开学${BEFORE}`, openingRange),
  form(['前'], `(?:${YEAR})?${HOLIDAY}${BEFORE}`, feastRange),
  form(
    ['日', '号'],
    `(?:${YEAR})?(?<!\\d)${MONTH}${DAY}起?[至到—–-](?:(?<lastMonth>\\d{1,2})月)?(?<lastDay>\\d{1,2})[日号]`,
    (found) => daysRange(found.year === null ? withNextYear(found) : found),
  ),
  form(['月'], `${YEAR}${MONTH}${DAY}(?:${HOLIDAY})?${BEFORE}?`, (found) => dayRange(found)),
  form(['前'], `${YEAR}${MONTH}(?:[底末中初]|[上中下]旬)?${BEFORE}`, ({ part, year, base }) =>
    until(base, monthEnd(year, part('month'))),
  ),
  form(
    ['月'],
    `(?:${YEAR})?(?<!\\d)(?<since>\\d{1,2})月?[至到—–-]${MONTH}(?!\\d{0,2}[日号]|[前底])`,
    (found) => monthsRange(found.year === null ? withNextYear(found) : found),
  ),
  form(['旬'], `${YEAR}${MONTH}${TEN}`, tensRange),
  form(['月'], `${YEAR}${MONTH}`, ({ part, year }) => monthRange(year, Number(part('month')))),
  form(['季度'], `${YEAR}(?:第)?(?<quarter>[一二三四])季度(?:末|底)?${BEFORE}?`, quarterRange),
  form(['学'], `${YEAR}(?<season>[春秋])季?(?:学期|开学)${BEFORE}?`, (found) => termRange(found)),
  form(['半年'], `${YEAR}(?<half>[上下])半年`, ({ part, year, base }) =>
    halfRange(year, part('half'), base),
  ),
  form(['寒', '暑'], `${YEAR}(?<holiday>[寒暑])[假期]${BEFORE}?`, holidayRange),
  form(['年'], '20\\d{2}年?[至—–~-](?<last>20\\d{2})年', ({ part, base }) =>
    yearsRange(base, Number(part('last'))),
  ),
  form(['学年'], `(?<first>20\\d{2})[至—–~-](?<last>20\\d{2})学年`, ({ part }) => ({
    from: `${part('first')}-09-01`,
    to: `${part('last')}-07-31`,
  })),
  form(['学年'], '(?<first>20\\d{2})学年', ({ part }) => schoolYear(Number(part('first')))),
  form(['年'], `(?:到|至)${YEAR}(?:年?[底末])?`, yearEnd),
  form(['年'], `${YEAR}年?[底末]${BEFORE}?`, yearEnd),
  form(['前'], `${YEAR}${BEFORE}`, ({ year, base }) =>
    year === null ? null : until(base, `${year - 1}-12-31`),
  ),
  form(['年'], YEAR, ({ year, base }) => (year === null ? null : wholeYear(year, base))),
  form(['月'], `(?<!年)${MONTH}${DAY}${BEFORE}?`, (found) => dayRange(withNextYear(found))),
  form(['前'], `(?<!20\\d{2}年|[今明后去前来]年|\\d)${MONTH}(?:[底末中初])?${BEFORE}`, (found) => {
    const { part, year, base } = withNextYear(found);
    return until(base, monthEnd(year, part('month')));
  }),
  form(['旬'], `(?<![年\\d])${MONTH}${TEN}`, (found) => tensRange(withNextYear(found))),
  form(['月'], `(?<![年\\d])${MONTH}(?:起|开始|份?启动|[上中下]旬|初|底)`, (found) => {
    const { part, year } = withNextYear(found);
    return monthRange(year, Number(part('month')));
  }),
  form(['月'], '(?<!\\d)(?:本|这)?(?:个)?月(?:底|末)前|本月(?:内|底)?', ({ base }) =>
    base === null ? null : until(base, monthEnd(Number(base.slice(0, 4)), base.slice(5, 7))),
  ),
  form(['十'], '“?十(?<plan>[四五])五”?', ({ part, base }) => planPeriod(part('plan'), base)),
  form(['月'], `(?<!年)(?:定?于|在|从)${MONTH}(?!\\d{0,2}[日号]|[前后底末])`, (found) => {
    const { part, year } = withNextYear(found);
    return monthRange(year, Number(part('month')));
  }),
  form(
    ['内', '时间', '今后', '未来'],
    // 办法出台后一个月内: nobody knows yet from when on.
    `(?<!(?<!今|往)后的?|之?日起)${NUMBER}(?<unit>年|个月|个学期|周|日|天)(?:之?内|以内|时间)|(?:今后|未来)${NUMBER.replace('number', 'count')}(?<span>年|个月)`,
    spanRange,
  ),
  form(['后'], `${NUMBER}(?<unit>年|个月)(?:之|以)?后`, ({ part, base }) => {
    const day = base === null ? null : later(base, part('number'), part('unit'));
    return day === null ? null : { from: day, to: day };
  }),
  form(['结束'], `(?<what>学年|学期|暑假)(?:结束|期满)${BEFORE}`, endRange),
  form(['学期'], '[本这](?:个)?学期(?:(?:末|内|结束|期末)(?:之?前|以前)?|之?前)', ({ base }) =>
    base === null ? null : until(base, termOf(base).to),
  ),
  form(['学期'], '[本这](?:个)?学期', ({ base }) => (base === null ? null : termOf(base))),
  form(['前'], `(?<!\\d年|[今明后]年)(?<season>[春秋])季?学?期?开学${BEFORE}`, (found) =>
    openingRange(withTermYear(found)),
  ),
  form(['学期'], '(?:下|新)(?:一|个)?学期', ({ base }) => (base === null ? null : nextTerm(base))),
  form(['学'], `(?<!\\d年|[今明后]年)(?<season>[春秋])季?(?:学期|开学)${BEFORE}?`, (found) =>
    termRange(withTermYear(found)),
  ),
  form(['寒', '暑'], `(?<!年)(?<holiday>[寒暑])[假期]${BEFORE}?`, (found) =>
    holidayRange(withHolidayYear(found)),
  ),
  // 一季度一查 is a rhythm.
  form(['季度'], '(?<!年)第?(?<quarter>[一二三四])季度(?!一)(?:末|底)?(?<before>前)?', (found) =>
    quarterRange({ ...found, year: yearOf(found.base) }),
  ),
  form(['半年'], '(?<!年)(?<half>[上下])半年', ({ part, base }) =>
    halfRange(yearOf(base), part('half'), base),
  ),
  form(['年'], '(?<![\\d去前])年(?:内|底前|底|末前|末|度内)(?!已)|本年度', ({ base }) =>
    base === null ? null : until(base, `${base.slice(0, 4)}-12-31`),
  ),
];

function form(needs: readonly string[], source: string, range: Form['range']): Form {
  return { needs, pattern: new RegExp(source, 'u'), range };
}

/** What every form holds one of: most clauses name no time, and are not tried with each form. */
const HOLDS_TIME =
  /[年月周]|学期|开学|季度|[寒暑][假期]|[春秋]季|十[四五]五|元旦|五一|国庆|教师|六一|两会|春节|端午|中秋|清明/u;

// Years in titles, quotations and brackets name a document or its span, not when something is done.
const NAME_START = /[《（(]/u;
const NAMES = /《[^《》]{0,80}》|[（(][^（()）]{0,60}[)）]/gu;

/**
 * The deadline that a promise states, or null. Relative words count from the letter's own day; without it they give
 * none, and days before it are no deadline.
 */
export function findDeadline(text: string, base: string | null): Deadline | null {
  return firstSpan(text, base, base);
}

/** The first span of days that a text names, whether it is over or to come; null where it names none. */
export function findSpan(text: string, base: string | null): Deadline | null {
  return firstSpan(text, base, null);
}

function firstSpan(text: string, base: string | null, after: string | null): Deadline | null {
  if (!HOLDS_TIME.test(text)) return null;
  const bare = NAME_START.test(text)
    ? text.replaceAll(NAMES, (name) => ' '.repeat(name.length))
    : text;
  let first: Deadline | null = null;
  /** What a more exact form has read: 2024年1月前 that is over is not all of 2024. */
  const read: { readonly at: number; readonly end: number }[] = [];
  for (const { needs, pattern, range } of FORMS) {
    if (!holdsOneOf(bare, needs)) continue;
    const at = bare.search(pattern);
    if (at < 0 || (first !== null && at >= first.at)) continue;
    // To take a match apart costs far more than to find it.
    const match = pattern.exec(bare);
    if (match === null) continue;
    const end = at + match[0].length;
    if (read.some((other) => at < other.end && end > other.at)) continue;
    read.push({ at, end });
    const part = (name: string): string => match.groups?.[name] ?? '';
    const stated = part('year');
    const before = bare.slice(Math.max(0, at - 4), at);
    if (EARLIEST.test(before)) continue;
    const found = range({ part, year: yearNamed(stated, part('relative'), base), base });
    if (found === null || (after !== null && found.to < after)) continue;
    const isRelative = stated === '' && part('last') === '' && part('plan') === '';
    const days = LATEST.test(before) ? upTo(found, base) : found;
    first = { ...days, words: match[0], at, isRelative };
  }
  return first;
}

/** 最快于2026年: no day by which anything is due. */
const EARLIEST = /(?:最快|最早|不早于)[在于]?$/u;

/** 不迟于明年1月: any day up to it will do. */
const LATEST = /(?:不迟于|不晚于|最迟[在于至到]?|最晚[在于至到]?|至迟)$/u;

function upTo({ from, to }: DayRange, base: string | null): DayRange {
  return { from: base !== null && base < from ? base : from, to };
}

function holdsOneOf(text: string, words: readonly string[]): boolean {
  for (const word of words) if (text.includes(word)) return true;
  return false;
}

const RELATIVE: Readonly<Record<string, number>> = { 明年: 1, 来年: 1, 后年: 2 };

function yearNamed(stated: string, relative: string, base: string | null): number | null {
  if (stated !== '') return Number(stated);
  return relative === '' || base === null
    ? null
    : Number(base.slice(0, 4)) + (RELATIVE[relative] ?? 0);
}

function yearOf(base: string | null): number | null {
  return base === null ? null : Number(base.slice(0, 4));
}

function monthEnd(year: number | null, month: string): string | null {
  return year === null ? null : lastOfMonth(year, Number(month));
}

function monthRange(year: number | null, month: number): DayRange | null {
  const [from, to] =
    year === null ? [null, null] : [calendarDay(year, month, 1), lastOfMonth(year, month)];
  return from === null || to === null ? null : { from, to };
}

function dayRange({ part, year, base }: Found): DayRange | null {
  const day = year === null ? null : calendarDay(year, Number(part('month')), Number(part('day')));
  if (day === null) return null;
  return part('before') === '' ? { from: day, to: day } : until(base, day);
}

/** 9月至10月. */
function monthsRange({ part, year }: Found): DayRange | null {
  const from = year === null ? null : calendarDay(year, Number(part('since')), 1);
  const to = monthEnd(year, part('month'));
  return from === null || to === null || to < from ? null : { from, to };
}

function schoolYear(first: number): DayRange {
  return { from: `${first}-09-01`, to: `${first + 1}-07-31` };
}

/** Who means a month of next year further ahead than this says 明年. */
const MONTHS_AHEAD = 6;

/** 5月底前 in a letter of June is over; in one of July it is next year's. */
const JUST_OVER = -1;

/** A month without a year is the next one, unless that is far ahead: then it is the one of this year, and over. */
function withNextYear(found: Found): Found {
  const { base, part } = found;
  if (base === null) return found;
  const ahead = Number(part('month')) - Number(base.slice(5, 7));
  const isLikely = part('before') === '' ? ahead + 12 <= MONTHS_AHEAD : ahead < JUST_OVER;
  const isNext = ahead < 0 && isLikely;
  return { ...found, year: Number(base.slice(0, 4)) + (isNext ? 1 : 0) };
}

function quarterRange({ part, year, base }: Found): DayRange | null {
  const quarter = '一二三四'.indexOf(part('quarter'));
  const to = year === null ? null : lastOfMonth(year, quarter * 3 + 3);
  if (year === null || to === null) return null;
  if (part('before') !== '') return until(base, to);
  return since(base, { from: `${year}-${String(quarter * 3 + 1).padStart(2, '0')}-01`, to });
}

/** Of a span in which the letter was written only the rest is to come. */
function termRange({ part, year, base }: Found): DayRange | null {
  if (year === null) return null;
  const term =
    part('season') === '秋'
      ? { from: `${year}-09-01`, to: `${year + 1}-01-31` }
      : { from: `${year}-02-01`, to: `${year}-07-31` };
  return part('before') === '' ? term : until(base, term.from);
}

/** 开学前: terms begin on 1 September, and in the last days of February. */
function openingRange({ part, year, base }: Found): DayRange | null {
  if (year === null) return null;
  return until(base, part('season') === '秋' ? `${year}-08-31` : lastOfMonth(year, 2));
}

/** 11月上旬. */
function tensRange({ part, year }: Found): DayRange | null {
  return year === null ? null : tenDays(year, Number(part('month')), part('ten'));
}

/** 学期结束前, 本学年结束前: the end of the one that lasts. */
function endRange({ part, base }: Found): DayRange | null {
  if (base === null) return null;
  const year = Number(base.slice(0, 4));
  if (part('what') === '学期') return until(base, termOf(base).to);
  const end = part('what') === '学年' ? '07-31' : '08-31';
  return until(base, `${base.slice(5) > end ? year + 1 : year}-${end}`);
}

/** The term that a day lies in; August belongs to the autumn. */
function termOf(day: string): DayRange {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  if (month >= 2 && month <= 7) return { from: `${year}-02-01`, to: `${year}-07-31` };
  const autumn = month === 1 ? year - 1 : year;
  return { from: `${autumn}-09-01`, to: `${autumn + 1}-01-31` };
}

function nextTerm(base: string): DayRange {
  const { to } = termOf(base);
  const year = Number(to.slice(0, 4));
  return to.endsWith('07-31')
    ? { from: `${year}-09-01`, to: `${year + 1}-01-31` }
    : { from: `${year}-02-01`, to: `${year}-07-31` };
}

/** A term without a year is the one that lasts, or the next one of its season. */
function withTermYear(found: Found): Found {
  const { base, part } = found;
  if (base === null) return found;
  const year = Number(base.slice(0, 4));
  const isOver = part('season') === '春' && base > `${year}-07-31`;
  const lasts = part('season') === '秋' && base < `${year}-02-01`;
  return { ...found, year: year + (isOver ? 1 : 0) - (lasts ? 1 : 0) };
}

function holidayRange({ part, year, base }: Found): DayRange | null {
  if (year === null) return null;
  const holiday =
    part('holiday') === '暑'
      ? { from: `${year}-07-01`, to: `${year}-08-31`, before: `${year}-06-30` }
      : { from: `${year}-01-15`, to: `${year}-02-28`, before: `${year}-01-31` };
  return part('before') === ''
    ? { from: holiday.from, to: holiday.to }
    : until(base, holiday.before);
}

function withHolidayYear(found: Found): Found {
  const { base, part } = found;
  if (base === null) return found;
  const year = Number(base.slice(0, 4));
  const over = part('holiday') === '暑' ? `${year}-08-31` : `${year}-02-28`;
  return { ...found, year: base > over ? year + 1 : year };
}

function halfRange(year: number | null, half: string, base: string | null): DayRange | null {
  if (year === null) return null;
  return half === '上'
    ? since(base, { from: `${year}-01-01`, to: `${year}-06-30` })
    : since(base, { from: `${year}-07-01`, to: `${year}-12-31` });
}

function yearsRange(base: string | null, last: number): DayRange {
  return { from: base ?? `${last}-01-01`, to: `${last}-12-31` };
}

function yearEnd({ year, base }: Found): DayRange | null {
  return year === null ? null : until(base, `${year}-12-31`);
}

/** Of the year in which the letter was written only the rest is to come. */
function wholeYear(year: number, base: string | null): DayRange {
  const first = `${year}-01-01`;
  return { from: base !== null && base > first ? base : first, to: `${year}-12-31` };
}

function planPeriod(plan: string, base: string | null): DayRange | null {
  const [from, to] = plan === '四' ? ['2021-01-01', '2025-12-31'] : ['2026-01-01', '2030-12-31'];
  return { from: base !== null && base > from ? base : from, to };
}

const HAN_NUMBERS = '〇一二三四五六七八九十';

/** 三年内, 两个月内, 今后两年: from the letter's day on. */
function spanRange({ part, base }: Found): DayRange | null {
  if (base === null) return null;
  return until(base, later(base, part('number') || part('count'), part('unit') || part('span')));
}

/** The day that is so many years, terms, months or weeks later. */
function later(base: string, number: string, unit: string): string {
  const count = countOf(number);
  const date = new Date(`${base}T00:00:00Z`);
  const days = DAYS[unit];
  if (days !== undefined) date.setUTCDate(date.getUTCDate() + count * days);
  else {
    const months = count * (MONTHS[unit] ?? 1);
    const day = date.getUTCDate();
    date.setUTCMonth(date.getUTCMonth() + Math.floor(months), 1);
    const last = Number(lastOfMonth(date.getUTCFullYear(), date.getUTCMonth() + 1)?.slice(8));
    date.setUTCDate(Math.min(day, last) + (months % 1) * HALF_MONTH_DAYS * 2);
  }
  return date.toISOString().slice(0, 10);
}

const DAYS: Readonly<Record<string, number>> = { 周: 7, 日: 1, 天: 1 };
const MONTHS: Readonly<Record<string, number>> = { 年: 12, 个学期: 6, 个月: 1 };
/** 半个月 is said for fifteen days. */
const HALF_MONTH_DAYS = 15;

function countOf(word: string): number {
  if (/^\d/u.test(word)) return Number(word);
  return word === '半' ? 0.5 : Math.max(1, HAN_NUMBERS.indexOf(word.replace('两', '二')));
}
