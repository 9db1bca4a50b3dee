/** Elements that never hold text of the document. */
export const SKIPPED: ReadonlySet<string> = new Set(
  (
    'script style noscript template iframe frame frameset object embed applet svg math select option button ' +
    'input textarea canvas audio video map datalist'
  ).split(' '),
);

// Elements that show another file inside the page.
const EMBEDDING: readonly string[] = ['iframe', 'embed', 'object'];

/** Elements that begin a new line of their own (HTML standard, rendering, flow content), old ones included. */
export const BLOCK: ReadonlySet<string> = new Set(
  (
    'html body div p ul ol li dl dt dd table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 ' +
    'section article main aside nav header footer figure figcaption address blockquote pre form ' +
    'fieldset legend center dir menu details summary hgroup ucapcontent'
  ).split(' '),
);

/** What an element is to a reader; a `skipped` one may still be `embedded`: a file shown inside the page. */
export type Role =
  | 'script'
  | 'style'
  | 'break'
  | 'meta'
  | 'title'
  | 'embedded'
  | 'skipped'
  | 'link'
  | 'block'
  | 'inline';

// One look for each element, in place of one for each question.
const ROLES: ReadonlyMap<string, Role> = new Map([
  ...[...BLOCK].map((name) => [name, 'block'] as const),
  ...[...SKIPPED].map((name) => [name, 'skipped'] as const),
  ...EMBEDDING.map((name) => [name, 'embedded'] as const),
  ['script', 'script'],
  ['style', 'style'],
  ['br', 'break'],
  ['hr', 'break'],
  ['meta', 'meta'],
  ['title', 'title'],
  ['a', 'link'],
]);

/** What an element of this name is to a reader. */
export function roleOf(name: string): Role {
  return ROLES.get(name) ?? 'inline';
}

/** 1 to 6 for headings, else 0. */
export function headingLevel(name: string): number {
  if (name.length !== 2 || !name.startsWith('h')) return 0;
  const level = name.charCodeAt(1) - 0x30;
  return level >= 1 && level <= 6 ? level : 0;
}

/** Class words that style sheets of government sites use for `display: none` (Bootstrap, layui and by hand). */
const HIDDEN_CLASS =
  /(?:^|\s)(?:hide|hidden|d-none|none|displaynone|dn|sr-only|visually-hidden|layui-hide|undis)(?:\s|$)/iu;

// Inline styles that hide: by display, by size, by place. Share texts for WeChat stand in such elements.
const HIDDEN_STYLE =
  /display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden|font-size\s{0,3}:\s{0,3}0(?:px|pt|em)?\s{0,3}(?:;|!|$)|(?:left|top|text-indent)\s{0,3}:\s{0,3}-\d{3,}|opacity\s{0,3}:\s{0,3}0\s{0,3}(?:;|!|$)/iu;
const ZERO_HEIGHT = /(?:^|[;\s])(?:max-)?height\s{0,3}:\s{0,3}0(?:px)?\s{0,3}(?:;|$)/iu;

// Nearly every style fails this at once.
const MAY_HIDE = /display|visibility|(?:size|height|opacity)\s{0,3}:\s{0,3}0|-\d{3}/iu;

/** Whether a reader does not see the element, as far as its own attributes say. */
export function isHiddenElement(attributes: Readonly<Record<string, string>>): boolean {
  if (isBare(attributes)) return false;
  const style = attributes['style'];
  if (style !== undefined && MAY_HIDE.test(style) && isHidingStyle(style.slice(0, 600)))
    return true;
  if (attributes['hidden'] !== undefined) return true;
  const names = attributes['class'];
  return names !== undefined && names.length < 300 && HIDDEN_CLASS.test(names);
}

/** No attributes at all, as most elements: three times faster than to ask for each in vain. */
export function isBare(attributes: Readonly<Record<string, string>>): boolean {
  for (const _ in attributes) return false;
  return true;
}

function isHidingStyle(style: string): boolean {
  if (HIDDEN_STYLE.test(style)) return true;
  return ZERO_HEIGHT.test(style) && /overflow\s{0,3}:\s{0,3}hidden/iu.test(style);
}
