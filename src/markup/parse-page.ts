import { Parser } from 'htmlparser2';

import { foldLine } from './block-text.ts';
import { roleOf, type Role } from './elements.ts';
import type { PageElement, PageTree } from './page-tree.ts';
import { MAX_DEPTH, tameMarkup } from './tame-markup.ts';

const MAX_META = 2_000;
const MAX_TITLE = 1_000;
const HTML_SCRIPT = /^text\/(?:html|template|x-template)$/iu;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Attributes = PageElement['attributes'];

/** What becomes of the text in an element whose content is no part of the tree. */
type Silence = 'dropped' | 'title' | 'code' | 'kept' | 'kept-source';

interface Draft {
  readonly markup: string;
  readonly elements: Mutable<PageElement>[];
  readonly open: Mutable<PageElement>[];
  readonly texts: string[];
  readonly scripts: string[];
  readonly scriptFiles: string[];
  readonly kept: string[];
  readonly meta: Map<string, string>;
  parser: Pick<Parser, 'startIndex' | 'endIndex'>;
  title: string;
  baseHref: string | null;
  isTooDeep: boolean;
  /** Whether the next text goes on where the last one stopped: neither tag nor comment is between them. */
  isTextOpen: boolean;
  /** Open elements that are too deep for the tree; their text counts for the deepest one that is in it. */
  overflow: number;
  /** Open elements from the silent one on; 0 outside of any. */
  silent: number;
  silence: Silence;
  /** The text of the silent element, and where its content begins in the markup. */
  heard: string;
  heardFrom: number;
}

/** What a page carries along once it was parsed. */
export interface Parsed {
  readonly tree: PageTree;
}

/** The tree of a page: the one that it carries, unless its text was changed since. */
export function treeOf(page: { readonly text: string } & Partial<Parsed>): PageTree {
  return page.tree?.source === page.text ? page.tree : parsePage(page.text);
}

/** A page that carries its tree, so that every step of a visit works on one parse. */
export function withTree<P extends { readonly text: string }>(
  page: P & Partial<Parsed>,
): P & Parsed {
  return { ...page, tree: treeOf(page) };
}

/** Parses markup of any size and depth in bounded time; never throws. */
export function parsePage(source: string): PageTree {
  const tamed = tameMarkup(source);
  const draft = newDraft(tamed.markup);
  // Cheerio's parser without its DOM: on the median of 55 real pages the flat list takes 0.22 ms, a DOM 0.27 ms,
  // and the flat list made from a DOM 0.36 ms. parse5 would take more than twice that (docs/field-notes.md §5).
  const parser = new Parser(
    {
      onparserinit: (itself) => {
        draft.parser = itself;
      },
      onopentag: (tag, attributes) => openTag(draft, tag, attributes),
      onclosetag: () => closeTag(draft),
      ontext: (text) => takeText(draft, text),
      oncomment: () => endText(draft),
      onprocessinginstruction: () => endText(draft),
    },
    { decodeEntities: true },
  );
  parser.end(tamed.markup);
  closeElement(draft);
  const { elements, texts, scripts, scriptFiles, kept, meta, title, baseHref } = draft;
  const parts = { elements, texts, scripts, scriptFiles, kept, meta, title, baseHref };
  const isTooDeep = tamed.isTooDeep || draft.isTooDeep;
  return { source, ...parts, isTooLarge: tamed.isTooLarge, isTooDeep };
}

function newDraft(markup: string): Draft {
  const draft: Draft = {
    markup,
    elements: [],
    open: [],
    texts: [],
    scripts: [],
    scriptFiles: [],
    kept: [],
    meta: new Map(),
    parser: { startIndex: 0, endIndex: 0 },
    title: '',
    baseHref: null,
    isTooDeep: false,
    isTextOpen: false,
    overflow: 0,
    silent: 0,
    silence: 'dropped',
    heard: '',
    heardFrom: 0,
  };
  openElement(draft, 'html', {});
  return draft;
}

