import { foldSpace } from '../text/han.ts';
import { resolveAddress } from './list-links.ts';
import type { ListLink } from './list-links.ts';
import type { ListDom } from './load-list-dom.ts';

const NEXT_TEXT =
  /^[\s[【(（<«‹]{0,3}(?:下\s?一?\s?[页頁]|后一?页|次页|next(?:\s?page)?)[\s\]】)）>»›→]{0,4}$/iu;
const NEXT_SIGN = /^(?:>|›|»|>>|&gt;)$/u;
const NEXT_CLASS = /(?:^|[\s_-])next(?:$|[\s_-]|page|btn)/iu;
const PAGER = /pag(?:e|er|ing|ination)|fenye|fanye|yema|turn/iu;

/** The address of the next, older page, where the page gives it or its pager's code leaves no doubt. */
export function findNextPage(
  dom: ListDom,
  links: readonly ListLink[],
  context: { readonly url: string | null; readonly base: string | null },
): string | null {
  return (
    nextLink(dom, links, context.url) ??
    pagerCall(dom, context) ??
    nextNumber(dom, links, context.url)
  );
}

function nextLink(dom: ListDom, links: readonly ListLink[], url: string | null): string | null {
  const usable = links.filter((link) => link.url !== url && isPlain(link));
  const tests: readonly ((link: ListLink) => boolean)[] = [
    (link) => NEXT_TEXT.test(link.text),
    (link) => NEXT_TEXT.test(foldSpace(link.element.attributes['title'] ?? '')),
    (link) => NEXT_TEXT.test(foldSpace(link.element.attributes['aria-label'] ?? '')),
    (link) => link.element.attributes['rel'] === 'next',
    (link) => NEXT_CLASS.test(link.element.attributes['class'] ?? '') && inPager(dom, link),
    (link) => NEXT_SIGN.test(link.text) && inPager(dom, link),
  ];
  for (const test of tests) {
    const found = usable.find(test);
    if (found !== undefined) return found.url;
  }
  return null;
}

/** An address in `href`; what a handler would do with a number is not known. */
function isPlain(link: ListLink): boolean {
  const href = link.element.attributes['href'] ?? '';
  return link.element.tag === 'a' && href !== '' && !/^\s*(?:#|javascript:)/iu.test(href);
}

function inPager(dom: ListDom, link: ListLink): boolean {
  let at = dom.elements[link.element.parent];
  for (let step = 0; step < 4 && at !== undefined; step += 1) {
    if (PAGER.test(`${at.attributes['class'] ?? ''} ${at.attributes['id'] ?? ''}`)) return true;
    at = dom.elements[at.parent];
  }
  return false;
}

/** A pager of bare numbers: the link `2` beside `3`, where the address itself is page one. */
function nextNumber(dom: ListDom, links: readonly ListLink[], url: string | null): string | null {
  if (
    url === null ||
    /[?&](?:page|p|pageno|pageindex|cur_page|currentpage)=(?!1(?:&|$))\d/iu.test(url)
  )
    return null;
  for (const [index, link] of links.entries()) {
    if (link.text !== '2' || !isPlain(link) || !inPager(dom, link) || link.url === url) continue;
    const next = links[index + 1];
    if (next === undefined || next.text === '3' || !/^\d+$/u.test(next.text)) return link.url;
  }
  return null;
}

const CALL = /\bcreatePage(?:HTML)?\s{0,3}\(([^()]{3,200})\)/gu;

/**
 * The address that `createPageHTML(…)` or `createPage(…)` would write (government-sites.md §2.1):
 * a number first means counting from 0, a string first means counting from 1.
 */
function pagerCall(
  dom: ListDom,
  context: { readonly url: string | null; readonly base: string | null },
): string | null {
  for (const code of dom.scripts) {
    if (code.length > 200_000) continue;
    for (const match of code.matchAll(CALL)) {
      const isDefinition = /function\s*$/u.test(
        code.slice(Math.max(0, match.index - 12), match.index),
      );
      const file = isDefinition ? null : nextFile(argumentsOf(match[1] ?? ''));
      if (file !== null) return resolveAddress(file, context.url);
    }
  }
  return null;
}

function argumentsOf(code: string): readonly string[] {
  return code.split(',').map((part) => part.trim());
}

function nextFile(parts: readonly string[]): string | null {
  const isNamed = /^["']/u.test(parts[0] ?? '');
  const [total, current, name, extension] = isNamed ? parts.slice(1) : parts;
  const count = wholeNumber(total);
  const at = wholeNumber(current);
  const stem = quotedWord(name);
  const ending = quotedWord(extension);
  if (count === null || at === null || stem === null || ending === null) return null;
  const index = at + 1;
  const isLast = isNamed ? index > count : index >= count;
  return isLast || index < 1 ? null : `${stem}_${index}.${ending}`;
}

function wholeNumber(part: string | undefined): number | null {
  return part !== undefined && /^["']?\d{1,6}["']?$/u.test(part)
    ? Number(part.replaceAll(/["']/gu, ''))
    : null;
}

function quotedWord(part: string | undefined): string | null {
  return /^["']([\w-]{1,60})["']$/u.exec(part ?? '')?.[1] ?? null;
}
