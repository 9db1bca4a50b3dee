import { allMatches } from '../text/all-matches.ts';

/** A number that counts something, inside a text. */
export interface FoundFigure {
  /** As printed: `1.2`, `1,200`, `3-5`, `两千余`. */
  readonly value: string;
  /** What it is counted by, a power of ten included: `万人次`, `%`, `名`. */
  readonly unit: string;
  /** Where `value` begins. */
  readonly index: number;
}

// What letters about schools count by. 年月日号 are dates and numbers, not units.
const UNITS = (
  '个百分点 平方米 平方公里 千瓦时 积分 学分 站点 课时 学时 小时 分钟 公里 人次 场次 例次 厘米 ' +
  '万步 亿元 万元 元 % ％ ‰ 家 所 个 名 人 位 支 场 次 节 门 期 项 条 件 本 册 份 套 台 间 处 座 辆 亩 倍 ' +
  '届 批 类 例 起 户 组 篇 部 种 对 队 班 片 校 团 轮 堂 幅 张 米 天 周 遍 枚 首 宗 笔 架 趟 封 段 页 道 题 ' +
  '盏 根 柱 顶 口 扇 块 头 匹 眼 盆 把 平方 平米 升 艘 列 株 集 栋 副 车 卷 堂课 个班 款 站 余 字 棵 只 层 师 生 县 市 区 省 乡 镇 村 国 斤 吨 课 员 成 岁 分'
)
  .split(' ')
  .toSorted((a, b) => b.length - a.length);

// 2310家次 counts visits, not institutions; 5个月 and 3个工作日 are spans of time. Longest first.
const COMPOUND_UNIT =
  '个(?:工作日|自然日|学期|学年|学段|年级|班次|小时|星期|月|(?:多|半)(?:月|小时))|' +
  '[家户辆班件所车校团批台站轮课期册篇名节位支对组队]次(?![数要生元序第])';
// 5家长, 20名校 and 14部门 are no counts of 家, 名 and 部.
const UNIT = `(?:${COMPOUND_UNIT}|家(?![长庭教校访])|部(?!门)|名(?!校)|${UNITS.filter(
  (unit) => !['家', '部', '名'].includes(unit),
).join('|')})`;

const FIGURE = new RegExp(
  `(?=\\d)(?<![\\d.A-Za-z+＋〔\\[第“‘"-])(?<value>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{1,12}(?:\\.\\d{1,4})?(?:[-—–~～至]\\d{1,9}(?:\\.\\d{1,4})?)?)` +
    ` ?(?<unit>(?:[多余几]?(?:万|亿|千|百)?(?:多|余)?)${UNIT}|[多余]?(?:万|亿)(?![\\p{Script=Han}]{0,1}[、]))(?![+＋])`,
  'gu',
);

const NUMERAL = '一二两三四五六七八九十百千万亿';
/**
 * Quantities in Chinese numerals: 三成, 两千余名, 百分之九十五, 三分之二. One numeral alone before a common unit (一名,
 * 两次) mostly counts nothing that a reader would look for.
 */
const HAN_FIGURE = new RegExp(
  `(?=[${NUMERAL}零])(?<![第${NUMERAL}\\d零〇])(?:(?<share>百分之[${NUMERAL}零点]{1,8}|[${NUMERAL}]{1,3}分之[${NUMERAL}]{1,3})|` +
    `(?<value>[${NUMERAL}零]{2,9}[多余]?|[一二两三四五六七八九十]成[一二三四五六七八九半]?(?![为立功长果员绩效就熟本人都年了品份])|[二两三四五六七八九十](?=倍))` +
    `(?<unit>[多余]?${UNIT})?)`,
  'gu',
);
const HOLDS_NUMERAL = new RegExp(`[半${NUMERAL}]`, 'u');
/** Small numerals before what only measures: 八小时零五分, 一个半小时, 三周, 一点二个百分点, 一半. */
const HAN_MEASURE = new RegExp(
  `(?=[半${NUMERAL}])(?<![第每${NUMERAL}\\d零〇点])(?:(?<half>一半|半数)|` +
    `(?<value>[${NUMERAL}]{1,3}(?:点[${NUMERAL}]{1,2})?)(?<unit>个?半?(?:小时|钟头)(?:零?[${NUMERAL}]{1,3}分)?|分钟|个百分点|个工作日|公里)|` +
    `(?<more>[二两三四五六七八九十]{1,3})(?<measure>周|天|辆|元)(?!前|后|来))`,
  'gu',
);

// 5所 is a count, 5月 a date; 12345热线 and 110 are names; 90后 an age.
const NOT_COUNTED =
  /^(?:年|月|日|号|时(?!段)|点|级|后|周岁|热线|平台|分级|分类|网格|区划|周年|学年)/u;

const NONE: readonly FoundFigure[] = [];

/** Finds numbers that count something, with what they count by, in order. */
export function findFigures(text: string): readonly FoundFigure[] {
  const digits = /\d/u.test(text) ? digitFigures(text) : NONE;
  const words = HOLDS_NUMERAL.test(text) ? hanFigures(text) : NONE;
  if (words.length === 0) return digits;
  if (digits.length === 0 && words.length === 1) return words;
  return [...digits, ...words].sort((a, b) => a.index - b.index);
}

