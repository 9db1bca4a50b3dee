import type { Language } from '../domain/card.ts';
import type { EntryReason } from '../domain/fetch.ts';
import type { NoRows } from '../domain/source.ts';
import type { RefusalReason } from '../domain/source-inspection.ts';
import type { Gap, GivenUpEntry, SourceStatus } from '../domain/source-state.ts';
import type { DriftReason } from './judge-rows.ts';

type Words = Readonly<Record<Language, string>>;

/** Why a source gives no rows, and what a person can do about it. */
interface Explanation {
  readonly what: Words;
  readonly advice: Words;
}

/** How a source is doing. The table of states in docs/sources.md holds the same rows. */
export const STATUSES: Readonly<Record<SourceStatus, Words>> = {
  new: { 'zh-CN': '尚未访问', en: 'not visited yet' },
  ok: { 'zh-CN': '正常', en: 'fine' },
  quiet: { 'zh-CN': '正常，久无新内容', en: 'fine, nothing new for a long time' },
  unread: { 'zh-CN': '列表正常，文件读不了', en: 'its list is fine, its letters cannot be read' },
  drift: { 'zh-CN': '列表有变，待确认', en: 'changed, to be confirmed' },
  empty: { 'zh-CN': '列表为空', en: 'empty' },
  blocked: { 'zh-CN': '访问受阻', en: 'blocked' },
  gone: { 'zh-CN': '页面已不在', en: 'gone' },
};

const LOOK: Words = {
  'zh-CN': '请用浏览器看看该页面：栏目可能已搬走或改版。',
  en: 'Look at the page in a browser; the column may have moved.',
};
const WAIT: Words = {
  'zh-CN': '等待即可，稍后会自动再试。',
  en: 'Just wait; the bot tries again by itself.',
};
const NOTHING: Words = {
  'zh-CN': '无须处理，之后会自动继续。',
  en: 'Nothing to do; the bot goes on by itself.',
};
const AGREE: Words = {
  'zh-CN': '两次访问一致后会自动恢复；若一直不恢复，请看看该页面，维护者可为其设置 selectors。',
  en: 'It recovers once two visits agree. If it does not, look at the page; the operator can give it selectors.',
};

const BEYOND_LIMITS: Words = {
  'zh-CN': '三次如此即不再读取，列表一周后再试。请看看该页面：正常页面不会如此。',
  en: 'After three times it is read no more; a list is tried again after a week. Look at the page: no ordinary one does this.',
};

/** Why a source gives no rows. The table in docs/sources.md, "States and reasons", holds the same rows. */
export const EXPLANATIONS: Readonly<
  Record<EntryReason | NoRows | DriftReason | RefusalReason, Explanation>
