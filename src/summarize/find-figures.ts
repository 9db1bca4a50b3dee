/** A number with its unit inside a text. */
export interface FoundFigure {
  readonly value: string;
  readonly unit: string;
  readonly index: number;
}

// What can be counted in a letter about schools; longest first. 年月日号 are dates and numbers, not units.
const UNITS = (
  '个百分点 平方米 平方公里 人次 场次 例次 课时 学时 小时 分钟 公里 ' +
  '万步 亿元 万元 元 % ％ ‰ 家 所 个 名 人 位 支 场 次 节 门 ' +
  '期 项 条 件 本 册 份 套 台 间 处 座 辆 亩 倍 届 批 类 例 起 ' +
  '户 组 篇 部 种 对 队 班 片 校 团 轮 堂 幅 张 米 天 周 遍 枚 ' +
  '首 宗 笔 架 趟 封 段 页 道 题 盏 株 集 栋 副 车 卷 堂课 个班 ' +
  '学分 积分 款 站 站点 余 字 棵 只 层 师 生 县 市 区 省 乡 镇 ' +
  '村 国 厘米 斤 吨 千瓦时 课 员 成 岁 分'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);

// 2310家次 counts visits, not institutions; 5个月 and 3个工作日 are spans of time. Longest first.
const COMPOUND_UNIT =
  '个(?:工作日|自然日|学期|学年|学段|年级|班次|小时|星期|月|(?:多|半)(?:月|小时))|' +
  '[家户辆班件所车校团批台站轮课期册篇名节位支对组队]次(?![数要生元序第])';
// 5家长 and 20名校 are no counts of 家 and 名.
const UNIT = `(?:${COMPOUND_UNIT}|家(?![长庭教校访])|${UNITS.filter((unit) => unit !== '家').join('|')})`;

const FIGURE = new RegExp(
  `(?<![\\d.A-Za-z+＋〔\\[第“‘"-])(?<value>\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d{1,12}(?:\\.\\d{1,4})?(?:[-—–~～]\\d{1,9}(?:\\.\\d{1,4})?)?)` +
    ` ?(?<unit>(?:[多余几]?(?:万|亿|千|百)?(?:多|余)?)${UNIT}|[多余]?(?:万|亿)(?![\\p{Script=Han}]{0,1}[、]))(?![+＋])`,
  'gu',
);

// 5所 is a count, 5月 a date; 12345热线 and 110 are names; 90后 an age.
const NOT_COUNTED =
  /^(?:年|月|日|号|时(?!段)|点|级|后|届|周岁|热线|平台|分级|分类|网格|区划|周年)/u;

/** Finds numbers that count something, with what they count by. */
export function findFigures(text: string): readonly FoundFigure[] {
  const found: FoundFigure[] = [];
  for (const match of text.matchAll(FIGURE)) {
    const value = match.groups?.['value'] ?? '';
    const unit = match.groups?.['unit'] ?? '';
    const after = text.slice(match.index + value.length).trimStart();
    if (NOT_COUNTED.test(after) || isOrdinal(text, match.index, unit)) continue;
    if (insideQuotes(text, match.index, match.index + match[0].length)) continue;
    found.push({ value, unit, index: match.index });
  }
  return found;
}

/**
 * Whether a number stands where its noun was torn off (`落实项目24推动…`): no unit, words on both sides. Such a
 * clause must not be quoted.
 */
export function isDamaged(text: string): boolean {
  for (const match of text.matchAll(/(?<=\p{Script=Han})(\d{2,})(?=\p{Script=Han})/gu)) {
    const after = text.slice(match.index + match[0].length);
    const before = text.charAt(match.index - 1);
    if (/[第年月〔至到约近超达过满的]/u.test(before) || isNumberName(match[0], after)) continue;
    if (NOT_COUNTED.test(after) || STARTS_WITH_UNIT.test(after)) continue;
    if (insideQuotes(text, match.index, match.index + match[0].length)) continue;
    return true;
  }
  return false;
}

const STARTS_WITH_UNIT = new RegExp(
  `^(?:[多余几]?[万亿千百]?[多余]?${UNIT}|[多余]?[万亿])|^(?:至|到|或|和|与|余|多|左右|以上|以下|以内|大|强|佳|优|好|后|前|内|路|式|版|学年|双|代|线|网|环|秒|克|毫|摄|瓦|伏|兆|寸|亩|公|平|立)`,
  'u',
);

// 举办9届 counts, 十四届 and 12届三次会议 name one.
function isOrdinal(text: string, index: number, unit: string): boolean {
  const before = text.slice(Math.max(0, index - 2), index);
  return /第\s?$/u.test(before) || (unit === '届' && !/[办了共]$/u.test(before));
}

// 12XXX are numbers of public service (电信网编号计划 2017), 110 and its like of emergency; both name a hotline.
const HOTLINE = /^(?:12\d{3}|96\d{3,4}|11[0249]|12[02])$/u;
const YEAR = /^(?:19|20)\d{2}$/u;

/** A year, a century or a hotline: no noun is missing behind it. */
function isNumberName(digits: string, after: string): boolean {
  return YEAR.test(digits) || HOTLINE.test(digits) || /^(?:世纪|年代)/u.test(after);
}

/** “0” and “5+2” are names, not counts. */
function insideQuotes(text: string, start: number, end: number): boolean {
  const open = text.lastIndexOf('“', start);
  if (open < 0 || text.slice(open, start).includes('”')) return false;
  const close = text.indexOf('”', end);
  return close >= 0 && close - open <= 24;
}
