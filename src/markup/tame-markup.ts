/** Markup that a parser can take without harm, and what had to be left out. */
export interface TamedMarkup {
  readonly markup: string;
  readonly isTooLarge: boolean;
  readonly isTooDeep: boolean;
}

// The largest of 55 real pages has 124 kB and 3,100 tags; inline images are the only honest reason for megabytes.
const MAX_CHARACTERS = 6_000_000;
const MAX_TAGS = 120_000;
// htmlparser2 keeps open elements in an array that it shifts: 200,000 open elements take 6 s, 250 take nothing.
export const MAX_DEPTH = 250;
// Below this many `<` the parser's worst case stays under 0.2 s, so the scan is not worth its time.
const SCAN_FROM_TAGS = 12_000;
const SHORTEST_TAG = '<b>'.length;
const INLINE_DATA_FROM = 4_000;

const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);
const RAW_TEXT = new Set(['script', 'style', 'title', 'textarea']);

/** Bounds size, tag count and depth of hostile markup in one linear pass; ordinary pages pass untouched. */
export function tameMarkup(text: string): TamedMarkup {
  // Browsers end a comment at `--!>` too (WHATWG HTML, 13.2.5.52); the parser does not.
  const standard = text.includes('--!>') ? text.replaceAll('--!>', '-->') : text;
  const lean = standard.length > 300_000 ? dropInlineData(standard) : standard;
  const isCut = lean.length > MAX_CHARACTERS;
  const markup = isCut ? lean.slice(0, MAX_CHARACTERS) : lean;
  if (!hasManyTags(markup)) return { markup, isTooLarge: isCut, isTooDeep: false };
  const scanned = flattenMarkup(markup);
  return { ...scanned, isTooLarge: isCut || scanned.isTooLarge };
}

function dropInlineData(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let at = text.indexOf(';base64,'); at >= 0; at = text.indexOf(';base64,', from)) {
    let end = at + 8;
    while (end < text.length && isBase64(text.charCodeAt(end))) end += 1;
    kept.push(text.slice(from, at + 8), end - at > INLINE_DATA_FROM ? '' : text.slice(at + 8, end));
    from = end;
  }
  return kept.length === 0 ? text : kept.join('') + text.slice(from);
}

function isBase64(code: number): boolean {
  return (
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    (code >= 47 && code <= 57) ||
    code === 43 ||
    code === 61
  );
}

function hasManyTags(markup: string): boolean {
  if (markup.length < SCAN_FROM_TAGS * SHORTEST_TAG) return false;
  let count = 0;
  for (let at = markup.indexOf('<'); at >= 0; at = markup.indexOf('<', at + 1)) {
    count += 1;
    if (count > SCAN_FROM_TAGS) return true;
  }
  return false;
}

/** Copies the markup without tags that would nest deeper than the limit or close nothing. */
function flattenMarkup(markup: string): TamedMarkup {
  const open = new Map<string, number>();
  const kept: string[] = [];
  let depth = 0;
  let tags = 0;
  let isTooDeep = false;
  let from = 0;
  for (const tag of scanTags(markup)) {
    kept.push(markup.slice(from, tag.start));
    from = tag.end;
    tags += 1;
    if (tags > MAX_TAGS) return { markup: kept.join(''), isTooLarge: true, isTooDeep };
    const opened = open.get(tag.name) ?? 0;
    if (tag.kind === 'close' && opened === 0) continue;
    if (tag.kind === 'open' && depth >= MAX_DEPTH) {
      isTooDeep = true;
      // A space keeps the texts of dropped blocks apart.
      kept.push(' ');
      continue;
    }
    if (tag.kind === 'open') {
      open.set(tag.name, opened + 1);
      depth += 1;
    } else if (tag.kind === 'close') {
      open.set(tag.name, opened - 1);
      depth -= 1;
    }
    kept.push(markup.slice(tag.start, tag.end));
  }
  kept.push(markup.slice(from));
  return { markup: kept.join(''), isTooLarge: false, isTooDeep };
}

interface ScannedTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'single';
  readonly start: number;
  readonly end: number;
}

function* scanTags(markup: string): Generator<ScannedTag> {
  let at = markup.indexOf('<');
  while (at >= 0) {
    let end = at + 1;
    if (markup.startsWith('<!--', at)) {
      end = endOf(markup, '-->', at + 4);
    } else {
      const tag = tagAt(markup, at);
      if (tag !== null) yield tag;
      end = tag?.end ?? end;
    }
    at = markup.indexOf('<', end);
  }
}

const TAG_NAME = /\/?([a-z][^\s/>]{0,40})/iy;

function tagAt(markup: string, start: number): ScannedTag | null {
  TAG_NAME.lastIndex = start + 1;
  const name = TAG_NAME.exec(markup)?.[1]?.toLowerCase();
  if (name === undefined) return null;
  const isClose = markup.charAt(start + 1) === '/';
  const end = endOf(markup, '>', TAG_NAME.lastIndex);
  if (isClose || !RAW_TEXT.has(name)) return { name, kind: kindOf(name, isClose), start, end };
  // The element and what it holds are one piece: `<` inside is no tag.
  return { name, kind: 'single', start, end: endOfElement(markup, name, end) };
}

function kindOf(tag: string, isClose: boolean): ScannedTag['kind'] {
  if (VOID.has(tag)) return 'single';
  return isClose ? 'close' : 'open';
}

function endOf(markup: string, mark: string, from: number): number {
  const at = markup.indexOf(mark, from);
  return at < 0 ? markup.length : at + mark.length;
}

function endOfElement(markup: string, tag: string, from: number): number {
  const close = new RegExp(`</${tag}[^>]{0,99}>`, 'gi');
  close.lastIndex = from;
  return close.exec(markup) === null ? markup.length : close.lastIndex;
}
