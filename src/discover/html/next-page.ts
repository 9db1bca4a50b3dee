import { countHan, foldSpace } from '../../text/han.ts';
import { decodeReferences } from '../../text/references.ts';
import { imageLabel } from './link-title.ts';
import { linksWithin, resolveAddress, type ListLink } from '../../markup/list-links.ts';
import { isUnderPage } from './score-group.ts';
import { isButtonText } from './row-title.ts';
import { textOf, type PageTree } from '../../markup/page-tree.ts';

const NEXT_TEXT =
  /^[\s[【(（<«‹]{0,3}(?:下\s?一?\s?[页頁]|后一?页|次页|[更较]早的?\p{Script=Han}{0,6}|next(?:\s?page)?)[\s\]】)）>»›→]{0,4}$/iu;
// Where both stand, the single one is the next page and the double one the last.
const NEXT_SIGN = /^[>›＞→▶❯]$/u;
const DOUBLE_SIGN = /^(?:»|>>|››|＞＞|≫)$/u;
const NEXT_IMAGE =
  /(?:^|[/_-])(?:next|page_?(?:next|right)|arrow_?r(?:ight)?|xyy|xiayiye|right)[\w-]{0,12}\.\w{3,4}(?:\?|$)/iu;
const NEXT_CLASS = /(?:^|[\s_-])next(?:$|[\s_-]|page|btn)/iu;
const PAGER = /pag(?:e|er|ing|ination)|fenye|fanye|yema|turn/iu;

/** The address of the next, older page, where the page gives it or its pager's code is certain. */
export function findNextPage(
  tree: PageTree,
  links: readonly ListLink[],
  context: { readonly url: string | null; readonly base: string | null },
): string | null {
  return (
    nextLink(tree, links, context.url) ??
    headLink(tree, context) ??
    pagerCode(tree, context) ??
    nextNumber(tree, links, context.url)
  );
}