function openTag(draft: Draft, tag: string, attributes: Attributes): void {
  endText(draft);
  if (draft.silent > 0) {
    draft.silent += 1;
    return;
  }
  const role = roleOf(tag);
  const beside = readBeside(draft, role, attributes);
  if (beside !== null) return hush(draft, beside);
  if (draft.open.length > MAX_DEPTH) {
    draft.overflow += 1;
    draft.isTooDeep = true;
    return;
  }
  openElement(draft, tag, attributes);
  if (role !== 'silent' && role !== 'embedded') return;
  closeElement(draft);
  hush(draft, SILENCES[tag] ?? 'dropped');
}

/** What is kept beside the tree: meta elements, title, scripts. Null for an element of the tree. */
function readBeside(draft: Draft, role: Role, attributes: Attributes): Silence | null {
  if (role === 'meta') keepMeta(draft, attributes);
  if (role === 'base') draft.baseHref ??= attributes['href'] ?? null;
  if (role === 'script') {
    if (attributes['src'] !== undefined) draft.scriptFiles.push(attributes['src']);
    return HTML_SCRIPT.test(attributes['type'] ?? '') ? 'kept' : 'code';
  }
  if (role === 'title') return 'title';
  return role === 'meta' || role === 'base' || role === 'style' ? 'dropped' : null;
}

const SILENCES: Readonly<Record<string, Silence>> = { textarea: 'kept', template: 'kept-source' };

function openElement(draft: Draft, tag: string, attributes: Attributes): void {
  const parent = draft.open.at(-1);
  const element: Mutable<PageElement> = {
    index: draft.elements.length,
    tag,
    attributes,
    parent: parent === undefined ? -1 : parent.index,
    depth: draft.open.length,
    end: 0,
    textFrom: draft.texts.length,
    textTo: 0,
  };
  draft.elements.push(element);
  draft.open.push(element);
}

function closeElement(draft: Draft): void {
  const element = draft.open.pop();
  if (element === undefined) return;
  element.end = draft.elements.length;
  element.textTo = draft.texts.length;
}

/** Everything up to the end of this element is no part of the tree. */
function hush(draft: Draft, silence: Silence): void {
  draft.silent = 1;
  draft.silence = silence;
  draft.heard = '';
  draft.heardFrom = draft.parser.endIndex + 1;
}

function closeTag(draft: Draft): void {
  endText(draft);
  if (draft.silent > 0) {
    draft.silent -= 1;
    if (draft.silent === 0) keepHeard(draft);
  } else if (draft.overflow > 0) {
    draft.overflow -= 1;
  } else {
    closeElement(draft);
  }
}

function endText(draft: Draft): void {
  draft.isTextOpen = false;
}

function takeText(draft: Draft, text: string): void {
  if (draft.silent > 0) {
    if (draft.silence !== 'dropped') draft.heard += text;
  } else if (draft.isTextOpen) {
    draft.texts.push((draft.texts.pop() ?? '') + text);
  } else {
    draft.texts.push(text);
    draft.isTextOpen = true;
  }
}

function keepHeard(draft: Draft): void {
  const { silence, heard } = draft;
  if (silence === 'title' && draft.title === '') draft.title = titleOf(heard);
  if (silence === 'code' && heard !== '') draft.scripts.push(heard);
  if (silence === 'kept') draft.kept.push(heard);
  if (silence === 'kept-source') {
    draft.kept.push(draft.markup.slice(draft.heardFrom, draft.parser.startIndex));
  }
}

/** Markup that was typed into a title stands there as text: `<br>`, `<h1 style=…>`. */
function titleOf(text: string): string {
  return foldLine(text.slice(0, MAX_TITLE).replaceAll(/<[^<>]{0,200}>/gu, ' '));
}

function keepMeta(draft: Draft, attributes: Attributes): void {
  const name = attributes['name'] ?? attributes['property'] ?? attributes['http-equiv'] ?? '';
  const content = foldLine((attributes['content'] ?? '').slice(0, MAX_META));
  const key = name.toLowerCase();
  if (key !== '' && content !== '' && !draft.meta.has(key)) draft.meta.set(key, content);
}
