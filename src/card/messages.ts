import type {
  CardOccasion,
  Difference,
  Language,
  RelatedLetter,
  Withdrawal,
} from '../domain/card.ts';
import type { PageIssue } from '../domain/page.ts';
import type { RegionLevel } from '../domain/source.ts';
import type { LeftOut } from '../domain/summary.ts';
import type { Standing } from '../domain/standing.ts';
import type { Kind, Relevance } from '../domain/verdict.ts';
import type { RangeWords } from './range-words.ts';

/** The bot's own words on a card; quoted text is not among them. */
export interface CardMessages {
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly relevances: Readonly<Record<Relevance, string>>;
  readonly occasions: Readonly<Record<CardOccasion, string>>;
  readonly levels: Readonly<Record<RegionLevel, string>>;
  readonly roles: Readonly<Record<'main' | 'co-handling', string>>;
  /** Complete: a card without a text must say why. */
  readonly issues: Readonly<Record<PageIssue, string>>;
  /** Where the page is, in words that say who vouches for it. */
  readonly standings: Readonly<Record<Standing, (host: string) => string>>;
  /** The page on the first site could not be read: the text is the second's. */
  readonly textFrom: (own: string, from: string) => string;
  /** In place of a document's kind, where visitors of the site may have written it. */
  readonly userContent: string;
  /** On a column of the office's within its site's part for visitors. */
  readonly amongVisitors: (host: string) => string;
  /** A site outside the government's that the operator added. */
  readonly addedSite: (host: string) => string;
  readonly untitled: string;
  readonly written: (date: string) => string;
  readonly published: (date: string) => string;
  /** The day on which the document's page was last found to say something else. */
  readonly corrected: (date: string) => string;
  /** What became of the document's page, and in a word for a notification or a row. */
  readonly pageGone: Readonly<Record<Withdrawal['kind'], (date: string) => string>>;
  readonly goneShort: Readonly<Record<Withdrawal['kind'], string>>;
  /** Behind the former: another government site has the document. */
  readonly stillAt: (host: string) => string;
  readonly correctedShort: string;
  readonly related: string;
  readonly relatedRoles: Readonly<Record<RelatedLetter['role'], string>>;
  /** Opens what was corrected. */
  readonly changesButton: string;
  /** In front of the old words and of the new ones. */
  readonly saidBefore: string;
  readonly saysNow: string;
  readonly moreChanges: (count: number) => string;
  readonly next: string;
  /** Behind a subject: the number of its proposal. */
  readonly behind: (reference: string) => string;
  /** The agency that an opinion is sent to. */
  readonly sentTo: (recipient: string) => string;
  /** How many more the letter has than are shown; null where that is none. */
  readonly leftOut: (counts: LeftOut) => string | null;
  readonly tableLeftOut: string;
  /** Another copy of the document prints another figure. */
  readonly differs: (host: string, difference: Difference) => string;
  /** A page of the same site that is not the one above. */
  readonly otherPage: (host: string) => string;
  /** Behind a promise: the days that its words mean. */
  readonly meaning: (days: string) => string;
  readonly days: RangeWords;
  readonly attachments: string;
  readonly alsoPublished: string;
  readonly notes: string;
  readonly more: (count: number) => string;
  readonly sourceButton: string;
  /** No two revisions in the same words: a lost answer is found again by them. */
  readonly updated: (revision: number) => string;
  readonly footer: (id: string) => string;
  readonly colon: string;
  /** Between the occasion and the subject of a notification. */
  readonly bar: string;
  /** What a visit brought at once; `kind` is null where several kinds are among them. */
  readonly digest: (source: string, count: number, kind: Kind | null) => string;
  /** What came while a channel was paused. */
  readonly catchUp: (count: number, kind: Kind | null) => string;
  readonly listButton: string;
  /** Behind the title of a page that only copies another. */
  readonly copy: string;
  /** In place of a card that the operator had erased. */
  readonly withdrawn: { readonly title: string; readonly text: string };
}

