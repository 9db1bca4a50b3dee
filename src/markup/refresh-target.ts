import { countHan, foldSpace } from '../text/han.ts';
import { baseAddress, collectLinks, resolveAddress } from './list-links.ts';
import { nameGate, isMoveNotice, shownBy } from './gates.ts';
import type { PageTree } from './page-tree.ts';
import { treeOf, type Parsed } from './parse-page.ts';
import type { Page } from '../domain/page.ts';

// A shell says one sentence; the shortest real reply has more.
const MAX_SHELL_HAN = 80;
const MAX_SHELL = 40_000;
const MAX_DELAY_SECONDS = 10;
const REFRESH = /^\s*(\d{0,5})(?:\.\d{0,5})?\s*[;,]\s*url\s*=\s*["']?([^"'\s]{1,1000})/iu;
const HOME = /^\/(?:(?:index|default|home)\.\w{2,5})?$/iu;

/** Where `<meta http-equiv="refresh">` leads and after how many seconds; null where there is none. */
export function readRefresh(
  tree: PageTree,
  base: string | null,
): { readonly url: string; readonly seconds: number } | null {
  const match = REFRESH.exec(tree.meta.get('refresh') ?? '');
  const url = match?.[2] === undefined ? null : resolveAddress(match[2], base);
  return url === null ? null : { url, seconds: Number(match?.[1] ?? 0) };
}

/**
 * The page that an empty one sends its reader to: by a meta refresh, or by one link under a word like 已迁移.
 * Only on the same host or to another government host; a way to the home page means that the page is gone.
 */
export function refreshTarget(page: Page & Partial<Parsed>): string | null {
  if (page.url === null || page.kind !== 'html' || page.text.length > MAX_SHELL) return null;
  const tree = treeOf(page);
  const words = foldSpace(`${tree.title} ${tree.texts.join(' ')}`);
  if (countHan(words) > MAX_SHELL_HAN) return null;
  if (nameGate(shownBy(tree, words)) === 'soft-404') return null;
  const base = baseAddress(tree, page.url);
  const target = quickRefresh(tree, base) ?? onlyLink(tree, { base, words });
  return target !== null && isForwarding(page.url, target) ? target : null;
}

function quickRefresh(tree: PageTree, base: string | null): string | null {
  const refresh = readRefresh(tree, base);
  return refresh !== null && refresh.seconds <= MAX_DELAY_SECONDS ? refresh.url : null;
}

function onlyLink(
  tree: PageTree,
  { base, words }: { readonly base: string | null; readonly words: string },
): string | null {
  if (!isMoveNotice(words)) return null;
  const [first, ...others] = new Set(collectLinks(tree, base).map(({ url }) => url));
  return first !== undefined && others.length === 0 ? first : null;
}

function isForwarding(from: string, to: string): boolean {
  const [here, there] = [URL.parse(from), URL.parse(to)];
  if (here === null || there === null) return false;
  const isAllowed = there.hostname === here.hostname || there.hostname.endsWith('.gov.cn');
  const isHome = HOME.test(there.pathname) && there.search === '' && !HOME.test(here.pathname);
  const isSame = here.href.split('#', 1)[0] === there.href.split('#', 1)[0];
  return isAllowed && !isHome && !isSame;
}
