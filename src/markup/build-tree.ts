import { foldLine, splitParagraphs } from './block-text.ts';
import { headingLevel, isBare, isHiddenElement, roleOf } from './elements.ts';
import { fileType } from './file-type.ts';
import {
  isElement,
  isText,
  type DomDocument,
  type DomElement,
  type DomNode,
  type DomText,
} from './load-dom.ts';
import { fieldOfLabel } from './metadata-labels.ts';
import type { Block, BlockLink, Box, PageTree } from './page-tree.ts';
import { readTableRow } from './table-row.ts';

// Deeper elements become part of the box above them: the deepest of 55 pages has 31 levels.
const MAX_BOX_DEPTH = 120;
const MAX_SCRIPT_SAMPLE = 6_000;
const NONE: readonly string[] = [];
const MAX_MARKS = 400;
const UNUSUAL_MARKS = /[^\u0021-\u0040\u005b-\u007e ]| {2}/u;
const NO_LINKS: readonly BlockLink[] = [];
const MAY_HOLD_LABELS = /索引|文号|字号|发布|来源|日期|时间|机[构关]|单位|标题|名称/u;
const MAX_LINKS_PER_BLOCK = 400;
// The longest title of a real list has 118 characters (docs/field-notes.md §2.6).
const MAX_LINK_TEXT = 60;

