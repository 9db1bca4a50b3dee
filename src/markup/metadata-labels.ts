import type { Block } from './blocks.ts';
import { allMatches } from '../text/all-matches.ts';

/** A field of the disclosure block; `other` only ends the value before it. */
export type Field =
  | 'indexNumber'
  | 'documentNumber'
  | 'issuer'
  | 'source'
  | 'written'
  | 'issued'
  | 'published'
  | 'dated'
  | 'proposalNumber'
  | 'proposalTitle'
  | 'title'
  | 'other';

interface LabelRow {
  readonly field: Field;
  readonly words: string;
  readonly source: string;
}

/**
 * Labels by field. Which date a label gives is decided here, by what the word says:
 * `published` is when the page appeared; `written` is when the document was finished;
 * `issued` (发文日期, 生成日期 …) is used for both meanings by different systems, so it fills
 * whichever of the two nothing better says (met in both meanings: docs/field-notes.md §1.9).
 */
const LABELS: readonly LabelRow[] = [
  {
    field: 'indexNumber',
    words: '索引号 索引码 索取号 信息索引号 信息索引 索引编号 信息索取号',
    source: 'docs/field-notes.md §1.9',
  },
  {
    field: 'documentNumber',
    words:
      '文号 发文字号 发文文号 文件编号 文件字号 公文字号 发文号 发布文号 信息文号 公文文号 文件号 复文字号 答复文号',
    source: 'docs/field-notes.md §1.9',
  },
  {
    field: 'issuer',
    words:
      '发布机构 发文机关 发文机构 发布单位 发文单位 公开责任部门 所属机构 制发机关 公开机构 责任部门 发布部门 公开主体 制定机关 印发机关 成文机关 发布机关 发文部门 公开单位 公开部门 答复单位 承办单位名称 信息公开单位 信息提供 信息生成单位 产生机构 制作单位 信息产生机构 信息提供单位',
    source: 'docs/field-notes.md §1.9',
  },
  {
    field: 'source',
    words:
      '来源 信息来源 稿件来源 文章来源 消息来源 稿源 出处 内容来源 新闻来源 文件来源 来源单位 来源部门 供稿单位 供稿 发稿单位',
    source: 'the line below the title on most pages: docs/field-notes.md §2.6',
  },
  {
    field: 'written',
    words:
      '成文日期 成文时间 印发日期 印发时间 签发日期 签发时间 落款日期 形成日期 答复日期 答复时间 办复日期',
    source: 'docs/field-notes.md §1.9',
  },
  {
    field: 'issued',
    words:
      '发文日期 发文时间 生成日期 生成时间 产生日期 产生时间 制发日期 制作日期 信息生成日期 信息产生日期',
    source: 'docs/field-notes.md §1.9',
  },
  {
    field: 'published',
    words:
      '发布日期 发布时间 公开日期 公开时间 公布日期 公布时间 发表时间 发表日期 发稿时间 录入时间 录入日期 上网时间 上网日期 信息时间 添加时间 信息发布日期 信息公开日期 发布于 上传时间 上传日期',
    source: 'docs/field-notes.md §1.9',
  },
  {
    field: 'dated',
    words: '时间 日期 更新时间 更新日期',
    source: 'below a title these mean publication, elsewhere anything',
  },
  {
    field: 'title',
    words: '标题 信息名称 名称 文件名称 信息标题 公文标题 文件标题 公文名称',
    source: 'docs/field-notes.md §1.9',
  },
  {
    field: 'proposalNumber',
    words: '提案编号 建议编号 提案号 建议号 案号 议案编号 提案序号',
    source: 'tables of proposal systems: 提案编号 | 提案标题 | 答复内容',
  },
  {
    field: 'proposalTitle',
    words: '案由 提案标题 提案题目 建议标题 提案名称 建议名称 建议题目',
    source: 'tables of proposal systems',
  },
  {
    field: 'other',
    words:
      '提案人 提出人 领衔代表 提案者 提案类别 建议类别 答复内容 回复内容 正文 内容 信息内容 办理结果 届次 主题分类 体裁分类 主题词 关键词 关键字 有效性 时效性 时效 是否有效 公开方式 公开类别 公开属性 公开形式 公开范围 公开程序 公开期限 公开时限 内容概述 内容概要 内容摘要 内容概况 信息分类 信息类别 分类 组配分类 服务对象 文种 体裁 效力状态 生效日期 生效时间 实施日期 施行日期 废止日期 废止时间 失效日期 失效时间 有效期 浏览次数 浏览量 浏览 点击数 点击量 点击率 点击次数 点击 访问量 访问次数 阅读次数 阅读量 阅读数 阅读 字体 字号 字体大小 作者 责任编辑 责编 编辑 审核 审核人 校对 分享 分享到 打印 视力保护色 语种 载体类型 记录形式 信息格式 信息类型 主办单位 承办单位 撰稿 摄影 主题 类别 类型 状态 公开时效 文件状态 文件类型 下载 附件 人气 所属类别 公开目录 信息载体 签发人 分类号 收藏 服务主题 行业分类 所属主题 公文种类 依申请公开 政策咨询 咨询电话 发布人 责任人',
    source: 'docs/field-notes.md §1.9',
  },
];

