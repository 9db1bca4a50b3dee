import type { NoPage } from '../domain/page.ts';
import { countHan } from '../text/han.ts';
import { type Rule, ruleTable } from '../text/rule-table.ts';
import { hasChildren, textOf, type PageTree } from './page-tree.ts';

/** A sign of what answered in place of a document or a list. The first row that fits names it. */
interface Gate extends Omit<Rule, 'match'> {
  readonly kind: NoPage;
  /** Words that decide on their own when a page's own text is short: see `limit`. */
  readonly sure?: RegExp;
  /** Words that name a page that is known not to be a document: a letter may hold them, too. */
  readonly words?: RegExp;
  /** Tested against inline code, addresses of scripts, and a meta refresh. */
  readonly script?: RegExp;
  /** Tested against the cookies that an answer sets; they prove nothing on their own, good pages set some too. */
  readonly cookie?: RegExp;
  /** How many Chinese characters the page may have besides. */
  readonly limit: number;
}

const anyOf = (...phrases: readonly string[]): RegExp => new RegExp(phrases.join('|'), 'iu');

// The shortest real reply met has 90 Chinese characters; notices of firewalls have up to 110.
const NOTICE = 120;
// Gates by script show nothing, or one sentence.
const SCRIPT = 60;
const BLANK = 30;

