import { attributeOf, scanMarkup, type MarkupToken } from './scan-markup.ts';
import { createFields, type Fields } from './word-fields.ts';
import {
  isOn,
  isSeen,
  mergeFormats,
  readCharacterProperty,
  readTextFill,
  shadingOf,
  type Background,
  type CharacterFormat,
} from './word-format.ts';
import type { ListPlace, Numberer } from './word-numbering.ts';
import { createShapes, isShape, type Shapes } from './word-shapes.ts';
import type { WordStyles } from './word-styles.ts';

/** What a document says besides its body. */
export interface WordContext {
  readonly label: Numberer;
  readonly styles: WordStyles;
}

interface Paragraph {
  text: string;
  style: string | null;
  list: string | null;
  level: number;
  /** The number as Word 2003 wrote it down. */
  printed: string | null;
  /** What lies behind the paragraph by its own formatting. */
  behind: Background | undefined;
  /** The run that is open. */
  run: CharacterFormat;
  /** The mark at its end is hidden or deleted: the next paragraph continues its line. */
  isOpenEnded: boolean;
}

interface Row {
  readonly cells: string[][];
  isHidden: boolean;
}

/** The document, a cell or a text box: its finished lines, and one that the next paragraph continues. */
interface Container {
  readonly lines: string[];
  carried: string;
}

interface State {
  readonly context: WordContext;
  readonly fields: Fields;
  readonly shapes: Shapes;
  readonly containers: Container[];
  /** Open paragraphs: a text box lies inside another paragraph. */
  readonly open: Paragraph[];
  readonly rows: Row[];
  /** What lies behind the open tables, cells and text boxes, innermost last. */
  readonly behind: Background[];
  /** Open elements whose content says something about what is around them. */
  readonly places: Map<string, number>;
  /** For each open `aml:annotation` of Word 2003, whether it is left out. */
  readonly annotations: boolean[];
  /** Inside `w:t`. */
  isText: boolean;
  /** Open elements whose text is not the document's. */
  skipped: number;
}

// Deleted or moved-away text, the second copy that is kept for old readers, formatting as it was before, the reading
// of a character above it; what Word 2003 keeps inside the body: headers, footers, notes.
const SKIPPED: ReadonlySet<string> = new Set(
  'del moveFrom Fallback rt pPrChange rPrChange tblPrChange trPrChange tcPrChange sectPrChange hdr ftr footnote endnote'.split(
    ' ',
  ),
);
// Elements whose inside means something else than their outside.
const PLACES: ReadonlySet<string> = new Set(['rPr', 'pPr', 'trPr', 'tblPr', 'tcPr', 'textFill']);
// How many tables and cells around a text are looked at for a color.
const MAX_DEPTH = 20;
const GONE_MARK: ReadonlySet<string> = new Set(['vanish', 'specVanish', 'del', 'moveFrom']);
const LEFT_OUT = /^Word\.(?:Deletion|Comment|Formatting)$/u;

/**
 * The text of a WordprocessingML body as Word shows it: paragraphs as lines, table rows as `cell | cell`; without
 * field codes, deleted text, watermarks, and text that is hidden or cannot be seen.
 */
export function wordText(xml: string, context: WordContext): string {
  const state: State = {
    context,
    fields: createFields(xml),
    shapes: createShapes(),
    containers: [{ lines: [], carried: '' }],
    open: [],
    rows: [],
    behind: [],
    places: new Map(),
    annotations: [],
    isText: false,
    skipped: 0,
  };
  for (const token of scanMarkup(xml)) {
    if (token.kind === 'text') appendText(state, token.text);
    else if (token.kind === 'close') closeElement(state, token.name);
    else openElement(state, token);
  }
  // A cut file leaves paragraphs open.
  while (state.open.length > 0) endParagraph(state);
  while (state.containers.length > 1) endCell(state);
  while (state.rows.length > 0) endRow(state);
  return finish(state.containers[0]).join('\n');
}

function openElement(state: State, token: MarkupToken): void {
  const { name, isEmpty } = token;
  if (name === 'fldChar') state.fields.see(token);
  // In the properties of a paragraph or a row it says that its mark or the row is deleted.
  const isProperty = isInside(state, 'pPr') || isInside(state, 'trPr');
  if (SKIPPED.has(name) && !isEmpty && !(isProperty && name === 'del')) state.skipped += 1;
  if (name === 'annotation') openAnnotation(state, token);
  if (state.skipped > 0) return;
  if (PLACES.has(name) && !isEmpty) state.places.set(name, (state.places.get(name) ?? 0) + 1);
  if (isShape(name)) state.shapes.open(token);
  else state.shapes.see(token);
  if (isEmpty) openEmpty(state, token);
  else openFull(state, token);
}

