import { foldSpace } from '../text/han.ts';
import { baseAddress, resolveAddress } from '../markup/list-links.ts';
import type { PageTree } from '../markup/page-tree.ts';
import { treeOf, type Parsed } from '../markup/parse-page.ts';
import { readRefresh } from '../markup/refresh-target.ts';
import type { Page } from '../domain/page.ts';

const MAX_ADDRESSES = 4;
const MAX_SOURCE = 2_000_000;

interface Context {
  readonly tree: PageTree;
  readonly source: string;
  readonly base: string | null;
  readonly url: string;
}

/** Where rows are when they are not on the page itself, by page system; surest first. */
const FINDERS: readonly ((context: Context) => readonly (string | null)[])[] = [
  unitAddresses,
  gkmlptAddresses,
  dataproxyAddresses,
  refreshAddress,
  frameAddresses,
];

/** Same-host addresses whose answer may hold the rows that this page lacks; every id is read off the page. */
export function followUps(page: Page & Partial<Parsed>): string[] {
  if (page.url === null || (page.kind !== 'html' && page.kind !== 'xml')) return [];
  const tree = treeOf(page);
  const source = page.text.slice(0, MAX_SOURCE);
  const context = { tree, source, base: baseAddress(tree, page.url), url: page.url };
  const host = hostOf(page.url);
  const found = FINDERS.flatMap((find) => find(context)).filter(
    (url): url is string => url !== null && hostOf(url) === host && url !== page.url,
  );
  return [...new Set(found)].slice(0, MAX_ADDRESSES);
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

/** JPaaS (docs/field-notes.md §1.4): `<script src="…unitbuild.js" url="…" queryData="{…}">`, one per part of a page. */
function unitAddresses(context: Context): readonly (string | null)[] {
  const found: string[] = [];
  for (const tag of unitTags(context.source)) {
    const path = /\surl\s{0,3}=\s{0,3}["']([^"']{1,300})["']/iu.exec(tag)?.[1];
    const data = /\squerydata\s{0,3}=\s{0,3}(?:"([^"]{2,1500})"|'([^']{2,1500})')/iu.exec(tag);
    const query = queryOf(data?.[1] ?? data?.[2] ?? '');
    const url = path === undefined || query === null ? null : resolveAddress(path, context.base);
    if (url !== null && query !== null)
      found.push(`${url}${url.includes('?') ? '&' : '?'}${query}`);
  }
  // The list is the unit whose tag says so; menus and footers are units as well.
  return found.toSorted((a, b) => Number(isListUnit(b)) - Number(isListUnit(a)));
}

const MAX_UNITS = 40;

/** The `<script …>` tags around each mention of the unit loader. */
function unitTags(source: string): readonly string[] {
  const tags: string[] = [];
  let at = source.indexOf('unitbuild.js');
  while (at >= 0 && tags.length < MAX_UNITS) {
    const before = source.slice(Math.max(0, at - 2_000), at);
    const open = before.lastIndexOf('<script');
    const after = source.slice(at, at + 2_000);
    const close = after.indexOf('>');
    if (open >= 0 && close >= 0) tags.push(before.slice(open) + after.slice(0, close + 1));
    at = source.indexOf('unitbuild.js', at + 1);
  }
  return tags;
}

function isListUnit(url: string): boolean {
  return /tagid=[^&]*(?:%E5%88%97%E8%A1%A8|%E4%BF%A1%E6%81%AF|list|%E5%BD%93%E5%89%8D%E6%A0%8F%E7%9B%AE)/iu.test(
    url,
  );
}