/** 5 项措施, 5 measures; nothing for none. */
function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}`;
}

/** 2025-03-01 as 2025年3月1日. */
/** A clause without the mark that ends it. */
function unmarked(clause: string): string {
  return clause.replace(/[，,；;。]+$/u, '');
}

function chineseDay(date: string): string {
  return `${Number(date.slice(0, 4))}年${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}

const ZH: CardMessages = {
  kinds: {
    reply: '答复',
    notice: '通知',
    interpretation: '解读',
    news: '新闻',
    opinion: '笔谈',
    other: '其他',
  },
  relevances: { core: '双减', related: '与双减有关', adjacent: '科学教育等', none: '与双减无关' },
  occasions: { new: '新', sample: '示例', digest: '汇总' },
  levels: { national: '全国', province: '省级', city: '市级', county: '县级' },
  roles: { main: '主办', 'co-handling': '会办意见' },
  issues: {
    mirror: '本页是转载副本，未找到官方原文，故不附链接。',
    traditional: '原页为繁体字，已转为简体。',
    'attachment-only': '正文在附件中，请打开原文查看。',
    truncated: '内容不完整，只读到前一部分。',
    'date-conflict': '页面上的日期互相矛盾。',
    'damaged-text': '原文有缺字，缺字处的数字未引用。',
    injected: '网页被植入了广告，恢复之前不发布。',
    unreadable: '正文未能读出，请打开原文查看。',
    unsupported: '文件格式暂不支持，请打开原文查看。',
    empty: '页面上没有正文。',
    'soft-404': '页面提示内容不存在。',
    challenge: '网站要求先通过浏览器验证，正文未能读取。',
    login: '需要登录，正文未能读取。',
    'server-error': '网站出错或正在维护，没有给出正文。',
    shell: '正文由脚本加载，未能读取，请打开原文查看。',
    'too-large': '原文过大，未读完，请打开原文查看。',
    'too-deep': '原页结构异常，未读完，请打开原文查看。',
    'message-board': '页面自称是留言、来信或对它们的回复。',
    'plain-http': '该网站的连接没有加密，内容在途中有可能被人改动。',
  },
  standings: {
    own: (host) => `来源：${host}`,
    region: (host) => `登载于 ${host}（本地政府网站，非发文机关网站）`,
    government: (host) => `转载于 ${host}，非发文机关网站`,
    'user-content': (host) => `见于 ${host} 的互动栏目，不是正式公文`,
    outside: (host) => `转载于 ${host}，非政府网站，未经发文机关证实`,
  },
  textFrom: (own, from) => `${own} 上的原网页未能读出正文，以上内容取自 ${from}`,
  userContent: '互动栏目',
  amongVisitors: (host) => `登载于 ${host} 的互动栏目，不当作正式公文，请以原文为准`,
  addedSite: (host) => `来源：${host}（运营者添加的网站，非政府网站）`,
  untitled: '（无标题）',
  written: (date) => `成文 ${date}`,
  published: (date) => `发布 ${date}`,
  corrected: (date) => `更正于 ${date}`,
  pageGone: {
    gone: (date) => `原网页已于 ${date} 撤下`,
    withdrawn: (date) => `原网页已于 ${date} 声明撤回`,
  },
  goneShort: { gone: '已撤下', withdrawn: '已撤回' },
  stillAt: (host) => `，同一文件仍见于 ${host}`,
  correctedShort: '已更正',
  related: '同一提案的其他答复',
  relatedRoles: { answer: '答复', 'co-handling': '会办意见', 'follow-up': '后续答复' },
  changesButton: '更正 · 改了什么',
  saidBefore: '原：',
  saysNow: '今：',
  moreChanges: (count) => `另有 ${count} 处改动，见原文`,
  next: '下一步',
  behind: (reference) => `（${reference}）`,
  sentTo: (recipient) => `致${recipient}`,
  leftOut: (counts) => {
    const parts = [
      counted(counts.points, '项措施'),
      counted(counts.commitments, '项承诺'),
      counted(counts.figures, '个数据'),
    ].filter((part) => part !== '');
    return parts.length === 0 ? null : `另有 ${parts.join('、')}，见原文`;
  },
  tableLeftOut: '原文有表格，表中数据未列出。',
  differs: (host, { also = [], more = 0, ...first }) =>
    [
      `数字不一致：此处为“${unmarked(first.ours)}”，${host} 上为“${unmarked(first.theirs)}”`,
      ...also.map(({ ours, theirs }) => `此处“${unmarked(ours)}”，彼处“${unmarked(theirs)}”`),
      ...(more === 0 ? [] : [`另有 ${more} 处不一致`]),
    ].join('；'),
  otherPage: (host) => `${host} 另一网页`,
  meaning: (days) => `（即${days}）`,
  days: {
    day: chineseDay,
    month: (year, month) => `${year}年${month}月`,
    year: (year) => `${year}年`,
    before: (date) => `${chineseDay(date)}前`,
    between: (from, to) => `${chineseDay(from)}至${chineseDay(to)}`,
  },
  attachments: '附件',
  alsoPublished: '另见',
  notes: '说明',
  more: (count) => `另有 ${count} 处`,
  sourceButton: '阅读原文',
  updated: (revision) => (revision === 2 ? '已更新' : `已更新 ${revision - 1} 次`),
  footer: (id) => `减报 · 编号 ${id}`,
  colon: '：',
  bar: '｜',
  digest: (source, count, kind) =>
    `${source} 一次公布了 ${count} 件相关${kind === 'reply' ? '答复' : '文件'}`,
  catchUp: (count, kind) =>
    `暂停期间共有 ${count} 件相关${kind === 'reply' ? '答复' : '文件'}，补列如下`,
  listButton: '打开栏目',
  copy: '（转载副本）',
  withdrawn: { title: '内容已撤下', text: '机器人的维护者撤下了这一条，不再保留它的内容。' },
};