function nextLink(tree: PageTree, links: readonly ListLink[], url: string | null): string | null {
  const usable = links.filter((link) => link.url !== url && (isPlain(link) || isMove(link)));
  const isInPager = (link: ListLink) => inPager(tree, link) || isAmongButtons(tree, links, link);
  const tests: readonly ((link: ListLink) => boolean)[] = [
    (link) => NEXT_TEXT.test(link.text),
    (link) => NEXT_TEXT.test(foldSpace(link.element.attributes['title'] ?? '')),
    (link) => NEXT_TEXT.test(foldSpace(link.element.attributes['aria-label'] ?? '')),
    (link) => NEXT_TEXT.test(foldSpace(imageLabel(tree, link.element) ?? '')),
    (link) => link.element.attributes['rel'] === 'next',
    (link) => NEXT_CLASS.test(link.element.attributes['class'] ?? '') && inPager(tree, link),
    (link) => NEXT_SIGN.test(decodeReferences(link.text)) && isInPager(link),
    (link) => NEXT_IMAGE.test(imageWithin(tree, link)) && isInPager(link),
    (link) => DOUBLE_SIGN.test(decodeReferences(link.text)) && isInPager(link),
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

/** A handler that does nothing but go to the address in it (jeecms: `location.href=encodeURI('index_2.jhtml')`). */
function isMove(link: ListLink): boolean {
  const { href, onclick } = link.element.attributes;
  return [onclick, href].some(
    (code) =>
      code !== undefined &&
      code.length < 600 &&
      /^\s*(?:javascript:)?\s*(?:(?:window|self|document|top|parent)\.)?location(?:\.href)?\s*=\s*(?:encodeURI\()?["'][^"'+]{1,300}["']\)?[\s;]*(?:return false;?)?$/iu.test(
        code,
      ),
  );
}

/** `<link rel="next">`, which some systems write for search engines. */
function headLink(
  tree: PageTree,
  context: { readonly url: string | null; readonly base: string | null },
): string | null {
  const link = tree.elements.find(
    (element) => element.tag === 'link' && element.attributes['rel'] === 'next',
  );
  const url = resolveAddress(link?.attributes['href'] ?? '', context.base);
  return url === context.url ? null : url;
}

function inPager(tree: PageTree, link: ListLink): boolean {
  let at = tree.elements[link.element.parent];
  for (let step = 0; step < 4 && at !== undefined; step += 1) {
    if (PAGER.test(`${at.attributes['class'] ?? ''} ${at.attributes['id'] ?? ''}`)) return true;
    at = tree.elements[at.parent];
  }
  return false;
}

/** A pager without a name: only page numbers and buttons are around the link. */
function isAmongButtons(tree: PageTree, links: readonly ListLink[], link: ListLink): boolean {
  let around = tree.elements[link.element.parent];
  for (let step = 0; step < 2 && around !== undefined; step += 1) {
    const others = linksWithin(links, around).filter((one) => one !== link);
    const text = textOf(tree, around, ' ');
    if (others.length > 0 || /\d/u.test(text)) {
      const areButtons = others.every(({ text: word }) => word === '' || isButtonText(word));
      return areButtons && /[\d<‹«＜]/u.test(text) && countHan(text) < MAX_PAGER_HAN;
    }
    around = tree.elements[around.parent];
  }
  return false;
}

const MAX_PAGER_HAN = 40;

function imageWithin(tree: PageTree, { element }: ListLink): string {
  const inner = tree.elements.slice(element.index, element.end);
  return inner.find(({ tag }) => tag === 'img')?.attributes['src'] ?? '';
}

/** A pager of bare numbers: the link `2` beside `3`, where the address itself is page one. */
function nextNumber(tree: PageTree, links: readonly ListLink[], url: string | null): string | null {
  if (
    url === null ||
    /[?&](?:page|p|pageno|pageindex|cur_page|currentpage)=(?!1(?:&|$))\d/iu.test(url)
  )
    return null;
  for (const [index, link] of links.entries()) {
    if (link.text !== '2' || !isPlain(link) || link.url === url) continue;
    if (!inPager(tree, link) && !(isSameColumn(link.url, url) && followsOne(tree, links, link)))
      continue;
    const next = links[index + 1];
    if (next === undefined || next.text === '3' || !/^\d+$/u.test(next.text)) return link.url;
  }
  return null;
}

function isSameColumn(next: string, url: string): boolean {
  return next.replace(/[?#].*$/u, '') === url.replace(/[?#].*$/u, '') || isUnderPage(next, url);
}

/** Whether a bare `1`, the page that is shown, comes before the link; the days of a calendar are links too. */
function followsOne(tree: PageTree, links: readonly ListLink[], link: ListLink): boolean {
  const to = link.element.textFrom;
  const one = tree.texts.slice(0, to).findLastIndex((text) => text.trim() !== '');
  if (one < to - 4 || tree.texts[one]?.trim() !== '1') return false;
  return !links.some(({ element }) => element.textFrom <= one && one < element.textTo);
}

const CALL = /\bcreatePage(?:HTML)?\s{0,3}\(([^()]{3,200})\)/gu;
const MAX_CODE = 200_000;

/** The address that the pager's inline code would write, where the code holds its numbers. */
function pagerCode(
  tree: PageTree,
  context: { readonly url: string | null; readonly base: string | null },
): string | null {
  for (const code of tree.scripts) {
    if (code.length > MAX_CODE || !/page/iu.test(code)) continue;
    const file = calledFile(code) ?? countedFile(code) ?? lonsunAddress(code);
    const url = file === null ? null : resolveAddress(file, context.base);
    if (url !== null && url !== context.url) return url;
  }
  return null;
}

/**
 * `createPageHTML(…)` and `createPage(…)` (docs/field-notes.md §1.2): a number first means counting from 0,
 * a string first means counting from 1.
 */
function calledFile(code: string): string | null {
  for (const match of code.matchAll(CALL)) {
    const before = code.slice(Math.max(0, match.index - 12), match.index);
    const file = /function\s*$/u.test(before) ? null : nextFile(argumentsOf(match[1] ?? ''));
    if (file !== null) return file;
  }
  return null;
}

// href="index_"+nextPage+".html" and href=""+"index"+"_"+nextPage+"."+"html"
const WRITTEN_WHOLE =
  /\bhref=\\?["']{1,2}([\w-]{1,40})_["']\s*\+\s*nextPage\s*\+\s*["']\.(s?html?)\b/iu;
const WRITTEN_APART =
  /\bhref=\\?["']{1,2}\s*\+?\s*["']?([\w-]{1,40})["']\s*\+\s*["']_["']\s*\+\s*nextPage\s*\+\s*["']\.["']\s*\+\s*["'](s?html?)/iu;

/** Older TRS templates: `var currentPage = 0; var countPage = 24; … "index"+"_"+nextPage+"."+"html"`. */
function countedFile(code: string): string | null {
  const current = /\bcurrentPage\s*=\s*(\d{1,6})\b/u.exec(code)?.[1];
  const count = /\bcountPage\s*=\s*(\d{1,6})\b/u.exec(code)?.[1];
  const name = [WRITTEN_WHOLE, WRITTEN_APART]
    .map((pattern) => pattern.exec(code))
    .find((match) => match !== null);
  if (current === undefined || count === undefined || name === undefined) return null;
  const next = Number(current) + 1;
  return next < Number(count) ? `${name[1] ?? ''}_${next}.${name[2] ?? ''}` : null;
}

/**
 * Lonsun (docs/field-notes.md §1.6): `location.href = '…?pageIndex=' + pageIndex`, or a function that returns it,
 * with `currPage` or `currentPage` and `pageCount`.
 */
function lonsunAddress(code: string): string | null {
  const stem =
    /(?:location\.href\s*=|\breturn)\s*["']([^"'\s]{1,300}[?&]pageIndex=)["']\s*\+\s*pageIndex\b/u.exec(
      code,
    )?.[1];
  const current = /\bcurr(?:ent)?Page\s*:\s*\(?\s*(\d{1,6})(?:\s*\+\s*(\d))?/u.exec(code);
  const count = /\bpageCount\s*:\s*(\d{1,6})/u.exec(code)?.[1];
  if (stem === undefined || current === null || count === undefined) return null;
  const next = Number(current[1]) + Number(current[2] ?? 0) + 1;
  return next <= Number(count) ? `${stem}${next}` : null;
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
