import type { Span } from './statement.ts';

/** A row of a table with the row of heads above it. */
interface TableRow {
  readonly span: Span;
  /** Null where the table has no row of heads. */
  readonly head: Span | null;
}

/** Tells the rows of tables among the lines of a letter. */
export interface Table {
  /** A row under its heads; `head` for a row of heads, or one that cannot be told; `none` for no row at all. */
  readonly take: (line: Span) => TableRow | 'head' | 'none';
  /** Whether rows were met that cannot be told with their heads. */
  readonly isUnread: () => boolean;
}

const MAX_ROW = 200;
const MIN_CELLS = 3;

/** Creates a reader of tables. Rows under two rows of heads, or with other cells than their heads, are left out. */
export function createTable(): Table {
  let heads: readonly Span[] = [];
  let isUnread = false;
  return {
    take(line) {
      // | --- | --- | parts the heads of a Markdown table from its rows.
      if (/^[\s|｜:：-]{3,}$/u.test(line.text)) return heads.length > 0 ? 'head' : 'none';
      const cells = cellsOf(line.text);
      if (cells.length < MIN_CELLS) {
        heads = [];
        return 'none';
      }
      if (!/\d/u.test(line.text.replaceAll(/[（(][^（()）]{0,20}[)）]|20\d{2}年?/gu, ''))) {
        heads = [...heads, line];
        return 'head';
      }
      const head = heads[0] ?? null;
      const isTold =
        heads.length === 1 && head !== null && cellsOf(head.text).length === cells.length;
      isUnread ||= !isTold;
      return isTold ? { span: line, head } : 'head';
    },
    isUnread: () => isUnread,
  };
}

/** The cells of a line: parted by blanks, tabs or bars, and without the marks of sentences. */
function cellsOf(text: string): readonly string[] {
  if (text.length > MAX_ROW || /[，。；！？：]/u.test(text)) return [];
  return text.split(/[\s|｜]+/u).filter((cell) => cell !== '');
}