> = {
  challenge: {
    what: { 'zh-CN': '要求先通过浏览器验证', en: 'a browser check comes first' },
    advice: {
      'zh-CN': '机器人不绕过验证。请人工查看该栏目，或改用该网站的订阅源。',
      en: 'The bot solves no checks. Read this column by hand, or use the site’s own feed.',
    },
  },
  forbidden: {
    what: { 'zh-CN': '拒绝本机所在网络或程序访问', en: 'this network or programs are refused' },
    advice: {
      'zh-CN': '请维护者在该网站允许访问的网络中运行机器人，不要使用代理池。',
      en: 'Run the bot from a network that the site serves, never through a pool of proxies.',
    },
  },
  robots: {
    what: { 'zh-CN': 'robots.txt 不允许程序访问', en: 'robots.txt keeps programs out' },
    advice: {
      'zh-CN': '请予尊重，或向该网站询问。',
      en: 'Respect it, or ask the site.',
    },
  },
  tls: {
    what: { 'zh-CN': '证书或加密连接有误', en: 'a certificate or handshake failure' },
    advice: {
      'zh-CN':
        '缺少中间证书时，维护者可设置 politeness.hosts.<host>.caFile；曲线不合时设置 ecdhCurve。不会关闭证书校验。',
      en: 'A missing intermediate can be given as politeness.hosts.<host>.caFile, a curve as ecdhCurve. Checks are never switched off.',
    },
  },
  dns: {
    what: { 'zh-CN': '找不到该域名', en: 'the name does not resolve' },
    advice: {
      'zh-CN': '先等等；若一直如此，看看网站是否换了域名。',
      en: 'Wait, then look whether the site moved to another host.',
    },
  },
  timeout: { what: { 'zh-CN': '响应超时', en: 'no answer in time' }, advice: WAIT },
  connection: { what: { 'zh-CN': '连接中断', en: 'the connection fails' }, advice: WAIT },
  malformed: {
    what: {
      'zh-CN': '网站的应答不合 HTTP 规范，无法可靠读取',
      en: 'the answer breaks the rules of HTTP and cannot be read safely',
    },
    advice: {
      'zh-CN': '会自动再试。若一直如此，请改用该网站的其他地址（如 https、订阅源），或告知网站。',
      en: 'The bot tries again. If it stays so, give another address of the site (https, a feed), or tell the site.',
    },
  },
  cut: {
    what: { 'zh-CN': '应答中途断开，内容不全', en: 'the answer ends before it is whole' },
    advice: {
      'zh-CN': '会自动再试，不全的内容暂不采用。若一直如此，请改用该网站的其他地址，或告知网站。',
      en: 'The bot tries again; half a page is not used. If it stays so, give another address of the site, or tell the site.',
    },
  },
  'server-error': { what: { 'zh-CN': '网站内部出错', en: 'the server fails' }, advice: WAIT },
  'rate-limited': {
    what: { 'zh-CN': '网站要求放慢', en: 'the site asks us to slow down' },
    advice: NOTHING,
  },
  gone: {
    what: { 'zh-CN': '网站返回 404', en: 'the site answers 404' },
    advice: {
      'zh-CN': '请找到该栏目的新地址并更新；网站改版时栏目常会搬家。',
      en: 'Look for the new address and change it in config/sources; columns move when a site is rebuilt.',
    },
  },
  'too-large': {
    what: { 'zh-CN': '页面过大', en: 'the page is too large' },
    advice: {
      'zh-CN': '若页面本身无误，维护者可调高 politeness.maxMegabytes。',
      en: 'Raise politeness.maxMegabytes if the page is right.',
    },
  },
  redirect: {
    what: { 'zh-CN': '跳转过多或跳到不允许的网站', en: 'redirected too often, or astray' },
    advice: {
      'zh-CN': '请看看它跳到哪里，并更正地址。',
      en: 'Look where it leads and correct the address.',
    },
  },
  shell: {
    what: { 'zh-CN': '内容由脚本加载，读不到', en: 'a script fills the page' },
    advice: {
      'zh-CN': '请找一找同一内容的订阅源或其他栏目地址。',
      en: 'Look for a feed or another address of the same column.',
    },
  },
  'refused-address': {
    what: { 'zh-CN': '不是公开的网址', en: 'not a public web address' },
    advice: {
      'zh-CN': '请给出公开网站的完整网页地址，以 http:// 或 https:// 开头。',
      en: 'Give the full address of a public page, starting with http:// or https://.',
    },
  },
  budget: {
    what: {
      'zh-CN': '今天对该网站的访问次数已用完',
      en: 'the day’s visits to this host are used up',
    },
    advice: { 'zh-CN': '无须处理，明天继续。', en: 'Nothing to do; it goes on tomorrow.' },
  },
  'paused-host': {
    what: { 'zh-CN': '该网站出过问题，暂停访问中', en: 'the host is paused after failures' },
    advice: NOTHING,
  },
  'read-timeout': {
    what: { 'zh-CN': '解析耗时超限', en: 'reading it takes longer than the limit' },
    advice: BEYOND_LIMITS,
  },
  'read-memory': {
    what: { 'zh-CN': '解析占用内存超限', en: 'reading it takes more memory than the limit' },
    advice: BEYOND_LIMITS,
  },
  'read-crash': {
    what: { 'zh-CN': '解析时进程崩溃', en: 'reading it ends the process that reads' },
    advice: BEYOND_LIMITS,
  },
  'read-paused': {
    what: {
      'zh-CN': '该网站的页面一天内多次超出解析限度，暂停解析一天',
      en: 'pages of this host ended the process that reads too often; none is read for a day',
    },
    advice: BEYOND_LIMITS,
  },
  'other-page': {
    what: {
      'zh-CN': '打开的是另一个页面，不是列表所指的文件',
      en: 'another page answers, not the document that the list leads to',
    },
    advice: WAIT,
  },
  stub: {
    what: { 'zh-CN': '只有标题，正文还没有放上', en: 'a title only; its text is not there yet' },
    advice: WAIT,
  },
  injected: {
    what: { 'zh-CN': '页面被植入广告', en: 'advertising was set into the page' },
    advice: {
      'zh-CN': '等网站清理后会自动读取；可告知该网站。',
      en: 'It is read once the site is cleaned; the site may be told.',
    },
  },
  bug: {
    what: { 'zh-CN': '程序在此页面上出错', en: 'the program fails on this page' },
    advice: {
      'zh-CN': '请将该页面地址报告给维护者。',
      en: 'Report the address of the page; it is tried again meanwhile.',
    },
  },
  'unasked-304': {
    what: {
      'zh-CN': '网站称页面未变，却没有给出页面',
      en: 'the site says that nothing changed, and gives no page',
    },
    advice: LOOK,
  },
  closed: { what: { 'zh-CN': '机器人正在停止', en: 'the bot is stopping' }, advice: WAIT },
  'layout-changed': { what: { 'zh-CN': '版式变了', en: 'the layout changed' }, advice: AGREE },
  'no-known-row': {
    what: { 'zh-CN': '见过的内容都不在了', en: 'none of the rows that were there' },
    advice: AGREE,
  },
  'older-rows': {
    what: { 'zh-CN': '最新日期倒退了', en: 'the newest date went back' },
    advice: AGREE,
  },
  'fewer-rows': { what: { 'zh-CN': '条目少了很多', en: 'far fewer rows' }, advice: AGREE },
  'no-rows': { what: { 'zh-CN': '没有条目', en: 'no rows' }, advice: LOOK },
  unreadable: {
    what: { 'zh-CN': '只有一句提示，不是栏目页面', en: 'a short notice, no page of a column' },
    advice: LOOK,
  },
  'empty-answer': {
    what: { 'zh-CN': '网站没有返回任何内容', en: 'the answer holds nothing' },
    advice: WAIT,
  },
  unsupported: {
    what: { 'zh-CN': '是文件，不是网页', en: 'a file, not a page' },
    advice: {
      'zh-CN': '请给出这个文件所在栏目（列表页）的地址。',
      en: 'Give the address of the column that lists it.',
    },
  },
  'soft-404': {
    what: { 'zh-CN': '页面提示内容不存在', en: 'the page says that its content does not exist' },
    advice: LOOK,
  },
  login: {
    what: { 'zh-CN': '需要登录', en: 'a login is asked for' },
    advice: {
      'zh-CN': '机器人不登录。请找公开的栏目地址。',
      en: 'The bot does not log in. Look for a public column.',
    },
  },
  detail: {
    what: { 'zh-CN': '是单篇文章，不是列表', en: 'one article, not a list' },
    advice: {
      'zh-CN': '请给出这篇文章所在栏目（列表页）的地址。',
      en: 'Give the address of the column that lists it.',
    },
  },
  'host-not-allowed': {
    what: { 'zh-CN': '不是 .gov.cn 网站', en: 'the host is not under .gov.cn' },
    advice: {
      'zh-CN':
        '有些网站会仿冒、照搬政府网页。若确实可信，请维护者先把该域名加入 bot.yaml 的 politeness.allowedHosts。',
      en: 'Some hosts copy government pages. If this one can be trusted, the operator adds it to politeness.allowedHosts in bot.yaml first.',
    },
  },
  'already-watched': {
    what: { 'zh-CN': '已在关注之列', en: 'in the catalogue already' },
    advice: {
      'zh-CN': '无须再添加。若它被停用，维护者可在 config/sources 中启用。',
      en: 'It need not be added. If it is switched off, the operator can enable it in config/sources.',
    },
  },
};