function openFull(state: State, token: MarkupToken): void {
  const { name } = token;
  if (name === 't') state.isText = true;
  else if (name === 'p') startParagraph(state);
  else if (name === 'r') restartRun(state);
  else if (name === 'tr') state.rows.push({ cells: [], isHidden: false });
  else if (name === 'tc') {
    state.containers.push({ lines: [], carried: '' });
    state.behind.push(null);
  } else if (name === 'tbl') state.behind.push(null);
  // What a text box is painted on is not followed up.
  else if (name === 'txbxContent') state.behind.push('other');
  else readProperty(state, token);
}

function openEmpty(state: State, token: MarkupToken): void {
  const { name } = token;
  if (name === 'tab' || name === 'ptab') {
    // In `w:tabs` it is a place, not a character.
    if (!isInside(state, 'pPr')) appendShown(state, ' ');
  } else if (name === 'br' || name === 'cr') appendShown(state, '\n');
  else if (name === 'noBreakHyphen') appendShown(state, '-');
  else if (name === 't') notePrintedNumber(state, token);
  else readProperty(state, token);
}

function closeElement(state: State, name: string): void {
  if (name === 'annotation' && state.annotations.pop() === true) state.skipped -= 1;
  if (SKIPPED.has(name)) {
    state.skipped = Math.max(0, state.skipped - 1);
    return;
  }
  if (state.skipped > 0) return;
  if (PLACES.has(name)) state.places.set(name, Math.max(0, (state.places.get(name) ?? 0) - 1));
  if (isShape(name)) state.shapes.close();
  if (name === 't') state.isText = false;
  else if (name === 'r') restartRun(state);
  else if (name === 'p') endParagraph(state);
  else if (name === 'tc') endCell(state);
  else if (name === 'tr') endRow(state);
  else if (name === 'tbl' || name === 'txbxContent') state.behind.pop();
}

/** Word 2003: what was inserted is text, what was deleted or remarked is none. */
function openAnnotation(state: State, token: MarkupToken): void {
  const isLeftOut = LEFT_OUT.test(attributeOf(token, 'type') ?? '');
  if (!token.isEmpty) {
    state.annotations.push(isLeftOut);
    if (isLeftOut) state.skipped += 1;
  } else if (isLeftOut && isInside(state, 'pPr')) {
    const paragraph = state.open.at(-1);
    if (paragraph !== undefined) paragraph.isOpenEnded = true;
  }
}

function isInside(state: State, place: string): boolean {
  return (state.places.get(place) ?? 0) > 0;
}

function startParagraph(state: State): void {
  state.open.push({
    text: '',
    style: null,
    list: null,
    level: 0,
    printed: null,
    behind: undefined,
    run: {},
    isOpenEnded: false,
  });
}

function restartRun(state: State): void {
  const paragraph = state.open.at(-1);
  if (paragraph !== undefined) paragraph.run = {};
}

function readProperty(state: State, token: MarkupToken): void {
  const paragraph = state.open.at(-1);
  if (isInside(state, 'trPr')) readRowProperty(state, token);
  else if (isInside(state, 'tblPr') || isInside(state, 'tcPr')) readTableProperty(state, token);
  else if (token.name === 'background' && paragraph === undefined) {
    // The color of the page itself, which Word may or may not show.
    if (!/^(?:auto|ffffff)?$/iu.test(attributeOf(token, 'color') ?? ''))
      state.behind.unshift('other');
  } else if (paragraph === undefined) return;
  else if (isInside(state, 'pPr')) readParagraphProperty(paragraph, token, isInside(state, 'rPr'));
  else if (isInside(state, 'textFill')) readTextFill(paragraph.run, token);
  else if (isInside(state, 'rPr')) readCharacterProperty(paragraph.run, token);
}

