import { calendarDay } from '../base/calendar.ts';
import { dayOfMoment } from '../base/clock.ts';
import { allMatches } from './all-matches.ts';

/** A date in a text: `date` is `YYYY-MM-DD`, `index` and `length` are its place. */
export interface FoundDate {
  readonly date: string;
  readonly index: number;
  readonly length: number;
}

// Zeros as typed: U+3007, U+25CB, U+25EF, 零, Latin, full-width, Greek and Cyrillic O (docs/field-notes.md §2.4).
const HAN_ZERO = '〇○◯零OoＯΟО';
const DIGIT = '[0-9０-９]';
const NUMERAL = `[0-9０-９${HAN_ZERO}一二三四五六七八九十元正廿卅]`;
const YEAR_NUMERAL = `[0-9０-９${HAN_ZERO}一二三四五六七八九]`;
// PDF text and justified signatures put blanks anywhere; three are enough and keep matching linear.
const GAP = String.raw`\s{0,3}`;
const INLINE_GAP = String.raw`[^\S\r\n]{0,2}`;
const DASH = '[-－‐‑–—−﹣]';

interface Form {
  /** What every date of the form holds: one cheap look before the pattern. */
  readonly needs: RegExp;
  readonly pattern: RegExp;
}

/** Each pattern has the groups year, month, day; each row says where the form was seen. */
const FORMS: readonly Form[] = [
  // 2024年7月18日, 二〇二四年七月十八日, `2 0 2 4 年 7 月`; 日 may be lost at the end of a line.
  {
    needs: /年/u,
    pattern: new RegExp(
      `(?<!${YEAR_NUMERAL})(?<year>${YEAR_NUMERAL}(?:[ \\u3000]?${YEAR_NUMERAL}){3})${GAP}年${GAP}` +
        `(?<month>${NUMERAL}(?: ?${NUMERAL}){0,2})${GAP}月${GAP}(?<day>${NUMERAL}(?: ?${NUMERAL}){0,3})` +
        `(?:${GAP}[日号]|(?=[\\s，。；,;)）\\]】]|$))`,
      'gu',
    ),
  },
  // 2022-10-21, 2022－10－21, also glued to a time: `2023-08-1910:08`.
  separated(DASH, INLINE_GAP),
  // 2021/12/14
  separated('[/／]', INLINE_GAP),
  // 2024.7.18
  separated('[.．]', ''),
  // 20221020 (年月日 lost on the way), never a part of a longer number, a proposal's number or a phone number.
  {
    needs: new RegExp(`${DIGIT}{8}`, 'u'),
    pattern: new RegExp(
      `(?<![0-9０-９A-Za-z._/第〔\\[-]|(?:电话|传真|热线|手机)[：: ]{0,2})` +
        `(?<year>${DIGIT}{4})(?<month>${DIGIT}{2})(?<day>${DIGIT}{2})(?![0-9０-９A-Za-z号_-])`,
      'gu',
    ),
  },
  // t20231213_2318305 in TRS addresses.
  {
    needs: /t[0-9]{8}_/u,
    pattern: /(?<=[/t]t|\/t)(?<year>[0-9]{4})(?<month>[0-9]{2})(?<day>[0-9]{2})(?=_)/gu,
  },
];

// Most blocks of a page hold no date: one cheap look before six forms.
const MAY_HOLD_DATE = /年|[0-9０-９]{4}/u;

/** Finds every date of the forms that Chinese government pages use, in order, none before 2000. */
export function findDates(text: string): readonly FoundDate[] {
  if (!MAY_HOLD_DATE.test(text)) return [];
  const found: FoundDate[] = [];
  for (const { needs, pattern } of FORMS) {
    if (!needs.test(text)) continue;
    for (const match of allMatches(text, pattern)) {
      const date = toDate(match.groups);
      if (date !== null) found.push({ date, index: match.index, length: match[0].length });
    }
  }
  if (found.length < 2) return found;
  found.sort((a, b) => a.index - b.index || b.length - a.length);
  let end = 0;
  return found.filter((item) => {
    if (item.index < end) return false;
    end = item.index + item.length;
    return true;
  });
}

