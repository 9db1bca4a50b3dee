import { foldLine, splitParagraphs } from './block-text.ts';
import { openBox, type Block, type BlockLink, type OpenBox, type PageBlocks } from './blocks.ts';
import { headingLevel, isBare, isHiddenElement } from './elements.ts';
import { fileType } from './file-type.ts';
import { fieldOfLabel } from './metadata-labels.ts';
import { textOf, type PageElement, type PageTree } from './page-tree.ts';
import { readTableRow } from './table-row.ts';

// Deeper elements become part of the box above them: the deepest of 55 pages has 31 levels.
const MAX_BOX_DEPTH = 120;
const MAX_MARKS = 400;
const UNUSUAL_MARKS = /[^\u0021-\u0040\u005b-\u007e ]| {2}/u;
const MAX_LINKS_PER_BLOCK = 400;
// The longest title of a real list has 118 characters (docs/field-notes.md §2.6).
const MAX_LINK_TEXT = 60;
const MAY_HOLD_LABELS = /索引|文号|字号|发布|来源|日期|时间|机[构关]|单位|标题|名称/u;
const NO_CELLS: readonly string[] = [];
const NO_LINKS: readonly BlockLink[] = [];

interface Draft {
  readonly tree: PageTree;
  readonly boxes: OpenBox[];
  readonly blocks: Block[];
  /** Elements whose end is still ahead. */
  readonly open: PageElement[];
  box: OpenBox;
  buffer: string;
  links: BlockLink[];
  /** The open link and where its text begins in the buffer. */
  link: { readonly href: string; start: number } | null;
  heading: number;
  /** Where inline elements begin and end in the buffer: labels and values touch there without a blank. */
  seams: number[];
  /** Open block elements, those without a box included. */
  depth: number;
  /** Index of the next text that was not taken yet. */
  next: number;
}

/** Derives the blocks of a page and their boxes; elements that no reader sees are left out on request. */
export function buildBlocks(tree: PageTree, options: { includeHidden: boolean }): PageBlocks {
  const draft = newDraft(tree);
  const { elements } = tree;
  for (let at = 1; at < elements.length;) {
    const element = elements[at];
    if (element === undefined) break;
    closeBefore(draft, at);
    takeTexts(draft, element.textFrom);
    const isSeen = options.includeHidden || !isHiddenElement(element.attributes);
    if (isSeen && enter(draft, element)) {
      draft.open.push(element);
      at += 1;
    } else {
      draft.next = element.textTo;
      at = element.end;
    }
  }
  closeBefore(draft, Number.POSITIVE_INFINITY);
  takeTexts(draft, tree.texts.length);
  flush(draft);
  draft.box.end = draft.blocks.length;
  const { boxes, blocks } = draft;
  return { boxes, blocks, title: tree.title, meta: tree.meta };
}

function newDraft(tree: PageTree): Draft {
  const root = openBox({ name: 'root', marks: '' }, null, 0);
  return {
    tree,
    boxes: [root],
    blocks: [],
    open: [],
    box: root,
    buffer: '',
    links: [],
    link: null,
    heading: 0,
    seams: [],
    depth: 0,
    next: 0,
  };
}

function closeBefore(draft: Draft, at: number): void {
  for (
    let last = draft.open.at(-1);
    last !== undefined && last.end <= at;
    last = draft.open.at(-1)
  ) {
    takeTexts(draft, last.textTo);
    close(draft, last);
    draft.open.pop();
  }
}

/** Takes the texts up to an index. Only in `pre` are line breaks the author's own. */
function takeTexts(draft: Draft, to: number): void {
  for (; draft.next < to; draft.next += 1) {
    const text = draft.tree.texts[draft.next] ?? '';
    if (draft.box.name !== 'pre') {
      // Blanks between tags are half of all texts; at the beginning of a block they are nothing.
      if (draft.buffer !== '' || text.trim() !== '') draft.buffer += text;
      continue;
    }
    for (const line of text.split('\n')) {
      draft.buffer += line;
      flush(draft);
    }
  }
}

