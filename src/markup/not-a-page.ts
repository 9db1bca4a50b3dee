import type { Problem } from '../domain/page.ts';
import { countHan } from '../text/han.ts';
import type { PageBlocks } from './blocks.ts';
import type { PageTree } from './page-tree.ts';

interface Sign {
  readonly problem: Problem;
  /** Tested against the page's visible text and title. */
  readonly text?: RegExp;
  /** Tested against inline scripts and meta refresh. */
  readonly script?: RegExp;
  readonly source: string;
}

// A page with more Chinese characters than this is a page, whatever words it holds.
const MAX_HAN = 400;

const SIGNS: readonly Sign[] = [
  {
    problem: 'challenge',
    script:
      /__jsl_clearance|__jsluid|acw_sc__v2|\$_ts=|_\$[a-z0-9]{2}\(|HWWAFSES|EO_Bot_Ssid|__tst_status|HOY_TR|cf_chl|challenge-platform|document\.cookie\s{0,3}=[^;]{0,400};?.{0,200}location\.(?:reload|href|replace)/su,
    source: 'docs/field-notes.md §3: 瑞数, 加速乐, Aliyun, Huawei, EdgeOne gates',
  },
  {
    problem: 'challenge',
    text: /安全验证|人机验证|请完成验证|滑动验证|访问验证|正在验证|请开启JavaScript|请启用JavaScript|请启用js|浏览器安全检查|访问过于频繁|访问被拒绝|访问被拦截|请求被拦截|您的请求(?:带有|含有|疑似)|网站防火墙|Web应用防火墙|Access Denied|Just a moment|Checking your browser|请输入验证码/iu,
    source: 'docs/field-notes.md §3: gates and firewalls',
  },
  {
    problem: 'soft-404',
    text: /(?:页面|网页|文章|内容|信息|文件|资源|网址|地址|链接)(?:已经?)?(?:不存在|找不到|未找到|无法找到|已删除|被删除|已被删除|已下线|已过期|已失效|不见了|丢失)|(?:找不到|未找到|没有找到|无法找到|无法显示)(?:您?(?:要|所|想)?(?:访问|查看|浏览|请求)?的?)?(?:页面|网页|文章|内容|信息|文件|资源|该页)|(?:您?(?:要|所|想|正在)?(?:访问|查看|浏览|请求)的)(?:页面|网页|文章|内容|信息|文件|资源).{0,12}(?:不存在|删除|找不到|丢了|离开|下线|失效)|404 ?(?:not found|错误|页面|error)|not found|(?:^|\n)\s{0,4}404\s{0,4}(?:\n|$|[-—|_:：!！])|error ?404|栏目维护中|页面升级中|网站维护中|系统维护中|服务器错误|Internal Server Error|Bad Gateway|Service Unavailable/iu,
    source: 'docs/field-notes.md §3: ghost pages',
  },
  {
    problem: 'login',
    text: /(?:请|您)(?:先|需要|尚未|还没有|未)?登录(?:后|系统|查看|访问|再)?|用户登录|统一身份认证|账号登录|密码登录|登录超时|会话(?:已)?(?:过期|失效|超时)|没有(?:访问|查看|浏览)?权限|无权(?:访问|查看|限)|权限不足|扫码登录|sign in|log ?in/iu,
    source: 'log-in walls of intranet columns',
  },
];

// A short letter may speak of logging in, of missing documents, of proposal number 404.
const LETTER_WORDS = /收悉|(?:答复|函复|通知|公告)如下|特此|此复/u;

/** Names what answered instead of a document, or null for a page that may hold one. */
export function notAPage(
  { tree, markup }: { readonly tree: PageBlocks; readonly markup: PageTree | null },
  bodyText: string,
): Problem | null {
  const bodyHan = countHan(bodyText);
  if (bodyHan > 150 || LETTER_WORDS.test(bodyText)) return null;
  const visible = tree.blocks
    .slice(0, 400)
    .map((block) => block.text)
    .join('\n')
    .slice(0, 8_000);
  if (countHan(visible) > MAX_HAN * 3) return null;
  const text = `${tree.title}\n${visible}`;
  const han = countHan(text);
  const scripts = scriptSample(markup);
  for (const sign of SIGNS) {
    if (sign.script?.test(scripts) === true && han < 60) return sign.problem;
    // A letter may say 找不到; a page that is nothing else but that sentence is none.
    if (sign.text !== undefined && bodyHan < 120 && sign.text.test(`${tree.title}\n${bodyText}`)) {
      return han < MAX_HAN || bodyHan < 60 ? sign.problem : null;
    }
  }
  if (
    han < 30 &&
    bodyHan < 10 &&
    /src=|\.js|chunk|webpack|__NUXT__|http-equiv=refresh|location\.(?:href|replace)/u.test(scripts)
  )
    return 'shell';
  if (han < 10 && /http-equiv=refresh|location\.(?:href|replace)/u.test(scripts)) return 'shell';
  return null;
}

const MAX_SCRIPT_SAMPLE = 6_000;

function scriptSample(markup: PageTree | null): string {
  if (markup === null) return '';
  const codes = markup.scripts.map((code) => code.slice(0, 1_500));
  const refresh = markup.meta.get('refresh');
  return [
    refresh === undefined ? '' : `http-equiv=refresh ${refresh}`,
    ...markup.scriptFiles,
    ...codes,
  ]
    .join(' ')
    .slice(0, MAX_SCRIPT_SAMPLE);
}