/** Words of earlier versions in stored states and histories. */
const FORMER_WORDS: Readonly<Record<string, string>> = {
  'js-only': 'shell',
  'no-list': 'unreadable',
};

export function statusWord(status: SourceStatus, language: Language): string {
  return STATUSES[status][language];
}

/** Why a source gives no rows, in words; a reason that the table lacks is returned as it is. */
export function reasonWord(reason: string, language: Language): string {
  return explain(reason)?.what[language] ?? reason;
}

/** For operators: an entry that is not read any more. */
export function givenUpLine({ url, reason, at }: GivenUpEntry): string {
  return `given up on ${at.slice(0, 10)}: ${url} (${reason}: ${reasonWord(reason, 'en')})`;
}

/** For operators: rows of a list that were not looked at. */
export function truncatedLine(count: number): string {
  return `${count} rows beyond the longest list that is looked at (2,000 rows) were not read; give the address of a shorter list, or of each year`;
}

/** For operators: days of which a list may have shown letters only between two visits. */
export function gapLine({ from, to, at }: Gap): string {
  const days = from === null || to === null ? '' : ` of ${from} to ${to}`;
  return `letters${days} may have passed unseen before ${at.slice(0, 10)}, as more came between two visits than the list shows; give the address of a longer list or of one with older pages, or a shorter schedule.minIntervalMinutes`;
}

/** What a person can do about a source that gives no rows. */
export function adviceFor(reason: string | null, language: Language): string {
  return (explain(reason ?? '')?.advice ?? LOOK)[language];
}

function explain(reason: string): Explanation | undefined {
  const known: Readonly<Record<string, Explanation>> = EXPLANATIONS;
  const word = FORMER_WORDS[reason] ?? reason;
  return Object.hasOwn(known, word) ? known[word] : undefined;
}
