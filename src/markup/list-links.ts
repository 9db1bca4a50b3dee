import { foldSpace } from '../text/han.ts';
import { withoutFinalDot } from '../text/host-of.ts';
import { articleAddress } from './article-address.ts';
import { textOf, type PageTree, type PageElement } from './page-tree.ts';

/** A link that could be an entry: a plain one, or an address written into `onclick`. */
export interface ListLink {
  readonly element: PageElement;
  readonly url: string;
  readonly text: string;
}

const MAX_LINKS = 20_000;
const MAX_ADDRESS = 2_000;
// An address between quotes inside a handler: window.open('/art/…'), location.href="…" (Tianjin: docs/field-notes.md §1.7).
const QUOTED =
  /["']((?:https?:\/\/|\/{1,2}|\.{1,2}\/)[^"'<>\s]{2,1500}|[\w./-]{1,200}\.(?:[sj]?html?|jsp|do|aspx?|php|pdf|docx?)(?:\?[^"'<>\s]{0,300})?)["']/u;
const TEMPLATE = /\{\{|<%|\$\{|\{\$|%7B%7B|<\?=/iu;
const REDIRECTOR = /[?&](?:url|target|link|redirect|jump)=(https?(?:%3A|:)[^&]{4,})/iu;

/** Resolves an address against the page; null for anything but a clean http or https address. */
export function resolveAddress(href: string, base: string | null): string | null {
  const raw = href.replaceAll(/[\t\n\r]/gu, '').trim();
  if (raw === '' || raw.length > MAX_ADDRESS || raw.startsWith('#') || TEMPLATE.test(raw))
    return null;
  const url = URL.parse(raw, base ?? undefined);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null;
  if (url.hostname === '' || url.username !== '' || url.password !== '') return null;
  return withoutFinalDot(onOwnHost(url, base).href);
}

// Names without a dot, names of inner networks, and the private addresses of RFC 1918, 3927, 4193 and 6890.
const INNER_HOST =
  /^(?:[^.:]+|.+\.(?:local|lan|internal|intranet|corp|home)|(?:0|10|127)\.[\d.]+|192\.168\.[\d.]+|172\.(?:1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|\[(?:::1|f[cd][\da-f:]*|fe80[\da-f:]*)\])$/iu;

/** An address inside the agency's network was not meant for readers: the same path on the page's own host was. */
function onOwnHost(url: URL, base: string | null): URL {
  const own = base === null || !INNER_HOST.test(url.hostname) ? null : URL.parse(base);
  if (own === null || own.hostname === url.hostname) return url;
  return new URL(`${own.origin}${url.pathname}${url.search}${url.hash}`);
}

/** The address that a `visit/link.do?url=…` gateway leads to, or the address itself. */
export function unwrapRedirector(url: string): string {
  const match = REDIRECTOR.exec(url);
  if (match === null) return url;
  try {
    return resolveAddress(decodeURIComponent(match[1] ?? ''), null) ?? url;
  } catch {
    return url;
  }
}

/** The address that relative links on this page start from: `<base href>` where there is one for readers. */
export function baseAddress(tree: PageTree, pageUrl: string | null): string | null {
  const { baseHref } = tree;
  if (baseHref === null) return pageUrl;
  const isInner = INNER_HOST.test(URL.parse(baseHref.trim())?.hostname ?? '.');
  return isInner ? pageUrl : (resolveAddress(baseHref, pageUrl) ?? pageUrl);
}

/** Every link of a page in document order. */
export function collectLinks(tree: PageTree, base: string | null): readonly ListLink[] {
  const links: ListLink[] = [];
  for (const element of tree.elements) {
    if (links.length >= MAX_LINKS) break;
    const url = addressOf(element, base);
    if (url !== null)
      links.push({ element, url, text: foldSpace(textOf(tree, element)).slice(0, 2_000) });
  }
  return links;
}

function addressOf(element: PageElement, base: string | null): string | null {
  const attributes = element.attributes;
  const href = attributes['href'];
  const handler = attributes['onclick'];
  if (element.tag !== 'a' && handler === undefined) return rowAddress(element, base);
  if (href !== undefined && href !== '' && !/^\s*(?:#|javascript:)/iu.test(href)) {
    return element.tag === 'a' || element.tag === 'area' ? plainAddress(href, base) : null;
  }
  for (const code of [handler, href, attributes['data-href'], attributes['data-url']]) {
    if (code === undefined || code.length > MAX_ADDRESS) continue;
    const quoted =
      QUOTED.exec(code)?.[1] ?? (/^(?:https?:\/\/|\/|\.{1,2}\/)\S+$/u.test(code) ? code : null);
    const url = quoted === null ? null : plainAddress(quoted, base);
    if (url !== null) return url;
  }
  return null;
}

/** Rows that a script opens by their `data-href`; only an article's address counts, tabs and images have such too. */
function rowAddress(element: PageElement, base: string | null): string | null {
  const value = element.attributes['data-href'] ?? element.attributes['data-url'] ?? '';
  if (!/^(?:https?:\/\/|\/|\.{1,2}\/)\S+$/u.test(value) || value.length > MAX_ADDRESS) return null;
  const url = plainAddress(value, base);
  return url !== null && articleAddress(url) !== null ? url : null;
}

function plainAddress(href: string, base: string | null): string | null {
  const url = resolveAddress(href, base);
  return url === null ? null : unwrapRedirector(url);
}

/** The links inside an element; `links` is in document order. */
export function linksWithin(links: readonly ListLink[], element: PageElement): readonly ListLink[] {
  return links.slice(firstAtOrAfter(links, element.index), firstAtOrAfter(links, element.end));
}

/** How many links are inside an element. */
export function countLinksWithin(links: readonly ListLink[], element: PageElement): number {
  return firstAtOrAfter(links, element.end) - firstAtOrAfter(links, element.index);
}

function firstAtOrAfter(links: readonly ListLink[], index: number): number {
  let low = 0;
  let high = links.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.element.index ?? Infinity) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}