interface Draft {
  readonly boxes: Mutable<Box>[];
  readonly blocks: Block[];
  readonly meta: Map<string, string>;
  documentTitle: string;
  scripts: string;
  box: Mutable<Box>;
  buffer: string;
  links: BlockLink[];
  /** The open link and where its text begins in the buffer. */
  link: { readonly href: string; start: number } | null;
  heading: number;
  /** Where inline elements begin and end in the buffer: labels and values touch there without a blank. */
  seams: number[];
  /** Open block elements, those without a box included. */
  depth: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Walks the DOM once, without recursion, and leaves blocks and boxes. */
export function buildTree(document: DomDocument, options: { includeHidden: boolean }): PageTree {
  const root = newBox({ name: 'root', marks: '' }, null, 0);
  const draft: Draft = {
    boxes: [root],
    blocks: [],
    meta: new Map(),
    documentTitle: '',
    scripts: '',
    box: root,
    buffer: '',
    links: [],
    link: null,
    heading: 0,
    seams: [],
    depth: 0,
  };
  let node: DomNode | null = document.firstChild;
  while (node !== null) {
    const child: DomNode | null = enter(draft, node, options.includeHidden);
    if (child !== null) {
      node = child;
      continue;
    }
    node = climb(draft, node, document);
  }
  flush(draft);
  root.end = draft.blocks.length;
  const { boxes, blocks, documentTitle, meta, scripts } = draft;
  return { boxes, blocks, documentTitle, meta, scripts };
}

/** A box to build a tree with. */
export function newBox(
  label: Pick<Box, 'name' | 'marks'>,
  parent: Box | null,
  first: number,
): Mutable<Box> {
  return {
    name: label.name,
    marks: label.marks,
    parent,
    depth: (parent?.depth ?? -1) + 1,
    first,
    end: first,
  };
}

/** Opens a node; returns the child to go on with, or null when nothing below it is read. */
function enter(draft: Draft, node: DomNode, includeHidden: boolean): DomNode | null {
  if (isText(node)) {
    takeText(draft, node);
    return null;
  }
  if (!isElement(node)) return null;
  const role = roleOf(node.tagName);
  switch (role) {
    case 'block':
    case 'link':
    case 'inline':
      if (!includeHidden && isHiddenElement(node.attribs)) return null;
      return open(draft, node, role);
    case 'break':
      flush(draft);
      break;
    case 'script':
      keepScript(draft, node);
      break;
    case 'meta':
      keepMeta(draft, node);
      break;
    case 'title':
      if (draft.documentTitle === '') draft.documentTitle = titleText(node);
      break;
    case 'embedded':
      keepEmbedded(draft, node);
      break;
    case 'style':
    case 'skipped':
      break;
  }
  return null;
}

/** Only in `pre` are line breaks the author's own. */
function takeText(draft: Draft, node: DomText): void {
  if (draft.box.name !== 'pre') {
    draft.buffer += node.data;
    return;
  }
  for (const line of node.data.split('\n')) {
    draft.buffer += line;
    flush(draft);
  }
}

function open(draft: Draft, node: DomElement, role: 'block' | 'link' | 'inline'): DomNode | null {
  const name = node.tagName;
  if (role === 'link') openLink(draft, node);
  if (role !== 'block') {
    draft.seams.push(draft.buffer.length);
    return node.firstChild;
  }
  flush(draft);
  if (name === 'tr') {
    const cells = readTableRow(node);
    if (cells !== null) {
      pushRow(draft, node, cells);
      return null;
    }
  }
  if (node.firstChild === null) return null;
  draft.depth += 1;
  if (draft.depth <= MAX_BOX_DEPTH) {
    const box = newBox({ name, marks: marksOf(node) }, draft.box, draft.blocks.length);
    draft.boxes.push(box);
    draft.box = box;
  }
  const level = headingLevel(name);
  if (level > 0) draft.heading = level;
  return node.firstChild;
}

/** Closes nodes until one has a next sibling. */
function climb(draft: Draft, from: DomNode, top: DomDocument): DomNode | null {
  let node = from;
  while (node.next === null) {
    const { parent } = node;
    if (parent === null || parent === top || !isElement(parent)) return null;
    close(draft, parent);
    node = parent;
  }
  return node.next;
}

function close(draft: Draft, node: DomElement): void {
  const name = node.tagName;
  const role = roleOf(name);
  if (role === 'link') closeLink(draft);
  if (role !== 'block') {
    draft.seams.push(draft.buffer.length);
    return;
  }
  flush(draft);
  if (draft.depth <= MAX_BOX_DEPTH) {
    draft.box.end = draft.blocks.length;
    if (draft.box.parent !== null) draft.box = draft.box.parent;
  }
  draft.depth -= 1;
  if (headingLevel(name) > 0) draft.heading = 0;
}

function openLink(draft: Draft, node: DomElement): void {
  // Browsers close an open link where another one begins; so is one that was never closed.
  closeLink(draft);
  const href = node.attribs['href'];
  if (href !== undefined) draft.link = { href, start: draft.buffer.length };
}

function closeLink(draft: Draft): void {
  if (draft.link !== null) takeLink(draft, draft.link);
  draft.link = null;
}

function takeLink(draft: Draft, link: { readonly href: string; readonly start: number }): void {
  if (draft.links.length >= MAX_LINKS_PER_BLOCK) return;
  draft.links.push({ href: link.href, text: foldLine(draft.buffer.slice(link.start)) });
}

function flush(draft: Draft): void {
  if (draft.buffer === '' || (draft.links.length === 0 && draft.buffer.trim() === '')) {
    if (draft.link !== null) draft.link.start = 0;
    draft.buffer = '';
    draft.seams.length = 0;
    return;
  }
  if (draft.link !== null) flushLink(draft, draft.link);
  const links = draft.links.length === 0 ? NO_LINKS : draft.links;
  const { box } = draft;
  const linkLength = lengthOf(links);
  const paragraphs = splitParagraphs(parted(draft.buffer, draft.seams));
  const total = paragraphs.reduce((sum, text) => sum + text.length, 0);
  for (const text of paragraphs) {
    const share = linkLength === 0 ? 0 : Math.round((linkLength * text.length) / total);
    // A heading element that holds sentences was left open by mistake.
    const heading = text.length > 120 || text.includes('。') ? 0 : draft.heading;
    draft.blocks.push({ text, cells: NONE, linkLength: share, links, box, heading });
  }
  // Links around images hold no text; the next block of the page keeps them.
  if (paragraphs.length > 0 && links.length > 0) draft.links = [];
  draft.buffer = '';
  draft.seams.length = 0;
}

function lengthOf(links: readonly BlockLink[]): number {
  let length = 0;
  for (const link of links) length += link.text.length;
  return length;
}

/** Sets labels that stand in inline elements of their own apart: `<b>索引号</b><i>…</i><b>文号</b>`. */
function parted(buffer: string, seams: readonly number[]): string {
  if (seams.length < 2 || seams.length > 80 || buffer.length > 600) return buffer;
  if (!MAY_HOLD_LABELS.test(buffer)) return buffer;
  let result = '';
  let from = 0;
  for (const seam of [...seams, buffer.length]) {
    const piece = buffer.slice(from, seam);
    result += piece.length >= 2 && fieldOfLabel(piece) !== null ? ` ${piece} ` : piece;
    from = seam;
  }
  return result;
}

/** A link around blocks goes on after each of them; one that swallows paragraphs was left open by mistake. */
function flushLink(draft: Draft, link: NonNullable<Draft['link']>): void {
  const text = draft.buffer.slice(link.start);
  if (text.length > MAX_LINK_TEXT && /[。；]/u.test(text)) {
    draft.link = null;
    return;
  }
  takeLink(draft, link);
  link.start = 0;
}

function pushRow(draft: Draft, row: DomElement, cells: readonly string[]): void {
  const links = linksOf(row);
  const linkLength = lengthOf(links);
  const text = cells.filter((cell) => cell !== '').join('  ');
  draft.blocks.push({ text, cells, linkLength, links, box: draft.box, heading: 0 });
}

function linksOf(row: DomElement): BlockLink[] {
  const links: BlockLink[] = [];
  const queue: DomElement[] = [row];
  for (let at = 0; at < queue.length; at += 1) {
    for (const child of queue[at]?.children ?? []) {
      if (!isElement(child)) continue;
      const href = child.tagName === 'a' ? child.attribs['href'] : undefined;
      if (href !== undefined) links.push({ href, text: foldLine(textOf(child)) });
      queue.push(child);
    }
  }
  return links;
}

function textOf(element: DomElement): string {
  let text = '';
  const queue: DomNode[] = [...element.children];
  for (let at = 0; at < queue.length && at < 200; at += 1) {
    const node = queue[at];
    if (node === undefined) continue;
    if (isText(node)) text += node.data;
    else if (isElement(node)) queue.push(...node.children);
  }
  return text;
}

function marksOf(node: DomElement): string {
  if (isBare(node.attribs)) return '';
  const names = node.attribs['class'];
  const id = node.attribs['id'];
  if (names === undefined && id === undefined) return '';
  const both = names === undefined || id === undefined ? (names ?? id) : `${names} ${id}`;
  const marks = ` ${both} `.slice(0, MAX_MARKS);
  return UNUSUAL_MARKS.test(marks) ? marks.toLowerCase().replaceAll(/\s+/gu, ' ') : marks;
}

/** A document shown inside the page is an attachment like one that is linked. */
function keepEmbedded(draft: Draft, node: DomElement): void {
  const href = node.attribs['src'] ?? node.attribs['data'] ?? '';
  if (fileType(href) !== null) draft.links.push({ href, text: '' });
}

function keepMeta(draft: Draft, node: DomElement): void {
  const name = (node.attribs['name'] ?? node.attribs['property'] ?? '').toLowerCase();
  const content = foldLine((node.attribs['content'] ?? '').slice(0, 2_000));
  const equiv = node.attribs['http-equiv']?.toLowerCase();
  if (equiv === 'refresh') draft.scripts += ` http-equiv=refresh ${content}`;
  if (name !== '' && content !== '' && !draft.meta.has(name)) draft.meta.set(name, content);
}

function keepScript(draft: Draft, node: DomElement): void {
  if (draft.scripts.length >= MAX_SCRIPT_SAMPLE) return;
  const first = node.firstChild;
  const code = first !== null && isText(first) ? first.data.slice(0, 1_500) : '';
  draft.scripts += ` ${node.attribs['src'] ?? ''} ${code}`;
}

function titleText(node: DomElement): string {
  // Markup that was typed into a title stands there as text: `<br>`, `<h1 style=…>`.
  return foldLine(
    textOf(node)
      .slice(0, 1_000)
      .replaceAll(/<[^<>]{0,200}>/gu, ' '),
  );
}
