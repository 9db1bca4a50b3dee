import { attributeOf, scanMarkup, type MarkupToken } from './scan-markup.ts';
import type { ListPlace, Numberer } from './word-numbering.ts';

/** How a document numbers its paragraphs. */
export interface DocxLists {
  readonly label: Numberer;
  readonly ofStyle: ReadonlyMap<string, ListPlace>;
}

interface Paragraph {
  text: string;
  style: string | null;
  list: string | null;
  level: number;
}

interface State {
  readonly lists: DocxLists;
  /** Finished paragraphs of the document, then of each open cell. */
  readonly containers: string[][];
  /** Open paragraphs: a text box lies inside another paragraph. */
  readonly open: Paragraph[];
  /** Cells of the open rows. */
  readonly rows: string[][][];
  /** Inside `w:t`. */
  isText: boolean;
  /** Open elements whose text is not the document's. */
  skipped: number;
}

// Deleted or moved-away text, the second copy that is kept for old readers, formatting as it was before.
const SKIPPED: ReadonlySet<string> = new Set(['del', 'moveFrom', 'Fallback', 'pPrChange']);

/** The text of a WordprocessingML body: paragraphs as lines, table rows as `cell | cell`, field codes left out. */
export function docxText(xml: string, lists: DocxLists): string {
  const paragraphs: string[] = [];
  const state: State = {
    lists,
    containers: [paragraphs],
    open: [],
    rows: [],
    isText: false,
    skipped: 0,
  };
  for (const token of scanMarkup(xml)) {
    if (token.kind === 'text') {
      if (state.isText && state.skipped === 0) append(state, token.text);
    } else if (token.kind === 'close') closeElement(state, token.name);
    else openElement(state, token);
  }
  // A cut file leaves paragraphs open.
  while (state.open.length > 0) endParagraph(state);
  while (state.containers.length > 1) endCell(state);
  while (state.rows.length > 0) endRow(state);
  return paragraphs.join('\n');
}

function openElement(state: State, token: MarkupToken): void {
  const { name, isEmpty } = token;
  if (SKIPPED.has(name) && !isEmpty) state.skipped += 1;
  if (state.skipped > 0) return;
  if (name === 't') state.isText = !isEmpty;
  else if (name === 'p' && !isEmpty) {
    state.open.push({ text: '', style: null, list: null, level: 0 });
  } else if (name === 'tab') append(state, ' ');
  else if (name === 'br' || name === 'cr') append(state, '\n');
  else if (name === 'noBreakHyphen') append(state, '-');
  else if (name === 'tr' && !isEmpty) state.rows.push([]);
  else if (name === 'tc' && !isEmpty) state.containers.push([]);
  else noteList(state.open.at(-1), token);
}

function noteList(paragraph: Paragraph | undefined, token: MarkupToken): void {
  if (paragraph === undefined) return;
  if (token.name === 'pStyle') paragraph.style = attributeOf(token, 'val');
  else if (token.name === 'ilvl') paragraph.level = Number(attributeOf(token, 'val') ?? 0) || 0;
  else if (token.name === 'numId') paragraph.list = attributeOf(token, 'val');
}

function closeElement(state: State, name: string): void {
  if (SKIPPED.has(name)) {
    state.skipped = Math.max(0, state.skipped - 1);
    return;
  }
  if (state.skipped > 0) return;
  if (name === 't') state.isText = false;
  else if (name === 'p') endParagraph(state);
  else if (name === 'tc') endCell(state);
  else if (name === 'tr') endRow(state);
}

function append(state: State, text: string): void {
  const paragraph = state.open.at(-1);
  if (paragraph !== undefined) paragraph.text += text;
}

function endParagraph(state: State): void {
  const paragraph = state.open.pop();
  if (paragraph === undefined) return;
  const label = labelOf(state.lists, paragraph);
  const text = paragraph.text.trim();
  if (text !== '') state.containers.at(-1)?.push(`${label}${text}`);
}

function labelOf(lists: DocxLists, paragraph: Paragraph): string {
  // List 0 takes a paragraph out of its style's list.
  if (paragraph.list === '0') return '';
  const inherited = lists.ofStyle.get(paragraph.style ?? '');
  const place =
    paragraph.list === null ? inherited : { list: paragraph.list, level: paragraph.level };
  if (place === undefined) return '';
  const label = lists.label(place);
  return /[\p{L}\p{N}]$/u.test(label) ? `${label} ` : label;
}

function endCell(state: State): void {
  if (state.containers.length < 2) return;
  state.rows.at(-1)?.push(state.containers.pop() ?? []);
}

function endRow(state: State): void {
  const cells = state.rows.pop()?.filter((cell) => cell.length > 0) ?? [];
  const target = state.containers.at(-1);
  const [only] = cells;
  // One filled cell is layout, not a table: a whole letter may stand in it.
  if (cells.length === 1 && only !== undefined) for (const line of only) target?.push(line);
  else if (cells.length > 1) {
    target?.push(cells.map((cell) => cell.join(' ').replaceAll('\n', ' ')).join(' | '));
  }
}