/** How many figures a text holds. */
export function countFigures(text: string): number {
  return findFigures(text).length;
}

function digitFigures(text: string): FoundFigure[] {
  const found: FoundFigure[] = [];
  for (const match of allMatches(text, FIGURE)) {
    const { value = '', unit = '' } = match.groups ?? {};
    const after = text.slice(match.index + value.length).trimStart();
    if (
      NOT_COUNTED.test(after) ||
      isMinute(text, match.index, unit) ||
      isOrdinal(text, match.index, unit)
    )
      continue;
    if (isInQuotes(text, match.index, match.index + match[0].length)) continue;
    found.push({ value, unit, index: match.index });
  }
  return found;
}

function hanFigures(text: string): FoundFigure[] {
  const found: FoundFigure[] = [];
  for (const match of allMatches(text, HAN_FIGURE)) {
    const { share, value = '', unit = '' } = match.groups ?? {};
    if (isInQuotes(text, match.index, match.index + match[0].length)) continue;
    if (share !== undefined) found.push({ value: share, unit: '', index: match.index });
    else if (value.includes('成')) found.push({ value, unit: '', index: match.index });
    else if (unit !== '' && !isOrdinal(text, match.index, unit) && isQuantity(value, unit))
      found.push({ value, unit, index: match.index });
  }
  return [...found, ...measures(text, found)];
}

function measures(text: string, known: readonly FoundFigure[]): FoundFigure[] {
  const found: FoundFigure[] = [];
  for (const match of allMatches(text, HAN_MEASURE)) {
    const { half, value, unit = '', more, measure = '' } = match.groups ?? {};
    const end = match.index + match[0].length;
    const isKnown = known.some(({ index, value: before, unit: after }) => {
      return index < end && match.index < index + before.length + after.length;
    });
    if (isKnown || isInQuotes(text, match.index, end)) continue;
    const number = half ?? value ?? more ?? '';
    found.push({ value: number, unit: unit === '' ? measure : unit, index: match.index });
  }
  return found;
}

/** 十二届 names a term, 一二年级 counts nothing. */
function isQuantity(value: string, unit: string): boolean {
  if (unit === '届') return false;
  return /[十百千万亿倍]/u.test(value + unit);
}

/**
 * Whether a number is printed where its noun was lost (落实项目24推动…): no unit, words on both sides. Such a clause
 * must not be quoted.
 */
export function hasLostNoun(text: string): boolean {
  if (!/\d/u.test(text)) return false;
  for (const match of allMatches(text, /(?<=\p{Script=Han})(\d{2,})(?=\p{Script=Han})/gu)) {
    const after = text.slice(match.index + match[0].length);
    const before = text.charAt(match.index - 1);
    if (/[第年月〔至到约近超达过满的为共计]/u.test(before) || isNumberName(match[0], after))
      continue;
    if (NOT_COUNTED.test(after) || STARTS_WITH_UNIT.test(after) || ENDS_COUNT.test(after)) continue;
    if (isInQuotes(text, match.index, match.index + match[0].length)) continue;
    return true;
  }
  return false;
}

const STARTS_WITH_UNIT = new RegExp(
  `^(?:[多余几]?[万亿千百]?[多余]?${UNIT}|[多余]?[万亿])|^(?:至|到|或|和|与|余|多|左右|以上|以下|以内|大|强|佳|优|好|后|前|内|路|式|版|学年|双|代|线|网|环|秒|克|毫|摄|瓦|伏|兆|寸|亩|公|平|立)`,
  'u',
);

/** One or two characters at the end are what is counted by, whether we know the word or not: 报警柱230根. */
const ENDS_COUNT = /^\p{Script=Han}{1,2}(?:$|[，、（(。；])/u;

// 18时40分 is a time of day.
function isMinute(text: string, index: number, unit: string): boolean {
  return unit === '分' && /\d[时点]$/u.test(text.slice(Math.max(0, index - 2), index));
}

// 举办9届 counts, 十四届 and 12届三次会议 name one.
function isOrdinal(text: string, index: number, unit: string): boolean {
  const before = text.slice(Math.max(0, index - 2), index);
  return before.trimEnd().endsWith('第') || (unit === '届' && !/[办了共]$/u.test(before));
}

// 12XXX are numbers of public service (电信网编号计划 2017), 110 and its like of emergency; both name a hotline.
const HOTLINE = /^(?:12\d{3}|96\d{3,4}|11[0249]|12[02])$/u;
const YEAR = /^(?:19|20)\d{2}$/u;

/** A year, a century or a hotline: no noun is missing behind it. */
function isNumberName(digits: string, after: string): boolean {
  return YEAR.test(digits) || HOTLINE.test(digits) || /^(?:世纪|年代)/u.test(after);
}

/** “0” and “5+2” are names, not counts. */
function isInQuotes(text: string, start: number, end: number): boolean {
  const open = text.lastIndexOf('“', start);
  if (open < 0 || text.slice(open, start).includes('”')) return false;
  const close = text.indexOf('”', end);
  return close >= 0 && close - open <= 24;
}