/** `{'webId':'…','pageId':'…'}` with either kind of quotes, as a query. */
function queryOf(data: string): string | null {
  const text = data.replaceAll('&quot;', '"').replaceAll('&#39;', "'");
  const query = new URLSearchParams();
  for (const match of text.matchAll(
    /["']?(\w{1,40})["']?\s*:\s*(?:"([^"]{0,300})"|'([^']{0,300})'|(\d{1,20}))/gu,
  )) {
    query.append(match[1] ?? '', match[2] ?? match[3] ?? match[4] ?? '');
  }
  return query.size < 2 ? null : query.toString();
}

/** 南方网 gkmlpt (docs/field-notes.md §1.5): `/gkmlpt/api/all/{category}?page=1&sid={site}`. */
function gkmlptAddresses(context: Context): readonly (string | null)[] {
  if (!/\/gkmlpt/iu.test(context.url) && !/gkmlpt\/api/iu.test(context.source)) return [];
  const category =
    /[#/?&](?:cat(?:e|egory)?(?:_?id)?=|\/?)(\d{2,7})(?:$|[/?&#])/iu.exec(
      new URL(context.url).hash,
    )?.[1] ??
    /gkmlpt\/api\/all\/(\d{1,7})/iu.exec(context.source)?.[1] ??
    /["']?(?:TREE_?ID|cate(?:gory)?_?id|currentCategory|classId)["']?\s*[:=]\s*["']?(\d{1,7})/iu.exec(
      context.source,
    )?.[1];
  const site = /["']?\b(?:SID|siteId|site_id)["']?\s*[:=]\s*["']?(\d{1,9})/iu.exec(
    context.source,
  )?.[1];
  if (category === undefined || site === undefined) return [];
  return [resolveAddress(`/gkmlpt/api/all/${category}?page=1&sid=${site}`, context.url)];
}

/** Hanweb (docs/field-notes.md §1.3): the address is in `<nextgroup>`, or its ids in the page's script. */
function dataproxyAddresses(context: Context): readonly (string | null)[] {
  const written = [
    ...context.source.matchAll(
      /["'(]([^"'()\s<>]{0,200}dataproxy\.jsp\?[^"'\s<>]{10,600})["')]/giu,
    ),
  ].map((match) => resolveAddress((match[1] ?? '').replaceAll('&amp;', '&'), context.base));
  if (written.length > 0) return written;
  if (!/jpage/iu.test(context.source)) return [];
  const id = (name: string): string | null =>
    new RegExp(`\\b${name}["']?\\s*[:=]\\s*["']?(\\d{1,12})`, 'iu').exec(context.source)?.[1] ??
    null;
  const [web, column, unit] = [id('webid'), id('columnid') ?? columnOf(context.url), id('unitid')];
  if (web === null || column === null || unit === null) return [];
  const script = /["']([^"'\s<>]{0,120}\/jpage\/)[^"'\s<>]{0,80}["']/iu.exec(context.source)?.[1];
  const query = `page=1&webid=${web}&columnid=${column}&unitid=${unit}&permissiontype=0&appid=1&col=1&sourceContentType=1`;
  return [
    resolveAddress(
      `${script?.includes('/module/') === true ? script : '/module/web/jpage/'}dataproxy.jsp?${query}`,
      context.base,
    ),
  ];
}

function columnOf(url: string): string | null {
  return /\/col(\d{2,12})\//iu.exec(url)?.[1] ?? null;
}

function refreshAddress(context: Context): readonly (string | null)[] {
  return [readRefresh(context.tree, context.base)?.url ?? null];
}

const NOT_A_LIST_FRAME =
  /player|video|map|weather|tianqi|stat|count|share|banner|head|foot|top\.|login|search|advert/iu;

/** Lists inside a same-host frame (应急管理部, 常州, 淮安: docs/field-notes.md §1.7). */
function frameAddresses(context: Context): readonly (string | null)[] {
  return context.tree.elements
    .filter((element) => element.tag === 'iframe' || element.tag === 'frame')
    .map((element) => foldSpace(element.attributes['src'] ?? ''))
    .filter((src) => src !== '' && !NOT_A_LIST_FRAME.test(src))
    .map((src) => resolveAddress(src, context.base));
}
