import { countHan, foldSpace } from '../text/han.ts';
import { isDetailPage } from './detail-page.ts';
import { childrenOf, hasChildren, textOf, type PageElement } from '../markup/page-tree.ts';
import { callsForRows, hasEmptyList, saysColumn, saysEmpty } from './page-signs.ts';
import { labelsOf } from './table-columns.ts';
import type { ListPage } from './group-rows.ts';

/** Why a page gives no rows; `blocked` is somebody's door, `empty` a column without entries. */
export interface NoList {
  readonly state: 'empty' | 'blocked' | 'no-list';
  readonly reason: string;
}

// Gates of docs/field-notes.md §3: cookies and scripts of 瑞数, 加速乐, Aliyun, Huawei, EdgeOne and others.
const GATE =
  /__jsl_clearance|__jsluid|acw_sc__v2|HWWAFSES|EO_Bot_Ssid|__tst_status|_bot_sbu|HOY_TR|\$_ts\s*=|_\$[a-z0-9]{2}\(|document\.cookie\s*=[^;]{0,200};[^<]{0,200}location\s*(?:\.|=)|r=['"]m['"]/iu;
const GATE_WORDS =
  /安全验证|人机验证|请完成验证|访问验证|正在验证|浏览器安全检[查测]|正在检查[^。]{0,6}浏览器|请开启\s?JavaScript|Just a moment|Checking your browser|访问被拦截|请求被拦截|您的访问(?:被|存在)|Access Denied|WAF/iu;
const MISSING =
  /页面不存在|找不到(?:该|您|页|网页|文件)|页面未找到|您(?:要)?访问的(?:页面|网页|内容)[^。]{0,12}(?:不存在|已删除|找不到|失效)|404\s?(?:错误|not found|页面)?|not found|网站已?关闭|页面走丢|无法找到|信息不存在|已被?删除/iu;
const LOGIN = /统一身份认证|用户登录|请先登录|账号登录|登录密码/u;
const TEMPLATE_MARK = /\{\{[^{}]{1,80}\}\}|<%[^%]{1,80}%>|<\?=|\bv-for=|ng-repeat=|:key=/u;
const APP_ROOT =
  /<div[^>]{0,80}\bid=["']?(?:app|root|__nuxt|__next|main-app)["']?[^>]{0,80}>\s*(?:<\/div>|<!--)/iu;

/** What a page without rows is. `source` is its text before parsing. */
export function explainNoRows(page: ListPage, source: string): NoList {
  const words = visibleText(page);
  const han = countHan(words);
  if (han < 120 && GATE_WORDS.test(`${page.tree.title} ${words}`))
    return { state: 'blocked', reason: 'challenge' };
  if (han < 60 && GATE.test(source)) return { state: 'blocked', reason: 'challenge' };
  if (han < 400 && (MISSING.test(page.tree.title) || (han < 200 && MISSING.test(words)))) {
    return { state: 'no-list', reason: 'soft-404' };
  }
  if (han < 300 && LOGIN.test(words)) return { state: 'blocked', reason: 'login' };
  if (han < 30 && source.includes('<script')) return { state: 'no-list', reason: 'js-only' };
  if (APP_ROOT.test(source) && han < 200) return { state: 'no-list', reason: 'js-only' };
  if (isDetailPage(page, null)) return { state: 'no-list', reason: 'detail' };
  if (saysEmpty(words)) return { state: 'empty', reason: 'no-rows' };
  if (hasEmptyTable(page)) return { state: 'empty', reason: 'no-rows' };
  if (TEMPLATE_MARK.test(source) || hasDeadRows(page) || callsForRows(source))
    return { state: 'no-list', reason: 'js-only' };
  if (isColumn(page, words)) return { state: 'empty', reason: 'no-rows' };
  return { state: 'no-list', reason: 'no-rows' };
}

/** Titles that only a script could open: `onclick="showDetail(77)"`. */
function hasDeadRows(page: ListPage): boolean {
  const dead = page.tree.elements.filter(
    (element) =>
      element.tag === 'a' &&
      /^\s*(?:javascript:|#|$)/iu.test(element.attributes['href'] ?? '') &&
      countHan(textOf(page.tree, element)) >= 8,
  );
  return dead.length >= 3;
}

/** A table of which only the headings are there. */
function hasEmptyTable(page: ListPage): boolean {
  return page.tree.elements.some((element) => {
    if (element.tag !== 'tr' || labelsOf(page.tree, element).length < 2) return false;
    const table = page.tree.elements[element.parent];
    const rest =
      table === undefined ? [] : childrenOf(page.tree, table).filter(({ tag }) => tag === 'tr');
    return rest.length === 1 && !NEXT_ROW.test(nextTag(page, table));
  });
}

const NEXT_ROW = /^tbody$/u;

function nextTag(page: ListPage, element: PageElement | undefined): string {
  const next = element === undefined ? undefined : page.tree.elements[element.end];
  const isFilled = next !== undefined && next.parent === element?.parent && hasChildren(next);
  return isFilled ? next.tag : '';
}

/** A page that calls itself a column and whose list, or pager, stands empty. */
function isColumn(page: ListPage, words: string): boolean {
  return (saysColumn(words) || page.tree.meta.has('columnname')) && hasEmptyList(page);
}

function visibleText(page: ListPage): string {
  return foldSpace(page.tree.texts.join(' ').slice(0, 60_000));
}
