import { findDates, isFutureDate, parseDate, resolveMonthDay } from '../../text/dates.ts';
import { countHan, foldWidth } from '../../text/han.ts';
import { ruleTable } from '../../text/rule-table.ts';
import { tornDates } from '../../text/torn-date.ts';

/** A date that a row shows; `isShort` when the year had to be inferred. */
export interface RowDate {
  readonly date: string;
  readonly isShort: boolean;
  /** What the label said: publication beats an unlabelled date, that beats a signature or deadline. */
  readonly rank: number;
}

const MAX_PIECE = 400;
// What may be around a date in its own element (`[…]`, labels, times, weekdays: docs/field-notes.md §1.10).
const DECOR =
  /[[\]【】()（）〔〕<>《》|｜·•,，:：;；\s\u00a0]|发布(?:日期|时间)?|公开(?:日期|时间)?|更新(?:日期|时间)?|日期|时间|星期[一二三四五六日天]|周[一二三四五六日]|\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\.\d+)?/gu;
const FULL = /^(?:20\d{2})[-/.年－](?:\d{1,2})[-/.月－](?:\d{1,2})日?$|^20\d{6}$/u;
const SHORT_YEAR = /^(\d{2})[-/.](\d{1,2})[-/.](\d{1,2})$/u;
const MONTH_DAY = /^(\d{1,2})[-/.月](\d{1,2})日?$/u;
const PUBLISHED = ruleTable('row-published', [
  {
    id: 'words',
    match: ['发布', '公开', '发表', '刊登', '上网', '公布', '发稿', '录入'],
    source: 'docs/field-notes.md §1.9',
  },
]);
const WRITTEN = ruleTable('row-written', [
  {
    id: 'words',
    match: [
      '成文',
      '发文',
      '印发',
      '制发',
      '签发',
      '生成',
      '产生',
      '落款',
      '施行',
      '实施',
      '生效',
      '失效',
      '废止',
      '截止',
      '有效',
      '开始',
      '结束',
    ],
    source: 'docs/field-notes.md §1.9',
    keep: 'a row with the day of the letter and that of the page; on marked lists a label of publication or the first day decides',
  },
]);
const NUMERIC_END =
  /[\s[【(（|]{0,3}(20\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s\]】)）]{0,3}$/u;
const HAN_END = /[(（[【](20\d{2}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)[)）\]】]$/u;
const NUMERIC_START =
  /^[\s·•]{0,3}[[【(（]{0,1}(20\d{2}[-/.]\d{1,2}[-/.]\d{1,2})[\s\]】)）|]{1,3}/u;

// Days relative to the moment of reading; which day that was is not guessed.
const RELATIVE =
  /^(?:刚刚|刚才|[今昨前][天日](?:\d{1,2}[:：]\d{2})?|(?:\d{1,3}|半|[一二三四五六七八九十两几]{1,3})个?(?:秒钟?|分钟?|小时|天|日|周|星期|月|年)[之以]?前)$/u;

/** Whether a piece of text is a day relative to today: 刚刚, 昨天, 3天前. */
export function isRelativeDay(piece: string): boolean {
  return piece.length <= 30 && RELATIVE.test(piece.replaceAll(/[\s[\]【】()（）|·]/gu, ''));
}

/** Reads a piece of text that is nothing but a date with its decoration. */
export function readBareDate(piece: string, today: string): RowDate | null {
  if (piece.length > 60) return null;
  const bare = foldWidth(piece).replaceAll(DECOR, '');
  const date = bareDate(bare, piece, today);
  return date === null ? null : { ...date, rank: rankOf(piece) };
}

function bareDate(bare: string, piece: string, today: string): Omit<RowDate, 'rank'> | null {
  if (bare.length < 3 || bare.length > 14) return null;
  if (FULL.test(bare)) return past(parseDate(bare), today);
  const short = SHORT_YEAR.exec(bare);
  if (short !== null)
    return past(parseDate(`20${short[1] ?? ''}-${short[2] ?? ''}-${short[3] ?? ''}`), today);
  if (MONTH_DAY.test(bare)) {
    const date = resolveMonthDay(bare, today);
    // `1/20` and `3.2` are page numbers and versions more often than days.
    const isPlain = /\d{2}[-/.]\d{2}|月|\d-\d/u.test(bare) && !/[页条共]/u.test(piece);
    return date === null || !isPlain ? null : { date, isShort: true };
  }
  return null;
}

/** Reads dates whose year, month and day are in separate elements. */
export function readSplitDate(pieces: readonly string[], today: string): RowDate | null {
  const parts = pieces.map((piece) => foldWidth(piece).replaceAll(DECOR, ''));
  for (const torn of tornDates(parts)) {
    const date = past(torn, today);
    if (date !== null) return { ...date, rank: 1 };
  }
  return null;
}

/** Reads a labelled date from a line such as `来源：某局 时间：2024-03-18 浏览：5`; prose is left alone. */
export function readLabelledDate(piece: string, today: string): RowDate | null {
  if (piece.length > MAX_PIECE || countHan(piece) > 60) return null;
  const found = findDates(piece);
  let best: RowDate | null = null;
  for (const item of found) {
    const before = piece.slice(Math.max(0, item.index - 12), item.index);
    const isLabelled = /(?:日期|时间|发布|公开)(?:于)?[\s:：\]】]{0,4}$/u.test(before);
    const date = isLabelled ? past(item.date, today) : null;
    if (date !== null) best = betterDate(best, { ...date, rank: rankOf(before.slice(-8)) });
  }
  if (best !== null) return best;
  const only = found[0];
  if (only === undefined || found.length > 1 || /[。，；！？《]/u.test(piece)) return null;
  const isNumeric = /^\d{4}\s?[-/.]/u.test(piece.slice(only.index));
  const date = isNumeric && countHan(piece) <= 24 ? past(only.date, today) : null;
  return date === null ? null : { ...date, rank: 0 };
}

/** A numeric date at the very end or start of a link's text, and the text without it. */
export function splitTitleDate(
  text: string,
  today: string,
): { title: string; date: RowDate | null } {
  for (const pattern of [NUMERIC_END, NUMERIC_START]) {
    const match = pattern.exec(pattern === NUMERIC_END ? text.slice(-60) : text.slice(0, 60));
    const date = match === null ? null : past(parseDate(match[1] ?? ''), today);
    if (match === null || date === null) continue;
    const rest =
      pattern === NUMERIC_END
        ? text.slice(0, text.length - match[0].length)
        : text.slice(match[0].length);
    if (countHan(rest) >= 2) return { title: rest.trim(), date: { ...date, rank: 1 } };
  }
  // `（2025年7月18日）` may be part of the title, so it stays there.
  const written = parseDate(HAN_END.exec(text.slice(-40))?.[1] ?? '');
  const date = past(written, today);
  return { title: text, date: date === null ? null : { ...date, rank: 0 } };
}

/** The better of two dates: by label, then a full one, then the later one (publication follows signature). */
export function betterDate(a: RowDate | null, b: RowDate | null): RowDate | null {
  if (a === null || b === null) return a ?? b;
  if (a.rank !== b.rank) return a.rank > b.rank ? a : b;
  if (a.isShort !== b.isShort) return a.isShort ? b : a;
  return b.date > a.date ? b : a;
}

/** How much a date's label is to be believed as the day of publication. */
export function rankOf(label: string): number {
  if (PUBLISHED.test(label)) return 3;
  if (WRITTEN.test(label)) return 0;
  return 1;
}

function past(date: string | null, today: string): { date: string; isShort: false } | null {
  return date === null || isFutureDate(date, today) ? null : { date, isShort: false };
}