// A moment that names its zone may be another day in China.
const ZONED = /^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]{0,16}\s?(?:Z|[+-]\d\d:?\d\d)\s*$/iu;

/** The first valid date in a text, or null; a text that is only `YY-MM-DD` counts as this century. */
export function parseDate(text: string): string | null {
  if (text === '') return null;
  if (ZONED.test(text)) return dayOfMoment(text);
  const head = text.slice(0, 2_000);
  const first = findDates(head)[0];
  if (first !== undefined) return first.date;
  const short = /^[\s[【(（]{0,4}(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/u.exec(head);
  return short === null
    ? null
    : dateOf(2000 + Number(short[1]), Number(short[2]), Number(short[3]));
}

/** Gives a month and day without a year (`07-18`, `7月18日`) the latest year that is not in the future. */
export function resolveMonthDay(monthDay: string, today: string): string | null {
  const match = /^[\s[【(（]{0,4}(\d{1,2})\s{0,2}[-/.月－]\s{0,2}(\d{1,2})(?!\d|[-/.]\d)/u.exec(
    monthDay.slice(0, 40),
  );
  if (match === null) return null;
  const thisYear = Number(today.slice(0, 4));
  // 29 February may need to go back up to eight years.
  for (let year = thisYear; year > thisYear - 9; year -= 1) {
    const date = dateOf(year, Number(match[1]), Number(match[2]));
    if (date !== null && date <= today) return date;
  }
  return null;
}

/** Whether a day lies after today; both are `YYYY-MM-DD`. */
export function isFutureDate(date: string, today: string): boolean {
  return date > today;
}

function separated(separator: string, gap: string): Form {
  return {
    needs: new RegExp(separator, 'u'),
    pattern: new RegExp(
      `(?<!${DIGIT}|${DIGIT}[.．])(?<year>${DIGIT}{4})${gap}${separator}${gap}(?<month>${DIGIT}{1,2})${gap}${separator}${gap}` +
        `(?<day>${DIGIT}{2}(?=${DIGIT}{2}[:：∶])|${DIGIT}{1,2}(?!${DIGIT}|[.．]${DIGIT}))`,
      'gu',
    ),
  };
}

function toDate(groups: Record<string, string | undefined> | undefined): string | null {
  const year = yearOf(groups?.['year'] ?? '');
  return dateOf(year, numberOf(groups?.['month'] ?? ''), numberOf(groups?.['day'] ?? ''));
}

/** No page of this matter is older than 2000; a larger year is a number of something else. */
function dateOf(year: number, month: number, day: number): string | null {
  return year >= 2000 && year <= 2099 ? calendarDay(year, month, day) : null;
}

const ASCII_NUMBER = /^[0-9]{1,4}$/u;

function yearOf(text: string): number {
  if (ASCII_NUMBER.test(text)) return Number(text);
  return Number(Array.from(text, digitOf).join(''));
}

/** Reads `18`, `１８`, `十八`, `二十八`, `廿八`, `一八`, `元`; NaN when it is not a number. */
function numberOf(text: string): number {
  if (ASCII_NUMBER.test(text)) return text.length > 2 ? Number.NaN : Number(text);
  const digits = Array.from(text.replaceAll(/\s/gu, ''))
    .map((char) => (char === '元' || char === '正' ? '一' : char))
    .join('')
    .replace('廿', '二十')
    .replace('卅', '三十');
  const ten = digits.indexOf('十');
  if (ten < 0) return digits.length > 2 ? Number.NaN : Number(Array.from(digits, digitOf).join(''));
  const tens = ten === 0 ? 1 : Number(digitOf(digits.slice(0, ten)));
  const ones = ten === digits.length - 1 ? 0 : Number(digitOf(digits.slice(ten + 1)));
  return tens * 10 + ones;
}

function digitOf(char: string): string {
  if (/^\s$/u.test(char)) return '';
  if (HAN_ZERO.includes(char)) return '0';
  const han = '一二三四五六七八九'.indexOf(char);
  if (han >= 0 && char.length === 1) return String(han + 1);
  const wide = '０１２３４５６７８９'.indexOf(char);
  if (wide >= 0 && char.length === 1) return String(wide);
  return /^[0-9]$/u.test(char) ? char : 'x';
}