const EN: CardMessages = {
  kinds: {
    reply: 'Reply',
    notice: 'Notice',
    interpretation: 'Interpretation',
    news: 'News',
    opinion: 'Opinion',
    other: 'Other',
  },
  relevances: {
    core: 'double reduction',
    related: 'related to double reduction',
    adjacent: 'science education and the like',
    none: 'not about double reduction',
  },
  occasions: { new: 'New', sample: 'Sample', digest: 'Digest' },
  levels: { national: 'national', province: 'province', city: 'city', county: 'county' },
  roles: { main: 'main reply', 'co-handling': 'co-handling opinion' },
  issues: {
    mirror: 'A copy; the official original was not found, so there is no link.',
    traditional: 'The page is in traditional characters; converted to simplified.',
    'attachment-only': 'The text is in an attachment; please open the source.',
    truncated: 'The text is incomplete; only its first part was read.',
    'date-conflict': 'The dates on the page contradict each other.',
    'damaged-text': 'Words are missing in the original; figures there are not quoted.',
    injected: 'Advertising was set into the page; it is not posted until it is cleaned.',
    unreadable: 'The text could not be read; please open the source.',
    unsupported: 'This file format is not supported; please open the source.',
    empty: 'The page has no text.',
    'soft-404': 'The page says that its content does not exist.',
    challenge: 'The site asks for a browser check first; the text could not be read.',
    login: 'The site asks for a login; the text could not be read.',
    'server-error': 'The site failed or is being maintained; no text came.',
    shell: 'A script loads the text; it could not be read. Please open the source.',
    'too-large': 'The original is too large and was not read to its end; please open the source.',
    'too-deep':
      'The page is built in a way that could not be read to its end; please open the source.',
    'message-board': 'The page calls itself a message, or an answer to one.',
    'plain-http':
      "The site's connection was not secured; somebody on the way could have changed the text.",
  },
  standings: {
    own: (host) => `Source: ${host}`,
    region: (host) => `On ${host}, a government site of the place, not the author's own`,
    government: (host) => `A copy on ${host}, not the author's site`,
    'user-content': (host) => `From ${host}, where visitors write: no official letter`,
    outside: (host) => `A copy on ${host}, not a government site and not confirmed`,
  },
  textFrom: (own, from) => `The page on ${own} could not be read; the text above is from ${from}`,
  userContent: 'Interaction page',
  amongVisitors: (host) =>
    `On ${host}, among pages where visitors write: not taken for official; see the source`,
  addedSite: (host) => `Source: ${host}, added by the operator, not a government site`,
  untitled: '(untitled)',
  written: (date) => `written ${date}`,
  published: (date) => `published ${date}`,
  corrected: (date) => `corrected ${date}`,
  pageGone: {
    gone: (date) => `The original page was taken down (${date})`,
    withdrawn: (date) => `The original page says that the letter was withdrawn (${date})`,
  },
  goneShort: { gone: 'taken down', withdrawn: 'withdrawn' },
  stillAt: (host) => `; the same document is still on ${host}`,
  correctedShort: 'corrected',
  related: 'Other letters on this proposal',
  relatedRoles: {
    answer: 'answer',
    'co-handling': 'co-handling opinion',
    'follow-up': 'follow-up',
  },
  changesButton: 'Correction · what changed',
  saidBefore: 'before: ',
  saysNow: 'now: ',
  moreChanges: (count) => `${count} more ${count === 1 ? 'change' : 'changes'} in the source`,
  next: 'What comes next',
  behind: (reference) => ` (${reference})`,
  sentTo: (recipient) => `to ${recipient}`,
  leftOut: (counts) => {
    const parts = [
      counted(counts.points, counts.points === 1 ? 'measure' : 'measures'),
      counted(counts.commitments, counts.commitments === 1 ? 'promise' : 'promises'),
      counted(counts.figures, counts.figures === 1 ? 'figure' : 'figures'),
    ].filter((part) => part !== '');
    return parts.length === 0 ? null : `${parts.join(', ')} more in the source`;
  },
  tableLeftOut: 'The original has a table; its figures are not shown.',
  differs: (host, { also = [], more = 0, ...first }) =>
    [
      `Figures differ: “${unmarked(first.ours)}” here, “${unmarked(first.theirs)}” on ${host}`,
      ...also.map(({ ours, theirs }) => `“${unmarked(ours)}” here, “${unmarked(theirs)}” there`),
      ...(more === 0 ? [] : [`${more} more`]),
    ].join('; '),
  otherPage: (host) => `another page of ${host}`,
  meaning: (days) => ` (${days})`,
  days: {
    day: (date) => date,
    month: (year, month) => `${year}-${String(month).padStart(2, '0')}`,
    year: (year) => `in ${year}`,
    before: (date) => `by ${date}`,
    between: (from, to) => `${from} to ${to}`,
  },
  attachments: 'Attachments',
  alsoPublished: 'Also published by',
  notes: 'Please note',
  more: (count) => `${count} more`,
  sourceButton: 'Read the source',
  updated: (revision) => (revision === 2 ? 'updated' : `updated ${revision - 1} times`),
  footer: (id) => `Jianbao · ref ${id}`,
  colon: ': ',
  bar: ' | ',
  digest: (source, count, kind) =>
    `${source}: ${count} relevant ${kind === 'reply' ? 'replies' : 'documents'} published at once`,
  catchUp: (count, kind) =>
    `${count} relevant ${kind === 'reply' ? 'replies' : 'documents'} came while posting was paused`,
  listButton: 'Open the list',
  copy: ' (a copy)',
  withdrawn: {
    title: 'Withdrawn',
    text: 'The operator of this bot withdrew this message; what it said is no longer kept.',
  },
};

/** The card's words in each language. */
export const CARD_MESSAGES: Readonly<Record<Language, CardMessages>> = { 'zh-CN': ZH, en: EN };
