import { foldLine } from './block-text.ts';
import type { Block } from './blocks.ts';
import { childrenOf, textOf, type PageElement, type PageTree } from './page-tree.ts';

/** One row of data; merged cells stand in every place that they cover. */
interface TableRow {
  /** The line that shows the row in the text. */
  readonly line: string;
  readonly cells: readonly string[];
}

/** A table of data with what its columns are called. */
export interface Table {
  /** One for each column: the headings above it, from the outer to the inner, each once. */
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
}

// The widest and longest tables met in letters have 14 columns and 120 rows; merged cells claim more when hostile.
const MAX_COLUMNS = 60;
const MAX_ROWS = 400;
const MAX_CELL = 900;

interface Cell {
  readonly text: string;
  readonly isHead: boolean;
}

/** The tables that rows of data among these blocks belong to, in order. */
export function tablesOf(tree: PageTree | null, blocks: readonly Block[]): readonly Table[] {
  const rows = blocks.filter(({ cells }) => cells.length > 0);
  return tree === null ? textTables(blocks) : markupTables(tree, rows);
}

function markupTables(tree: PageTree, rows: readonly Block[]): readonly Table[] {
  const lines = new Map(rows.map(({ row, text }) => [row, text]));
  const tables = new Set(
    rows.map(({ row }) => (row === null ? undefined : tableAround(tree, row))),
  );
  return [...tables].flatMap((table) => {
    if (table === undefined) return [];
    const elements = tree.elements
      .slice(table.index, table.end)
      .filter((element) => element.tag === 'tr' && tableAround(tree, element.index) === table)
      .slice(0, MAX_ROWS);
    const grid = gridOf(tree, elements);
    return tableFrom(
      grid.map((cells, at) => ({ cells, line: lines.get(elements[at]?.index ?? -1) ?? '' })),
    );
  });
}

function tableAround(tree: PageTree, row: number): PageElement | undefined {
  let at = tree.elements[row];
  while (at !== undefined && at.tag !== 'table') at = tree.elements[at.parent];
  return at;
}

/** The cells of each row with merged ones repeated. */
function gridOf(tree: PageTree, rows: readonly PageElement[]): readonly (readonly Cell[])[] {
  const grid: Cell[][] = rows.map(() => []);
  rows.forEach((row, at) => {
    let column = 0;
    for (const element of childrenOf(tree, row)) {
      if (element.tag !== 'td' && element.tag !== 'th') continue;
      while (grid[at]?.[column] !== undefined) column += 1;
      const cell = {
        text: foldLine(textOf(tree, element, '').slice(0, MAX_CELL)),
        isHead: element.tag === 'th',
      };
      const end = Math.min(MAX_COLUMNS, column + spanOf(element, 'colspan'));
      for (const below of grid.slice(at, at + spanOf(element, 'rowspan'))) {
        for (let place = column; place < end; place += 1) below[place] = cell;
      }
      column = end;
    }
  });
  return grid;
}

function spanOf({ attributes }: PageElement, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(attributes[name] ?? '1', 10);
  return span >= 1 && span <= MAX_ROWS ? span : 1;
}

/** Text from documents has a row a line, cells apart; rows that follow each other with as many cells are one table. */
function textTables(blocks: readonly Block[]): readonly Table[] {
  const groups: Block[][] = [];
  blocks.forEach((block, at) => {
    const width = block.cells.length;
    if (width === 0) return;
    if (blocks[at - 1]?.cells.length === width) groups.at(-1)?.push(block);
    else groups.push([block]);
  });
  return groups.flatMap((group) =>
    tableFrom(
      group.map(({ text, cells }) => ({
        line: text,
        cells: cells.map((cell) => ({ text: cell, isHead: false })),
      })),
    ),
  );
}

/** A table has a head and rows; what has one only is none. */
function tableFrom(
  rows: readonly { readonly line: string; readonly cells: readonly Cell[] }[],
): readonly Table[] {
  const size = headSize(rows.map(({ cells }) => cells));
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const data = rows.slice(size).filter(({ line }) => line !== '');
  if (size === 0 || data.length === 0 || width < 2) return [];
  const heads = Array.from({ length: width }, (_, column) => {
    const words = rows.slice(0, size).map(({ cells }) => cells[column]?.text ?? '');
    return [...new Set(words.filter((word) => word !== ''))].join(' ');
  });
  return [
    {
      heads,
      rows: data.map(({ line, cells }) => ({ line, cells: cells.map(({ text }) => text) })),
    },
  ];
}

/** How many rows at the top are headings: those of `th`, else the first and all that its merged cells reach into. */
function headSize(rows: readonly (readonly Cell[])[]): number {
  const marked = rows.findIndex((cells) => !cells.every(({ isHead }) => isHead));
  if (marked > 0) return marked;
  const first = rows[0] ?? [];
  if (first.length === 0 || first.some(({ text }) => /\d/u.test(text))) return 0;
  const below = rows.findIndex((cells) => !cells.some((cell) => first.includes(cell)));
  return below < 0 ? 0 : below;
}
