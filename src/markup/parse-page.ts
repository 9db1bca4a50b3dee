import { Tokenizer } from 'htmlparser2';

import { foldLine } from './block-text.ts';
import { roleOf, type Role } from './elements.ts';
import { endedBy, isVoid } from './implied-ends.ts';
import type { PageElement, PageTree } from './page-tree.ts';
import { limitMarkup } from './limit-markup.ts';

// The deepest of 55 real pages has 31 levels, the largest 3,100 tags (docs/field-notes.md §2.6).
const MAX_DEPTH = 250;
const MAX_ELEMENTS = 120_000;
// Tags deeper than this are read over.
const MAX_OPEN = 1_000;
const MAX_META = 2_000;
const MAX_TITLE = 1_000;
const HTML_SCRIPT = /^text\/(?:html|template|x-template)$/iu;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Attributes = Record<string, string>;

/** What becomes of the text in an element whose content is not part of the tree. */
type Silence = 'dropped' | 'title' | 'code' | 'kept' | 'kept-source';

/** A tag that is being read. */
interface Tag {
  name: string;
  attributes: Attributes;
  attribute: string;
  value: string;
}

interface Draft {
  readonly markup: string;
  readonly elements: Mutable<PageElement>[];
  /** The elements that are open, from the root on. */
  readonly open: Mutable<PageElement>[];
  /** The names of all tags that are open, those without an element included. */
  readonly names: string[];
  /** How often each of them is among them, so that stray end tags cost nothing. */
  readonly counts: Map<string, number>;
  readonly texts: string[];
  readonly scripts: string[];
  readonly scriptFiles: string[];
  readonly kept: string[];
  readonly meta: Map<string, string>;
  title: string;
  baseHref: string | null;
  isTooLarge: boolean;
  isTooDeep: boolean;
  /** Whether the next text continues the last one: neither tag nor comment is between them. */
  isTextOpen: boolean;
  /** The index of the silent element in `names`; -1 outside of any. */
  silentAt: number;
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

const NONE: Attributes = Object.freeze({});

/** Parses markup of any size and depth in time proportional to it; never throws. */
export function parsePage(source: string): PageTree {
  const { markup, isCut } = limitMarkup(source);
  const draft = newDraft(markup, isCut);
  const tag: Tag = { name: '', attributes: NONE, attribute: '', value: '' };
  const endText = (): void => void (draft.isTextOpen = false);
  // htmlparser2's tokenizer without its parser and a DOM: on the median of 55 real pages this takes 0.23 ms, a flat list by
  // the parser's events 0.27, the DOM alone 0.28, a flat list made from the DOM 0.36 (parse5: docs/field-notes.md §5).
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname: (start, end) => {
        tag.name = markup.slice(start, end).toLowerCase();
        tag.attributes = NONE;
      },
      onattribname: (start, end) => {
        tag.attribute = markup.slice(start, end).toLowerCase();
        tag.value = '';
      },
      onattribdata: (start, end) => void (tag.value += markup.slice(start, end)),
      onattribentity: (code) => void (tag.value += String.fromCodePoint(code)),
      onattribend: () => keepAttribute(tag),
      onopentagend: (end) => startTag(draft, tag, end + 1),
      onselfclosingtag: (end) => {
        startTag(draft, tag, end + 1);
        if (draft.names[draft.silentAt] === 'svg' && !isVoid(tag.name)) dropName(draft);
      },
      onclosetag: (start, end) => endTag(draft, markup.slice(start, end).toLowerCase(), start - 2),
      ontext: (start, end) => takeText(draft, markup.slice(start, end)),
      ontextentity: (code) => takeText(draft, String.fromCodePoint(code)),
      oncomment: endText,
      oncdata: endText,
      ondeclaration: endText,
      onprocessinginstruction: endText,
      onend: endText,
    },
  );
  tokenizer.write(markup);
  tokenizer.end();
  closeDown(draft, 0, markup.length);
  closeElement(draft);
  const { elements, texts, scripts, scriptFiles, kept, meta, title, baseHref } = draft;
  const { isTooLarge, isTooDeep } = draft;
  const beside = { scripts, scriptFiles, kept, meta, title, baseHref };
  return { source, elements, texts, ...beside, isTooLarge, isTooDeep };
}

function newDraft(markup: string, isTooLarge: boolean): Draft {
  const draft: Draft = {
    markup,
    elements: [],
    open: [],
    names: [],
    counts: new Map(),
    texts: [],
    scripts: [],
    scriptFiles: [],
    kept: [],
    meta: new Map(),
    title: '',
    baseHref: null,
    isTooLarge,
    isTooDeep: false,
    isTextOpen: false,
    silentAt: -1,
    silence: 'dropped',
    heard: '',
    heardFrom: 0,
  };
  openElement(draft, { name: 'html', attributes: NONE }, roleOf('html'));
  return draft;
}

/** The first attribute of a name counts. */
function keepAttribute(tag: Tag): void {
  if (tag.attributes === NONE) tag.attributes = {};
  if (tag.attributes[tag.attribute] === undefined) tag.attributes[tag.attribute] = tag.value;
}