/** Opens an element; true when its content is to be read. */
function enter(draft: Draft, element: PageElement): boolean {
  const { role } = element;
  if (role === 'block') return enterBlock(draft, element);
  if (role === 'link') openLink(draft, element);
  if (role === 'break') flush(draft);
  if (role === 'embedded') keepEmbedded(draft, element);
  if (role !== 'link' && role !== 'inline') return false;
  draft.seams.push(draft.buffer.length);
  return true;
}

function enterBlock(draft: Draft, element: PageElement): boolean {
  const { tag } = element;
  flush(draft);
  const cells = tag === 'tr' ? readTableRow(draft.tree, element) : null;
  if (cells !== null) {
    pushRow(draft, element, cells);
    return false;
  }
  if (element.end === element.index + 1 && element.textFrom === element.textTo) return false;
  draft.depth += 1;
  if (draft.depth <= MAX_BOX_DEPTH) {
    const label = { name: tag, marks: marksOf(element) };
    draft.box = openBox(label, draft.box, draft.blocks.length);
    draft.boxes.push(draft.box);
  }
  const level = headingLevel(tag);
  if (level > 0) draft.heading = level;
  return true;
}

function close(draft: Draft, element: PageElement): void {
  const { role } = element;
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
  if (headingLevel(element.tag) > 0) draft.heading = 0;
}

function openLink(draft: Draft, element: PageElement): void {
  // Browsers close an open link where another one begins; so is one that was never closed.
  closeLink(draft);
  const href = element.attributes['href'];
  if (href !== undefined) draft.link = { href, start: draft.buffer.length };
}

function closeLink(draft: Draft): void {
  if (draft.link !== null) takeLink(draft, draft.link);
  draft.link = null;
}

function takeLink(draft: Draft, link: NonNullable<Draft['link']>): void {
  if (draft.links.length >= MAX_LINKS_PER_BLOCK) return;
  draft.links.push({ href: link.href, text: foldLine(draft.buffer.slice(link.start)) });
}

/** Makes what was read since the last break one block, or several where an editor's indents part it. */
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
    draft.blocks.push({ text, cells: NO_CELLS, linkLength: share, links, box, heading });
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

/** Separates labels in inline elements: `<b>索引号</b><i>…</i><b>文号</b>`. */
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

/** A link around blocks continues after each of them; one that holds whole paragraphs was left open by mistake. */
function flushLink(draft: Draft, link: NonNullable<Draft['link']>): void {
  const text = draft.buffer.slice(link.start);
  if (text.length > MAX_LINK_TEXT && /[。；]/u.test(text)) {
    draft.link = null;
    return;
  }
  takeLink(draft, link);
  link.start = 0;
}

function pushRow(draft: Draft, row: PageElement, cells: readonly string[]): void {
  const links = linksOf(draft.tree, row);
  const linkLength = lengthOf(links);
  const text = cells.filter((cell) => cell !== '').join('  ');
  draft.blocks.push({ text, cells, linkLength, links, box: draft.box, heading: 0 });
}

function linksOf(tree: PageTree, row: PageElement): BlockLink[] {
  return tree.elements.slice(row.index, row.end).flatMap((element) => {
    const href = element.tag === 'a' ? element.attributes['href'] : undefined;
    return href === undefined ? [] : [{ href, text: foldLine(textOf(tree, element)) }];
  });
}

function marksOf({ attributes }: PageElement): string {
  if (isBare(attributes)) return '';
  const names = attributes['class'];
  const id = attributes['id'];
  if (names === undefined && id === undefined) return '';
  const both = names === undefined || id === undefined ? (names ?? id) : `${names} ${id}`;
  const marks = ` ${both} `.slice(0, MAX_MARKS);
  return UNUSUAL_MARKS.test(marks) ? marks.toLowerCase().replaceAll(/\s+/gu, ' ') : marks;
}

/** A document shown inside the page is an attachment like one that is linked. */
function keepEmbedded(draft: Draft, { attributes }: PageElement): void {
  const href = attributes['src'] ?? attributes['data'] ?? '';
  if (fileType(href) !== null) draft.links.push({ href, text: '' });
}
