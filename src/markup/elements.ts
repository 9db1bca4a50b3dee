/** What an element is to a reader. */
export type Role =
  | 'script'
  | 'style'
  | 'meta'
  | 'base'
  | 'title'
  /** Shows another file inside the page. */
  | 'embedded'
  /** Its content is not shown, or is not text of the document. */
  | 'silent'
  | 'button'
  | 'break'
  | 'link'
  | 'block'
  | 'inline';

const words = (role: Role, tags: string) => tags.split(' ').map((tag) => [tag, role] as const);

// Blocks begin a new line of their own (HTML standard, 15.3 flow content, old elements included).
const ROLES: ReadonlyMap<string, Role> = new Map([
  ...words('block', 'html body div p ul ol li dl dt dd table thead tbody tfoot tr td th caption'),
  ...words('block', 'h1 h2 h3 h4 h5 h6 hgroup section article main aside nav header footer'),
  ...words('block', 'figure figcaption address blockquote pre form fieldset legend center dir'),
  ...words('block', 'menu details summary ucapcontent'),
  ...words('silent', 'noscript noframes template textarea select option datalist'),
  ...words('silent', 'svg math canvas audio video applet'),
  ...words('embedded', 'iframe frame embed object'),
  ...words('break', 'br hr'),
  ['button', 'button'],
  ['script', 'script'],
  ['style', 'style'],
  ['meta', 'meta'],
  ['base', 'base'],
  ['title', 'title'],
  ['a', 'link'],
]);

/** What an element of this name is to a reader. */
export function roleOf(tag: string): Role {
  return ROLES.get(tag) ?? 'inline';
}

/** 1 to 6 for headings, else 0. */
export function headingLevel(tag: string): number {
  if (tag.length !== 2 || !tag.startsWith('h')) return 0;
  const level = tag.charCodeAt(1) - 0x30;
  return level >= 1 && level <= 6 ? level : 0;
}
/** Class words that style sheets of government sites use for `display: none` (Bootstrap, layui and by hand). */
const HIDDEN_CLASS =
  /(?:^|\s)(?:hide|hidden|d-none|none|displaynone|dn|sr-only|visually-hidden|layui-hide|undis)(?:\s|$)/iu;

// Inline styles that hide: by display, by size, by place. Share texts for WeChat are in such elements.
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