const FIELD_OF = new Map<string, Field>(
  LABELS.flatMap((row) => row.words.split(' ').map((word) => [word, row.field] as const)),
);
// Most colons end no label, and most lines begin with none: a look at one character saves 2 % of extraction.
const STARTS = new Set(Array.from(FIELD_OF.keys(), (word) => word.charAt(0)));
const ENDS = new Set(Array.from(FIELD_OF.keys(), (word) => word.slice(-1)));
const LONGEST = Math.max(...[...FIELD_OF.keys()].map((word) => word.length));
const DECORATION = /[\s:：∶【】[\]［］|｜()（）*＊·•]+/gu;

/** The field that a whole small cell names, or null when it is no label. */
export function fieldOfLabel(cell: string): Field | null {
  if (cell.length > 24) return null;
  const direct = FIELD_OF.get(cell);
  if (direct !== undefined) return direct;
  const word = cell.replaceAll(DECORATION, '');
  return word.length > LONGEST ? null : (FIELD_OF.get(word) ?? null);
}

/** A label found in a line: where it begins, where its value begins. */
export interface FoundLabel {
  readonly field: Field;
  readonly start: number;
  readonly end: number;
}

const COLON = /[:：∶]/gu;
const HAN = /[\u4e00-\u9fff]/u;
// Justified labels have blanks between their characters: `文       号`.
const MAX_LABEL_SPAN = 40;
// Shorter ones are parts of other words: 项目名称 is no 名称. These are sure enough to be found
// glued to the value before: `张某发布时间：`.
const SURE_LENGTH = 4;

/** Labels that a colon ends, in order. */
export function labelsWithColon(text: string): readonly FoundLabel[] {
  const found: FoundLabel[] = [];
  for (const colon of allMatches(text, COLON)) {
    const label = labelBefore(text, colon.index);
    if (label !== null) found.push(label);
  }
  return found;
}

/** The longest label that ends right before an index. */
function labelBefore(text: string, end: number): FoundLabel | null {
  let word = '';
  let best: FoundLabel | null = null;
  for (let at = end - 1; at >= Math.max(0, end - MAX_LABEL_SPAN); at -= 1) {
    const char = text.charAt(at);
    if (isBlank(char)) continue;
    if (word === '' && !ENDS.has(char)) return null;
    word = char + word;
    if (word.length > LONGEST) break;
    const field = FIELD_OF.get(word);
    if (field === undefined) continue;
    const isGlued = at > 0 && HAN.test(text.charAt(at - 1));
    if (!isGlued || word.length >= SURE_LENGTH) best = { field, start: at, end: end + 1 };
  }
  return best;
}

/** Labels between blanks, with or without a colon: `索 引 号 640400005/2022-00124 发文时间 2022-10-21`. */
export function labelsBetweenBlanks(text: string): readonly FoundLabel[] {
  const tokens = allMatches(text, /[^\s:：∶]+(?:\s*[:：∶])?/gu);
  const found: FoundLabel[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const label = labelFrom(tokens, at);
    if (label === null) continue;
    found.push(label.label);
    at += label.tokens - 1;
  }
  return found;
}

function labelFrom(
  tokens: readonly RegExpExecArray[],
  from: number,
): { readonly label: FoundLabel; readonly tokens: number } | null {
  let word = '';
  let best: { label: FoundLabel; tokens: number } | null = null;
  for (let count = 1; from + count <= tokens.length; count += 1) {
    const token = tokens[from + count - 1];
    if (token === undefined) break;
    word += token[0].replaceAll(/[\s:：∶]/gu, '');
    if (word.length > LONGEST) break;
    const field = FIELD_OF.get(word);
    const start = tokens[from]?.index ?? 0;
    const end = token.index + token[0].length;
    if (field !== undefined) best = { label: { field, start, end }, tokens: count };
  }
  return best;
}

/** Whether a line begins with a character that labels begin with. */
export function mayStartLabel(text: string): boolean {
  return STARTS.has(text.charAt(0));
}

/** The labels of a line that begins with one in brackets: `【索引号】S0005-1300-2024-00418`. */
export function labelsInBrackets(text: string): readonly FoundLabel[] {
  if (!/^[【[［]/u.test(text)) return [];
  const found: FoundLabel[] = [];
  for (const match of allMatches(text, /[【[［]([^【】[\]［］]{2,24})[】\]］]/gu)) {
    const field = fieldOfLabel(match[1] ?? '');
    if (field === null) continue;
    found.push({ field, start: match.index, end: match.index + match[0].length });
  }
  return found[0]?.start === 0 ? found : [];
}

/** The label that a line begins with when nothing parts it from its value, or null. */
export function labelAtStart(text: string): FoundLabel | null {
  if (!mayStartLabel(text)) return null;
  for (let length = Math.min(LONGEST, text.length); length >= 2; length -= 1) {
    const field = FIELD_OF.get(text.slice(0, length));
    if (field !== undefined) return { field, start: 0, end: length };
  }
  return null;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\u3000' || char === '\u00a0' || char === '\t';
}

/** Whether a table row is of label and value pairs; the heading row of a table of data is none. */
export function isLabelRow(block: Block): boolean {
  const { cells } = block;
  if (cells.length < 2) return false;
  let labels = 0;
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    if (cell.length > 160) return false;
    const colon = cell.search(/[:：]/u);
    if (colon > 0 && fieldOfLabel(cell.slice(0, colon)) !== null) return true;
    if (fieldOfLabel(cell) === null) continue;
    if (at % 2 === 1) return false;
    labels += 1;
  }
  return labels > 0 && (labels >= 2 || cells.length <= 3);
}