function readParagraphProperty(paragraph: Paragraph, token: MarkupToken, isMark: boolean): void {
  const value = attributeOf(token, 'val');
  if (isMark) {
    if (GONE_MARK.has(token.name) && isOn(token)) paragraph.isOpenEnded = true;
  } else if (token.name === 'pStyle') paragraph.style = value;
  else if (token.name === 'ilvl') paragraph.level = Number(value ?? 0) || 0;
  else if (token.name === 'numId') paragraph.list = value;
  else if (token.name === 'shd') paragraph.behind = shadingOf(token);
}

function readRowProperty(state: State, token: MarkupToken): void {
  const row = state.rows.at(-1);
  const isGone = token.name === 'hidden' || token.name === 'del';
  if (row !== undefined && isGone && isOn(token)) row.isHidden = true;
}

function readTableProperty(state: State, token: MarkupToken): void {
  if (state.behind.length === 0) return;
  if (token.name === 'shd') state.behind[state.behind.length - 1] = shadingOf(token);
  else if (token.name === 'tblStyle') {
    const style = state.context.styles.table(attributeOf(token, 'val'));
    if (style.isColored || style.behind !== null) state.behind[state.behind.length - 1] = 'other';
  }
}

function notePrintedNumber(state: State, token: MarkupToken): void {
  const paragraph = state.open.at(-1);
  if (paragraph !== undefined && isInside(state, 'pPr')) {
    paragraph.printed = attributeOf(token, 'val')?.slice(0, 40) ?? null;
  }
}

function appendText(state: State, text: string): void {
  if (state.isText && state.skipped === 0) appendShown(state, text);
}

function appendShown(state: State, text: string): void {
  const paragraph = state.open.at(-1);
  if (paragraph === undefined || state.fields.isCode() || state.shapes.isMark()) return;
  if (isShown(state, paragraph)) paragraph.text += text;
}

function isShown(state: State, { run, style, behind }: Paragraph): boolean {
  const { styles } = state.context;
  const ofParagraph = styles.paragraph(style);
  const ofRun = styles.character(run.style ?? null);
  // Of two styles that both hide, one undoes the other (ECMA-376 part 1, 17.7.3).
  const isHidden =
    run.isHidden ??
    (styles.defaults.isHidden === true ||
      (ofParagraph.format.isHidden === true) !== (ofRun.format.isHidden === true));
  if (isHidden) return false;
  const format = mergeFormats([run, ofRun.format, ofParagraph.format, styles.defaults]);
  return isSeen(format, [
    behind ?? ofParagraph.behind,
    ...state.behind.slice(-MAX_DEPTH).toReversed(),
  ]);
}

function endParagraph(state: State): void {
  const paragraph = state.open.pop();
  const container = state.containers.at(-1);
  if (paragraph === undefined || container === undefined) return;
  const text = paragraph.text.trim();
  // A number is printed once, before its paragraph; a hidden paragraph has none.
  const hasNumber = container.carried === '' && (text !== '' || !paragraph.isOpenEnded);
  const label = hasNumber ? labelOf(state.context, paragraph) : '';
  const line = text === '' ? container.carried : `${container.carried}${label}${text}`;
  container.carried = paragraph.isOpenEnded ? line : '';
  if (line !== '' && !paragraph.isOpenEnded) container.lines.push(line);
}

function labelOf({ label, styles }: WordContext, paragraph: Paragraph): string {
  const { list, level, printed, style } = paragraph;
  // List 0 takes a paragraph out of its style's list.
  if (list === '0') return '';
  const place: ListPlace | null = list === null ? styles.paragraph(style).list : { list, level };
  const text = printed ?? (place === null ? '' : label(place));
  return /[\p{L}\p{N}]$/u.test(text) ? `${text} ` : text;
}

function finish(container: Container | undefined): string[] {
  if (container === undefined) return [];
  if (container.carried !== '') container.lines.push(container.carried);
  return container.lines;
}

function endCell(state: State): void {
  if (state.containers.length < 2) return;
  state.behind.pop();
  state.rows.at(-1)?.cells.push(finish(state.containers.pop()));
}

function endRow(state: State): void {
  const row = state.rows.pop();
  const cells = row?.isHidden === false ? row.cells.filter((cell) => cell.length > 0) : [];
  const target = state.containers.at(-1)?.lines;
  const [only] = cells;
  // One filled cell is layout, not a table: it may hold a whole letter.
  if (cells.length === 1 && only !== undefined) for (const line of only) target?.push(line);
  else if (cells.length > 1) {
    target?.push(cells.map((cell) => cell.join(' ').replaceAll('\n', ' ')).join(' | '));
  }
}