/** What each row's words are: systems by their cookies and scripts first, then what servers and templates say. */
const GATE_ROWS: readonly Gate[] = [
  {
    id: 'jiasule',
    kind: 'challenge',
    cookie: /__jsl_clearance|__jsluid/u,
    script: /__jsl_clearance|__jsluid/u,
    limit: SCRIPT,
    source: '加速乐: docs/field-notes.md §3',
  },
  {
    id: 'aliyun',
    kind: 'challenge',
    cookie: /acw_sc__v\d/u,
    script: /acw_sc__v\d/u,
    limit: SCRIPT,
    source: 'Aliyun: docs/field-notes.md §3',
  },
  {
    id: 'bot-cookies',
    kind: 'challenge',
    cookie: /HOY_TR|_bot_sbu/u,
    script: /HOY_TR|_bot_sbu/u,
    limit: SCRIPT,
    source: 'docs/field-notes.md §3',
  },
  {
    id: 'edgeone',
    kind: 'challenge',
    cookie: /EO_Bot_Ssid|__tst_status/u,
    script: /EO_Bot_Ssid|__tst_status/u,
    limit: SCRIPT,
    source: 'EdgeOne: docs/field-notes.md §3',
  },
  {
    id: 'huawei',
    kind: 'challenge',
    cookie: /HWWAFSES/u,
    script: /HWWAFSES/u,
    limit: SCRIPT,
    source: 'Huawei: docs/field-notes.md §3',
  },
  {
    id: 'ruishu',
    kind: 'challenge',
    script: /\$_ts\s{0,3}=|_\$[a-z0-9]{2}\(|r=['"]m['"]/u,
    limit: SCRIPT,
    source: '瑞数, by symptom: docs/field-notes.md §3',
  },
  {
    id: 'cloudflare',
    kind: 'challenge',
    script: /cf_chl|challenge-platform/u,
    sure: anyOf('Just a moment', 'Checking your browser'),
    limit: SCRIPT,
    source: 'Cloudflare: the address of its challenge script, the titles of its page',
  },
  {
    id: 'cookie-and-again',
    kind: 'challenge',
    script:
      /document\.cookie\s{0,3}=[^;]{0,400};?.{0,200}location\s{0,3}(?:=|\.(?:reload|href|replace))/su,
    limit: SCRIPT,
    source: 'a cookie set by script, then the page again: docs/field-notes.md §3',
  },
  {
    id: 'checks',
    kind: 'challenge',
    sure: anyOf(
      '(?:安全|人机|滑动|访问)验证',
      '(?:请|需)完成验证',
      '正在验证',
      '请输入验证码',
      '浏览器安全检[查测]',
      '正在检[查测].{0,6}浏览器',
      '请[开启]启\\s?(?:JavaScript|js)',
      '请启用\\s?(?:JavaScript|js)',
    ),
    words: anyOf('验证', '滑块', '拼图', '机器人', '字符', 'captcha', 'robot', 'human'),
    limit: NOTICE,
    source: 'checks for a person at a browser: docs/field-notes.md §3',
  },
  {
    id: 'firewalls',
    kind: 'challenge',
    sure: anyOf(
      '(?:访问|请求|操作)过于频繁',
      '(?:访问|请求)(?:已)?被(?:网站|系统|防火墙)?(?:拦截|拒绝|阻断|限制)',
      '您的请求(?:带有|含有|疑似)',
      '您的访问(?:被|存在|可能对)',
      '网站防火墙',
      'Web应用防火墙',
      '造成(?:安全)?威胁',
      'Access Denied',
      'requested URL was rejected',
    ),
    words: anyOf(
      '频繁',
      '太快',
      '拦截',
      '阻断',
      '屏蔽',
      '防火墙',
      '恶意',
      '攻击',
      '(?:访问|流量|请求|行为).{0,4}异常',
      '异常(?:访问|流量|请求|行为)',
      'IP',
      '境外',
      '代理软件',
      '(?:地区|区域|国家|网络).{0,6}(?:无法|不能|限制|禁止)',
      '(?:访问|浏览)(?:受限|限制|受到限制)',
      'denied',
      'forbidden',
      'blocked',
    ),
    limit: NOTICE,
    source:
      'firewalls: https://github.com/LeetCode-Feedback/LeetCode-Feedback/issues/4446 (Aliyun), ' +
      'https://github.com/Ekultek/WhatWaf/issues/101 (360)',
  },
  {
    id: 'login',
    kind: 'login',
    sure: anyOf(
      '(?:请|您)(?:先|需要|尚未|还没有|未)?(?:重新)?登[录陆](?:后|系统|查看|访问|再)?',
      '用户登[录陆]',
      '统一身份认证',
      '(?:账号|密码|扫码)登[录陆]',
      '登[录陆]超时',
      '会话(?:已)?(?:过期|失效|超时)',
      '没有(?:访问|查看|浏览)?权限',
      '无权(?:访问|查看|限)',
      '权限不足',
    ),
    words: anyOf(
      '登[录陆]',
      '认证',
      '票据',
      '权限',
      '无权',
      '授权',
      '[账帐]号',
      '密码',
      '会话',
      '会员',
      '内部人员',
      '内网',
      'log ?in',
      'sign ?in',
      'unauthorized',
      'permission',
    ),
    limit: NOTICE,
    source: 'log-in walls of intranet columns',
  },
  {
    id: 'soft-404',
    kind: 'soft-404',
    sure: anyOf(
      '(?:页面|网页|文章|内容|信息|文件|资源|网址|地址|链接)(?:已经?)?(?:不存在|找不到|未找到|无法找到|已删除|被删除|已被删除|已下线|已过期|已失效|不见了|走丢|跑丢|丢失)',
      '(?:找不到|未找到|没有找到|无法找到|无法显示)(?:您?(?:要|所|想)?(?:访问|查看|浏览|请求)?的?)?(?:页面|网页|文章|内容|信息|文件|资源|该页)',
      '您?(?:要|所|想|正在)?(?:访问|查看|浏览|请求)的(?:页面|网页|文章|内容|信息|文件|资源).{0,12}(?:不存在|删除|找不到|丢了|离开|下线|失效)',
      '网站已?关闭',
      '404 ?(?:not found|错误|页面|error)',
      'not found',
      '(?:^|\\n)\\s{0,4}404\\s{0,4}(?:\\n|$|[-—|_:：!！])',
      'error ?404',
    ),
    words: anyOf(
      '不存在',
      '[找查]不到',
      '未找到',
      '没有(?:找到|对应)',
      '无法找到',
      '[跑走]丢',
      '丢失',
      '删除',
      '撤[回销]',
      '下[线架]',
      '失效',
      '过期',
      '关闭',
      '停止更新',
      '未审核|审核通过',
      'no longer',
      '40[49]|410',
    ),
    limit: NOTICE,
    source: 'ghost pages: docs/field-notes.md §3; error pages of Apache and nginx',
  },
  {
    id: 'server-error',
    kind: 'server-error',
    sure: anyOf(
      '(?:系统|网站|栏目|页面)(?:正在)?(?:维护|升级)中',
      '系统繁忙',
      '服务器错误',
      'Internal Server Error',
      'Bad Gateway',
      'Service (?:Temporarily )?Unavailable',
      'Gateway Time-?out',
      'Whitelabel Error Page',
      'Error establishing a database connection',
    ),
    words: anyOf(
      '繁忙',
      '稍[后候]',
      '维护',
      '升级',
      '检修',
      '调整',
      '割接',
      '改版',
      '建设中',
      '更新中',
      '数据库',
      '连接',
      '服务器',
      '服务(?:暂|不可|已|异)',
      '不可用',
      '故障',
      '断电',
      '错误',
      '有误',
      '出错',
      '失败',
      '异常',
      '过多',
      '队列|排队',
      '暂[停时]',
      'error',
      'exception',
      '50\\d',
    ),
    limit: NOTICE,
    source: 'error pages of nginx, Apache, Tomcat, Spring and WordPress; notices of maintenance',
  },
  {
    id: 'shell',
    kind: 'shell',
    script: /\S/u,
    words: anyOf('加载', '载入', '跳转', '移步', 'loading', 'redirect', '请稍'),
    limit: BLANK,
    source: 'pages that a script fills, or that only lead on: docs/field-notes.md §3',
  },
];

/** The rows as a table; their words are of several sorts, so each row lists them all for those who judge it. */
const GATES = ruleTable<Gate & Rule>(
  'gates',
  GATE_ROWS.map((row) => Object.assign(row, { match: patternsOf(row) })),
);

function patternsOf({ cookie, script, sure, words }: Gate): readonly string[] {
  return [cookie, script, sure, words].flatMap((pattern) => pattern?.source ?? []);
}

const MOVED = ruleTable(
  'moved',
  [
    {
      id: 'chinese',
      match: [
        '已(?:经)?(?:迁移|搬迁|移至|转移|变更)',
        '(?:自动|正在|即将|页面)跳转',
        '新(?:地址|网址)',
      ],
      source: 'notices of moved pages: docs/field-notes.md §3',
    },
    {
      id: 'servers',
      match: [
        'has (?:been )?moved',
        'moved (?:permanently|temporarily)',
        'object moved',
        'redirecting',
      ],
      source: 'RFC 9110 §15.4 and the pages of Apache, nginx and IIS for 301 and 302',
    },
  ],
  { flags: 'iu' },
);

/** Whether a page's words send its reader to another address. */
export function isMoveNotice(words: string): boolean {
  return MOVED.test(words);
}

/** The parts of a page that show whether a gate answered in its place. */
export interface PageShown {
  readonly title: string;
  /** Its own words: a letter's body, or the text outside of links. */
  readonly own: string;
  /** Chinese characters of the whole page. */
  readonly han: number;
  /** A sample of its code. */
  readonly code: string;
}

// A page with more Chinese characters than this is a page, whatever words it holds.
const MAX_HAN = 1_200;
// So much of it may surround a notice of any length that is allowed.
const MAX_AROUND = 400;
const MAX_CODE = 6_000;
const MAX_CODE_EACH = 1_500;
const MAX_WORDS = 60_000;

/** What a page shows, given its own words. */
export function shownBy(tree: PageTree, own: string): PageShown {
  const refresh = tree.meta.get('refresh');
  const codes = [
    ...(refresh === undefined ? [] : [refresh]),
    ...tree.scriptFiles,
    ...tree.scripts.map((code) => code.slice(0, MAX_CODE_EACH)),
  ];
  return {
    title: tree.title,
    own,
    han: countHan(tree.texts.join('').slice(0, MAX_WORDS)),
    code: codes.join(' ').slice(0, MAX_CODE),
  };
}

/** Names what answered in place of a document or a list where the page shows it for certain; null else. */
export function findGate(shown: PageShown): NoPage | null {
  const { title, own, han, code } = shown;
  if (han > MAX_HAN) return null;
  const ownHan = countHan(own);
  const isShort = han < MAX_AROUND || ownHan < SCRIPT;
  const text = `${title}\n${own}`;
  const gate = GATES.rows().find(
    ({ script, sure, limit }) =>
      (script !== undefined && han < limit && script.test(code)) ||
      (sure !== undefined && isShort && ownHan < limit && sure.test(text)),
  );
  return gate?.kind ?? null;
}

/** Names a page that is known to be neither document nor list. */
export function nameGate(shown: PageShown): NoPage {
  const text = `${shown.title}\n${shown.own}`;
  return (
    findGate(shown) ?? GATES.rows().find(({ words }) => words?.test(text))?.kind ?? 'unreadable'
  );
}

/** The system whose gate sets such cookies, or null. */
export function systemOfCookies(cookies: string): string | null {
  return (
    GATES.rows()
      .find(({ cookie }) => cookie?.test(cookies))
      ?.source.split(':')[0] ?? null
  );
}

const MOUNT = /^(?:app|root|__nuxt|__next|main-app)$/u;

/** Whether a page holds the empty element that an application draws itself into. */
export function hasMount(tree: PageTree): boolean {
  return tree.elements.some(
    (element) =>
      MOUNT.test(element.attributes['id'] ?? '') &&
      !hasChildren(element) &&
      textOf(tree, element).trim() === '',
  );
}
