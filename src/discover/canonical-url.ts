import { createHash } from 'node:crypto';

import { bareText } from '../text/han.ts';
import { articleAddress } from '../markup/article-address.ts';
import type { Entry } from '../domain/source.ts';

// Gateways that serve the same paths as the site itself (docs/field-notes.md §1.7).
const SAME_HOST: Readonly<Record<string, string>> = { 'hudong.moe.gov.cn': 'moe.gov.cn' };
// Host prefixes that mean the same site for another screen.
const HOST_PREFIX = /^(?:www\d?|m|wap|mobile|3g|h5)\.(?=[^.]+\.[^.]+)/u;
// Parameters that say who looked or from where, never what is shown; some only with such a value.
const TRACKING: readonly { readonly name: RegExp; readonly value?: RegExp }[] = [
  { name: /^(?:utm_\w+|spm\w*|share\w*|sharer_\w+|mpshare|scene|subscene|clicktime|enterid)$/iu },
  {
    name: /^(?:isappinstalled|wfr|nsukey|chksm|bd_vid|gclid|fbclid|pass_ticket|wxopenid|srcid)$/iu,
  },
  { name: /^(?:jsessionid|phpsessid|sessionid|aspsessionid\w*)$/iu },
  {
    name: /^(?:from|ref|referer|source|src)$/iu,
    value:
      /^(?:timeline|singlemessage|groupmessage|weixin|wechat|wx|qq|weibo|app|mobile|wap|index|home|search|baidu\w*)$/iu,
  },
  {
    name: /^(?:_|_?t|_?r|_?v|time|timestamp|rand|random|nonce)$/iu,
    value: /^(?:0?\.\d+|\d{10,})$/u,
  },
];
const INDEX_FILE = /\/(?:index|default|home)\.(?:s?html?|jsp|php|aspx?|do)$/iu;
// Mobile twins of one file: mpost_12.html beside post_12.html (gkmlpt), m_content… do not occur elsewhere.
const MOBILE_FILE = /\/mpost_(\d+)\.html?$/iu;
const MAX_LENGTH = 2_048;

/**
 * One spelling for all addresses of one page: scheme, www, mobile and gateway hosts, default ports,
 * session ids, index files, trailing slashes, tracking parameters and percent-encoding do not count.
 * For identity only, never for fetching. Text that is not an http(s) address is returned trimmed.
 */
export function canonicalUrl(url: string): string {
  const text = url.trim().slice(0, MAX_LENGTH);
  const parsed = URL.parse(text);
  if (parsed === null || (parsed.protocol !== 'http:' && parsed.protocol !== 'https:')) return text;
  const host = canonicalHost(parsed.hostname);
  const port =
    parsed.port === '' || parsed.port === '80' || parsed.port === '443' ? '' : `:${parsed.port}`;
  const query = canonicalQuery(parsed);
  return `https://${host}${port}${canonicalPath(parsed.pathname)}${query}${routeOf(parsed.hash)}`;
}

function canonicalHost(hostname: string): string {
  const host = hostname.toLowerCase().replace(/\.$/u, '');
  const known = SAME_HOST[host];
  if (known !== undefined) return known;
  const bare = host.replace(HOST_PREFIX, '');
  return SAME_HOST[bare] ?? bare;
}

function canonicalPath(pathname: string): string {
  const path = pathname
    .replace(/;[a-z]*session(?:id)?=[^/;]*/giu, '')
    .replaceAll(/\/{2,}/gu, '/')
    .replace(INDEX_FILE, '/')
    .replace(MOBILE_FILE, '/post_$1.html')
    .replace(/(?<=[^/])\/$/u, '');
  return normalEncoding(path === '' ? '/' : path);
}

/** RFC 3986 §6.2.2: unreserved characters plain, the rest as upper-case escapes of UTF-8. */
function normalEncoding(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/giu, (_, hex: string) => {
    const char = String.fromCodePoint(Number.parseInt(hex, 16));
    return /^[\w.~-]$/u.test(char) ? char : `%${hex.toUpperCase()}`;
  });
}

function canonicalQuery(parsed: URL): string {
  const pairs = parsed.search
    .slice(1)
    .replaceAll('&amp;', '&')
    .split('&')
    .filter((pair) => pair !== '' && !/^[^=]*=$/u.test(pair) && !isTracking(pair))
    .map((pair) => normalEncoding(pair));
  return pairs.length === 0 ? '' : `?${pairs.toSorted().join('&')}`;
}

function isTracking(pair: string): boolean {
  const [name = '', value = ''] = pair.split('=', 2);
  return TRACKING.some((one) => one.name.test(name) && (one.value?.test(value) ?? true));
}

/** A fragment counts only where it is a single-page application's route. */
function routeOf(hash: string): string {
  return /^#!?\/./u.test(hash) ? hash : '';
}

/**
 * What makes an entry the same entry at the next visit: the family's article id with its host where the address has
 * one, else the canonical address; and always its title, so that new content at a re-used address is a new entry.
 * The title is in it as a digest, as titles name members. The date never counts: two rows of one day, a back-dated and a pinned row each stay themselves.
 */
export function entryKey(entry: Pick<Entry, 'url' | 'title'>): string {
  const title = createHash('sha256').update(titleOf(entry)).digest('hex').slice(0, 16);
  return `${addressKey(entry.url)} ${title}`;
}

/** The key that earlier versions gave: it held the title, and titles name members. */
export function titledKey(entry: Pick<Entry, 'url' | 'title'>): string {
  return `${addressKey(entry.url)} ${titleOf(entry)}`;
}

function titleOf({ title }: Pick<Entry, 'title'>): string {
  return bareText(title).slice(0, 200);
}

/** The address part of `entryKey`: equal for every spelling and folder of one article on one host. */
export function addressKey(url: string): string {
  const canonical = canonicalUrl(url);
  const id = articleAddress(canonical)?.id ?? null;
  const host = /^https:\/\/([^/?#]+)/u.exec(canonical)?.[1] ?? '';
  return id === null ? canonical : `${host}#${id.toLowerCase()}`;
}