/** Takes a start tag; `at` is where its content begins. */
function startTag(draft: Draft, tag: Pick<Tag, 'name' | 'attributes'>, at: number): void {
  const { names } = draft;
  draft.isTextOpen = false;
  const ended = endedBy(tag.name);
  if (ended !== undefined) {
    while (ended.has(names.at(-1) ?? '')) closeDown(draft, names.length - 1, at);
  }
  if (draft.silentAt < 0) place(draft, tag, at);
  if (isVoid(tag.name) || names.length >= MAX_OPEN) return;
  names.push(tag.name);
  draft.counts.set(tag.name, (draft.counts.get(tag.name) ?? 0) + 1);
}

function dropName({ names, counts }: Draft): void {
  const name = names.pop();
  if (name !== undefined) counts.set(name, (counts.get(name) ?? 1) - 1);
}

/** Gives a tag its place: beside the tree (meta elements, title, scripts), in it, or none where it is too deep. */
function place(draft: Draft, tag: Pick<Tag, 'name' | 'attributes'>, at: number): void {
  const role = roleOf(tag.name);
  const silence = keepBeside(draft, role, tag.attributes);
  if (silence !== null) return isVoid(tag.name) ? undefined : enterSilent(draft, silence, at);
  draft.isTooDeep ||= draft.names.length >= MAX_DEPTH;
  if (draft.names.length >= MAX_DEPTH || draft.elements.length >= MAX_ELEMENTS) return;
  openElement(draft, tag, role);
  const isSilent = role === 'silent' || role === 'embedded';
  if (isVoid(tag.name) || isSilent) closeElement(draft);
  if (isSilent && !isVoid(tag.name)) enterSilent(draft, SILENCES[tag.name] ?? 'dropped', at);
}

const SILENCES: Readonly<Record<string, Silence>> = { textarea: 'kept', template: 'kept-source' };

/** Keeps what is stored beside the tree; null for an element of the tree. */
function keepBeside(draft: Draft, role: Role, attributes: Attributes): Silence | null {
  if (role === 'meta') keepMeta(draft, attributes);
  if (role === 'base') draft.baseHref ??= attributes['href'] ?? null;
  if (role === 'script') {
    if (attributes['src'] !== undefined) draft.scriptFiles.push(attributes['src']);
    return HTML_SCRIPT.test(attributes['type'] ?? '') ? 'kept' : 'code';
  }
  if (role === 'title') return 'title';
  return role === 'meta' || role === 'base' || role === 'style' ? 'dropped' : null;
}

/** Everything up to the end of this element is left out of the tree. */
function enterSilent(draft: Draft, silence: Silence, at: number): void {
  draft.silentAt = draft.names.length;
  draft.silence = silence;
  draft.heard = '';
  draft.heardFrom = at;
}

function openElement(draft: Draft, tag: Pick<Tag, 'name' | 'attributes'>, role: Role): void {
  const element: Mutable<PageElement> = {
    index: draft.elements.length,
    tag: tag.name,
    role,
    attributes: tag.attributes,
    parent: draft.open.at(-1)?.index ?? -1,
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

/** Takes an end tag, which ends all that was opened inside; without a start it is nothing, but for these two. */
function endTag(draft: Draft, name: string, at: number): void {
  const isOpen = (draft.counts.get(name) ?? 0) > 0;
  const from = isOpen ? draft.names.lastIndexOf(name) : -1;
  if (from >= 0) return closeDown(draft, from, at);
  // HTML standard, 13.2.6.4.7: `</p>` and `</br>` are elements without content.
  if (name === 'p' || name === 'br') startTag(draft, { name, attributes: NONE }, at);
  if (name === 'p') closeDown(draft, draft.names.length - 1, at);
}

/** Closes the open tags until so many are left. */
function closeDown(draft: Draft, left: number, at: number): void {
  draft.isTextOpen = false;
  while (draft.names.length > left) {
    dropName(draft);
    const depth = draft.names.length;
    if (draft.silentAt >= depth) leaveSilent(draft, at);
    else if (draft.silentAt < 0 && draft.open.length - 1 > depth) closeElement(draft);
  }
}

function takeText(draft: Draft, text: string): void {
  if (draft.silentAt >= 0) {
    if (draft.silence !== 'dropped') draft.heard += text;
  } else if (draft.elements.length >= MAX_ELEMENTS) {
    // The page ends here: text without its elements would be taken for one long paragraph.
    draft.isTooLarge = true;
  } else if (draft.isTextOpen) {
    draft.texts.push((draft.texts.pop() ?? '') + text);
  } else {
    draft.texts.push(text);
    draft.isTextOpen = true;
  }
}

function leaveSilent(draft: Draft, at: number): void {
  const { silence, heard, heardFrom } = draft;
  draft.silentAt = -1;
  if (silence === 'title' && draft.title === '') draft.title = titleOf(heard);
  if (silence === 'code' && heard !== '') draft.scripts.push(heard);
  if (silence === 'kept') draft.kept.push(heard);
  if (silence === 'kept-source') draft.kept.push(draft.markup.slice(heardFrom, at));
}

/** Markup that was typed into a title is text there: `<br>`, `<h1 style=…>`. */
function titleOf(text: string): string {
  return foldLine(text.slice(0, MAX_TITLE).replaceAll(/<[^<>]{0,200}>/gu, ' '));
}

function keepMeta(draft: Draft, attributes: Attributes): void {
  const name = attributes['name'] ?? attributes['property'] ?? attributes['http-equiv'] ?? '';
  const content = foldLine((attributes['content'] ?? '').slice(0, MAX_META));
  const key = name.toLowerCase();
  if (key !== '' && content !== '' && !draft.meta.has(key)) draft.meta.set(key, content);
}
