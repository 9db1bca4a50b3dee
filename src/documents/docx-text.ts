/** Where text is gathered while a cell, a row or the document is open. */
interface Container {
  readonly paragraphs: string[];
}

interface State {
  /** The document itself, then one container for each open cell. */
  readonly containers: Container[];
  /** Open paragraphs: a text box lies inside another paragraph. */
  readonly open: string[];
  /** Cells of the open rows. */
  readonly rows: string[][][];
  /** Inside `w:t`. */
  isText: boolean;
  /** Open elements whose text is not the document's. */
  skipped: number;
}

// Deleted or moved-away text, and the second copy that is kept for old readers.
const SKIPPED: ReadonlySet<string> = new Set(['del', 'moveFrom', 'Fallback']);
const TOKEN = /<(\/?)(?:[\w.-]{1,20}:)?([\w.-]{1,40})([^<>]*)>|([^<]+)/gu;
const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The text of a WordprocessingML body: paragraphs as lines, table rows as `cell | cell`, field codes left out. */
export function docxText(xml: string): string {
  const root: Container = { paragraphs: [] };
  const state: State = { containers: [root], open: [], rows: [], isText: false, skipped: 0 };
  for (const match of xml.matchAll(TOKEN)) {
    const [, slash, name, attributes, text] = match;
    if (text !== undefined) {
      if (state.isText && state.skipped === 0) append(state, decodeEntities(text));
    } else if (slash === '/') closeElement(state, name ?? '');
    else openElement(state, name ?? '', attributes ?? '');
  }
  // A cut file leaves paragraphs open.
  while (state.open.length > 0) endParagraph(state);
  while (state.containers.length > 1) endCell(state);
  while (state.rows.length > 0) endRow(state);
  return root.paragraphs.join('\n');
}

function openElement(state: State, name: string, attributes: string): void {
  const isEmpty = attributes.endsWith('/');
  if (SKIPPED.has(name) && !isEmpty) state.skipped += 1;
  if (state.skipped > 0) return;
  if (name === 't') state.isText = !isEmpty;
  else if (name === 'p') {
    if (!isEmpty) state.open.push('');
  } else if (name === 'tab') append(state, ' ');
  else if (name === 'br' || name === 'cr') append(state, '\n');
  else if (name === 'noBreakHyphen') append(state, '-');
  else if (name === 'tr' && !isEmpty) state.rows.push([]);
  else if (name === 'tc' && !isEmpty) state.containers.push({ paragraphs: [] });
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
  const last = state.open.length - 1;
  if (last >= 0) state.open[last] = `${state.open[last] ?? ''}${text}`;
}

function endParagraph(state: State): void {
  const text = state.open.pop()?.trim() ?? '';
  if (text !== '') state.containers.at(-1)?.paragraphs.push(text);
}

function endCell(state: State): void {
  if (state.containers.length < 2) return;
  const cell = state.containers.pop();
  state.rows.at(-1)?.push(cell?.paragraphs ?? []);
}

function endRow(state: State): void {
  const cells = state.rows.pop()?.filter((cell) => cell.length > 0) ?? [];
  const target = state.containers.at(-1)?.paragraphs;
  const [only] = cells;
  // One filled cell is layout, not a table: a whole letter may stand in it.
  if (cells.length === 1 && only !== undefined) target?.push(...only);
  else if (cells.length > 1) {
    target?.push(cells.map((cell) => cell.join(' ').replaceAll('\n', ' ')).join(' | '));
  }
}

function decodeEntities(text: string): string {
  return text.includes('&') ? text.replaceAll(/&(#?\w{1,8});/gu, decodeEntity) : text;
}

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return NAMED.get(name) ?? whole;
  const isHex = /^#[xX]/u.test(name);
  const code = Number.parseInt(name.slice(isHex ? 2 : 1), isHex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
