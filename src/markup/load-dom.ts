import { load, type CheerioAPI } from 'cheerio/slim';

import type { Problem } from '../domain/page.ts';
import { tameMarkup } from './tame-markup.ts';

/** The parsed page. */
export type DomDocument = ReturnType<CheerioAPI['root']>[number];
/** Any node inside a parsed page. */
export type DomNode = DomDocument['children'][number];
/** An element of a parsed page. */
export type DomElement = Extract<DomNode, { readonly tagName: string }>;

/** Parses markup of any size and depth into a tree in bounded time. */
export function loadDom(text: string): {
  readonly document: DomDocument | null;
  readonly problems: readonly Problem[];
} {
  const tamed = tameMarkup(text);
  // htmlparser2 instead of parse5: 0.9 against 2.2 ms a page, measured on 55 real pages (docs/field-notes.md §5).
  const $ = load(tamed.markup, { xml: { xmlMode: false, decodeEntities: true } });
  const problems: Problem[] = [];
  if (tamed.isTooLarge) problems.push('too-large');
  if (tamed.isTooDeep) problems.push('too-deep');
  return { document: $.root()[0] ?? null, problems };
}

/** A run of text of a parsed page. */
export type DomText = Extract<DomNode, { readonly nodeType: 3 }>;

// Node type of the DOM standard; the parser's own enum is not ours to import.
const TEXT = 3;

/** Narrows a node to an element. */
export function isElement(node: DomNode): node is DomElement {
  return 'attribs' in node;
}

/** Narrows a node to text. */
export function isText(node: DomNode): node is DomText {
  return node.nodeType === TEXT;
}
