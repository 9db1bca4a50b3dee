import { foldLine } from './block-text.ts';
import { isHiddenElement } from './elements.ts';
import { childrenOf, type PageElement, type PageTree } from './page-tree.ts';

// A row that holds more than this is a layout, not data (the longest data row of 55 pages has 480).
const MAX_ROW_CHARACTERS = 900;
const MAX_CELL_PARAGRAPHS = 8;
const MAX_NODES = 600;
const MAX_CELL_LINKS = 1;
// What a data cell never holds.
const LAYOUT: ReadonlySet<string> = new Set(
  'table ul ol dl form h1 h2 h3 h4 iframe nav section article'.split(' '),
);

// The cell beside this label is the document itself and not data.
const TEXT_LABEL = /^(?:答复|回复|复函|信息|文件)?(?:内容|正文|全文)[:：]?$/u;

/** Reads a `tr` as cells when it is a row of data; null when it is one of layout. */
export function readTableRow(tree: PageTree, row: PageElement): readonly string[] | null {
  if (row.end - row.index + row.textTo - row.textFrom > MAX_NODES) return null;
  const cells: string[] = [];
  let left = MAX_ROW_CHARACTERS;
  for (const cell of childrenOf(tree, row)) {
    if (cell.tag !== 'td' && cell.tag !== 'th') return null;
    if (isHiddenElement(cell.attributes)) continue;
    const text = readCell(tree, cell);
    if (text === null || TEXT_LABEL.test(text)) return null;
    left -= text.length;
    if (left < 0) return null;
    cells.push(text);
  }
  return cells.filter((cell) => cell !== '').length >= 2 ? cells : null;
}

/** The text of one cell, paragraphs joined by a blank; null when it is not data. */
function readCell(tree: PageTree, cell: PageElement): string | null {
  let text = '';
  let paragraphs = 0;
  let links = 0;
  let next = cell.textFrom;
  for (let at = cell.index + 1; at < cell.end;) {
    const element = tree.elements[at];
    if (element === undefined || LAYOUT.has(element.tag)) return null;
    text += tree.texts.slice(next, element.textFrom).join('');
    next = element.textFrom;
    at += 1;
    if (element.tag === 'a' && element.attributes['href'] !== undefined) links += 1;
    const { role } = element;
    if (role === 'break' || role === 'block') {
      text += ' ';
      paragraphs += 1;
    }
    if (role === 'button' || isHiddenElement(element.attributes)) {
      next = element.textTo;
      at = element.end;
    }
  }
  const folded = foldLine(text + tree.texts.slice(next, cell.textTo).join(''));
  // A letter inside a cell: several paragraphs of sentences.
  const isLetter = paragraphs >= 3 && folded.length > 60 && folded.includes('。');
  return isLetter || paragraphs > MAX_CELL_PARAGRAPHS || links > MAX_CELL_LINKS ? null : folded;
}
