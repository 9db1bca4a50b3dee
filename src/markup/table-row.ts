import { foldLine } from './block-text.ts';
import { BLOCK, SKIPPED, isHiddenElement } from './elements.ts';
import { isElement, isText, type DomElement, type DomNode } from './load-dom.ts';

// A row that holds more than this is a layout, not data (the longest data row of 55 pages has 480).
const MAX_ROW_CHARACTERS = 900;
const MAX_CELL_PARAGRAPHS = 8;
const MAX_NODES = 600;
const MAX_CELL_LINKS = 1;
// What a data cell never holds.
const LAYOUT: ReadonlySet<string> = new Set(
  'table ul ol dl form h1 h2 h3 h4 iframe script style nav section article'.split(' '),
);

// Beside this label stands the document itself, which is no cell of data.
const TEXT_LABEL = /^(?:答复|回复|复函|信息|文件)?(?:内容|正文|全文)[:：]?$/u;

/** Reads a `tr` as cells when it is a row of data; null when it is one of layout. */
export function readTableRow(row: DomElement): readonly string[] | null {
  const cells: string[] = [];
  const budget = { nodes: MAX_NODES, characters: MAX_ROW_CHARACTERS };
  for (const child of row.children) {
    if (!isElement(child)) continue;
    if (child.tagName !== 'td' && child.tagName !== 'th') return null;
    if (isHiddenElement(child.attribs)) continue;
    const text = readCell(child, budget);
    if (text === null || TEXT_LABEL.test(text)) return null;
    cells.push(text);
  }
  return cells.filter((cell) => cell !== '').length >= 2 ? cells : null;
}

/** The text of one cell, paragraphs joined by a blank; null when it is no data. */
function readCell(cell: DomElement, budget: { nodes: number; characters: number }): string | null {
  let text = '';
  let paragraphs = 0;
  let links = 0;
  let node: DomNode | null = cell.firstChild;
  while (node !== null) {
    budget.nodes -= 1;
    if (budget.nodes < 0) return null;
    let descend = false;
    if (isText(node)) {
      text += node.data;
    } else if (isElement(node)) {
      if (LAYOUT.has(node.tagName)) return null;
      if (node.tagName === 'a' && node.attribs['href'] !== undefined) links += 1;
      if (node.tagName === 'br' || BLOCK.has(node.tagName)) {
        text += ' ';
        paragraphs += 1;
      }
      descend = !SKIPPED.has(node.tagName) && !isHiddenElement(node.attribs);
    }
    node = nextNode(node, cell, descend);
  }
  const folded = foldLine(text);
  budget.characters -= folded.length;
  // A letter inside a cell: several paragraphs of sentences.
  const isLetter = paragraphs >= 3 && folded.length > 60 && folded.includes('。');
  const isLayout =
    isLetter || budget.characters < 0 || paragraphs > MAX_CELL_PARAGRAPHS || links > MAX_CELL_LINKS;
  return isLayout ? null : folded;
}

/** The next node in document order below `top`. */
function nextNode(node: DomNode, top: DomElement, descend: boolean): DomNode | null {
  if (descend && isElement(node) && node.firstChild !== null) return node.firstChild;
  let at: DomNode = node;
  while (at.next === null) {
    const { parent } = at;
    if (parent === null || parent === top || !isElement(parent)) return null;
    at = parent;
  }
  return at.next;
}
