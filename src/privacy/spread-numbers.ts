import { allMatches } from '../text/all-matches.ts';
import type { PersonalSpan } from './personal-span.ts';

// What people part a number with. Some of it parts the figures of a list, too.
const GAP = String.raw`[-‐‑–—－.·\s（）()/*_~～，,、:：+|。=…%]`;
const LISTING = /[、，,:：/+|。=%…]/u;
const SEQUENCE = new RegExp(String.raw`\d{1,20}(?:${GAP}{1,3}\d{1,20}){1,24}`, 'gu');
const GROUP = /\d{1,20}/gu;
const MAX_GROUPS = 18;

const MOBILE = /^(?:00)?(?:86)?1[3-9]\d{9}$/u;
const IDENTITY = /^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}$/u;
/** How many digits a mobile number's groups have; parted by blanks or dashes it may be any. */
const SHAPES = /^(?:86,|0086,)?(?:3,4,4|3,8|7,4|3,3,5|3,2,3,3|3,4,2,2|[12](?:,[12]){4,10})$/u;
const YEAR = /^(?:19|20)\d\d$/u;
const COUNTED =
  /^\s?(?:余|多|万|亿|元|千|百|人|名|个|份|次|件|条|篇|部|台|套|间|所|家|户|张|册|本|场|项|门|节|期|年|平方|公里|亩|吨|米|分钟|小时|[%％])/u;

interface Group {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Numbers whose digits stand apart: 139/1234/5678, 1 3 9 1 2 3 4 5 6 7 8, 8765 4321. Digits are ASCII ones. */
export function spreadNumbers(plain: string): readonly PersonalSpan[] {
  return allMatches(plain, SEQUENCE).flatMap((match) => {
    const groups = groupsOf(match[0], match.index);
    const long = windowsOf(plain, groups);
    if (long.length > 0) return long;
    const whole = { start: match.index, end: match.index + match[0].length };
    return isShortNumber(plain, groups, match[0]) ? [whole] : [];
  });
}

/** The runs of digits of a sequence. */
function groupsOf(text: string, offset: number): readonly Group[] {
  return allMatches(text, GROUP).map(({ 0: digits, index }) => ({
    text: digits,
    start: offset + index,
    end: offset + index + digits.length,
  }));
}

/** Neighboring groups that make a mobile number or an identity card. */
function windowsOf(plain: string, groups: readonly Group[]): readonly PersonalSpan[] {
  const spans: PersonalSpan[] = [];
  for (let from = 0; from < groups.length; from += 1) {
    let digits = '';
    for (let to = from; to < Math.min(groups.length, from + MAX_GROUPS); to += 1) {
      digits += groups[to]?.text ?? '';
      if (digits.length > 18) break;
      const isWhole = from === 0 && to === groups.length - 1;
      if (!isPersonal(plain, { digits, isWhole, window: groups.slice(from, to + 1) })) continue;
      spans.push({ start: groups[from]?.start ?? 0, end: groups[to]?.end ?? 0 });
      from = to;
      break;
    }
  }
  return spans;
}

interface Window {
  readonly digits: string;
  readonly isWhole: boolean;
  readonly window: readonly Group[];
}

function isPersonal(plain: string, { digits, isWhole, window }: Window): boolean {
  if (window.length < 2) return false;
  if (IDENTITY.test(digits)) return true;
  if (!MOBILE.test(digits)) return false;
  const end = window.at(-1)?.end ?? 0;
  const isList = LISTING.test(plain.slice(window[0]?.start, end));
  const isShaped = SHAPES.test(window.map(({ text }) => text.length).join(','));
  if (isList && COUNTED.test(plain.slice(end, end + 4))) return false;
  return isShaped || (isWhole && !isList);
}

/** 8765 4321 and 6 5 5 0 1 2 3 8: seven or eight digits without anything else. */
function isShortNumber(plain: string, groups: readonly Group[], text: string): boolean {
  const end = groups.at(-1)?.end ?? 0;
  if (COUNTED.test(plain.slice(end, end + 4)) || groups.every((one) => YEAR.test(one.text))) {
    return false;
  }
  // A part of an address or of a file's name.
  if (
    /[\w/]/u.test(plain.charAt((groups[0]?.start ?? 0) - 1)) ||
    /^[\w/]|^\.\w/u.test(plain.slice(end, end + 2))
  ) {
    return false;
  }
  const shape = groups.map((one) => one.text.length).join(',');
  if (/^[34],4$/u.test(shape)) return /^\d{3,4}[ \u00a0。*_~～|·…]\d{4}$/u.test(text);
  return (
    /^1(?:,1){6,11}$/u.test(shape) &&
    /^\d(?:[ \u00a0\-_.*~]\d)+$/u.test(text) &&
    !isCounting(groups)
  );
}

/** 1 2 3 4 5 6 7 numbers the columns of a table. */
function isCounting(groups: readonly Group[]): boolean {
  return groups.every(
    ({ text }, at) => at === 0 || Number(text) === Number(groups[at - 1]?.text) + 1,
  );
}
