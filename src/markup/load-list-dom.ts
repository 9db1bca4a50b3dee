import { load, type CheerioAPI } from 'cheerio/slim';

/** One element of a flattened page: subtrees, texts and links are ranges, so every question is cheap. */
export interface ListElement {
  readonly index: number;
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Index of the parent element, -1 for the root. */
  readonly parent: number;
  readonly depth: number;
  readonly children: readonly number[];
  /** First element after the subtree. */
  readonly end: number;
  /** Range of `ListDom.texts` that the subtree holds. */
  readonly textFrom: number;
  readonly textTo: number;
}

/** A page as flat arrays in document order. Scripts, styles and form controls hold no text here. */
export interface ListDom {
  readonly elements: readonly ListElement[];
  readonly texts: readonly string[];
  /** Code of inline scripts, in order. */
  readonly scripts: readonly string[];
  readonly metas: ReadonlyMap<string, string>;
  readonly title: string;
  readonly baseHref: string | null;
  /** Whether a cap cut something off. */
  readonly isCut: boolean;
}

// Real list pages weigh 10-180 kB and hold 300-4,000 elements (docs/field-notes.md §2.6); ten times that is
// hostile or broken.
const MAX_CHARACTERS = 4_000_000;
const MAX_ELEMENTS = 60_000;
const MAX_DEPTH = 400;
const MAX_TEXT = 20_000;
const SILENT = new Set([
  'style',
  'noscript',
  'template',
  'textarea',
  'select',
  'option',
  'svg',
  'iframe',
]);

type RootNode = NonNullable<ReturnType<CheerioAPI['root']>[0]>;
type DomNode = RootNode['children'][number];
type Mutable = {
  -readonly [Key in keyof ListElement]: ListElement[Key] extends readonly number[]
    ? number[]
    : ListElement[Key];
};
interface Open {
  readonly element: Mutable;
  readonly rest: readonly DomNode[];
  next: number;
}

/** Parses HTML into flat arrays; never throws, never recurses, stops at fixed caps. */
export function loadListDom(html: string): ListDom {
  const source = withoutAbyss(html.slice(0, MAX_CHARACTERS));
  const root = load(source, {
    xml: { xmlMode: false, decodeEntities: true, recognizeCDATA: true },
  }).root()[0];
  const state = {
    elements: [] as Mutable[],
    texts: [] as string[],
    scripts: [] as string[],
    metas: new Map<string, string>(),
    title: '',
    baseHref: null as string | null,
    isCut: source.length < html.length,
  };
  const stack: Open[] = [
    openElement(state, 'html', { parent: -1, depth: 0, rest: root?.children ?? [] }),
  ];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node = top.rest[top.next];
    top.next += 1;
    if (node === undefined) {
      top.element.end = state.elements.length;
      top.element.textTo = state.texts.length;
      stack.pop();
    } else {
      const opened = visitNode(state, node, top.element);
      if (opened !== null) stack.push(opened);
    }
  }
  return state;
}

// The parser's stack costs the square of the depth; no real list page met is deeper than 60.
const MAX_SOURCE_DEPTH = 2_000;
// Elements that close by themselves or have no end.
const FLAT =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|tbody|thead|option|script|style)$/iu;

/** Cuts a text where its open tags go deeper than any page. */
function withoutAbyss(html: string): string {
  let depth = 0;
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9]{0,20})/giu)) {
    if (FLAT.test(match[2] ?? '')) continue;
    depth = Math.max(0, depth + (match[1] === '' ? 1 : -1));
    if (depth > MAX_SOURCE_DEPTH) return html.slice(0, match.index);
  }
  return html;
}

interface LoadState {
  readonly elements: Mutable[];
  readonly texts: string[];
  readonly scripts: string[];
  readonly metas: Map<string, string>;
  title: string;
  baseHref: string | null;
  isCut: boolean;
}

function visitNode(state: LoadState, node: DomNode, parent: Mutable): Open | null {
  if (node.nodeType === 3) {
    state.texts.push(node.data.length > MAX_TEXT ? node.data.slice(0, MAX_TEXT) : node.data);
    return null;
  }
  if (!('attribs' in node)) return null;
  if (noteHeadElement(state, node.name, node)) return null;
  if (state.elements.length >= MAX_ELEMENTS || parent.depth >= MAX_DEPTH) {
    state.isCut = true;
    return null;
  }
  const rest = SILENT.has(node.name) ? [] : node.children;
  const place = { parent: parent.index, depth: parent.depth + 1, rest };
  const opened = openElement(state, node.name, place);
  opened.element.attributes = node.attribs;
  parent.children.push(opened.element.index);
  return opened;
}

interface Place {
  readonly parent: number;
  readonly depth: number;
  readonly rest: readonly DomNode[];
}

function openElement(state: LoadState, tag: string, place: Place): Open {
  const element: Mutable = {
    index: state.elements.length,
    tag,
    attributes: {},
    parent: place.parent,
    depth: place.depth,
    children: [],
    end: 0,
    textFrom: state.texts.length,
    textTo: 0,
  };
  state.elements.push(element);
  return { element, rest: place.rest, next: 0 };
}

/** Keeps what the head says and answers whether the element needs no place in the tree. */
function noteHeadElement(
  state: LoadState,
  tag: string,
  node: { readonly attribs: Record<string, string>; readonly children: readonly DomNode[] },
): boolean {
  if (tag === 'script') {
    const code = ownText(node.children);
    if (code !== '') state.scripts.push(code);
    return !('src' in node.attribs);
  }
  if (tag === 'title' && state.title === '') state.title = ownText(node.children).trim();
  if (tag === 'base' && state.baseHref === null) state.baseHref = node.attribs['href'] ?? null;
  if (tag !== 'meta') return tag === 'title' || tag === 'base';
  const name = (node.attribs['name'] ?? node.attribs['http-equiv'] ?? '').toLowerCase();
  if (name !== '' && !state.metas.has(name)) state.metas.set(name, node.attribs['content'] ?? '');
  return true;
}

function ownText(children: readonly DomNode[]): string {
  return children.map((child) => (child.nodeType === 3 ? child.data : '')).join('');
}

/** The text of a range of the page; pieces are joined with `glue`. */
export function textBetween(dom: ListDom, range: { from: number; to: number }, glue = ''): string {
  return dom.texts.slice(range.from, range.to).join(glue);
}

/** The text of an element; `glue` stands between pieces that tags separate. */
export function textOf(dom: ListDom, element: ListElement, glue = ''): string {
  return textBetween(dom, { from: element.textFrom, to: element.textTo }, glue);
}
