/** Tells the rows of tables among the lines of a letter: what is no sentence cannot be quoted, and is named instead. */
export interface Table {
  /** Whether a line is a row of a table; lines are given in order. */
  readonly take: (line: string) => boolean;
  /** Whether rows with figures were met. */
  readonly isUnread: () => boolean;
}

const MAX_ROW = 200;
const MIN_CELLS = 3;

/** Creates a reader of tables. */
export function createTable(): Table {
  let isOpen = false;
  let isUnread = false;
  return {
    take(line) {
      // | --- | --- | parts the heads of a Markdown table from its rows.
      if (/^[\s|｜:：-]{3,}$/u.test(line)) return isOpen;
      isOpen = cellsOf(line).length >= MIN_CELLS;
      isUnread ||= isOpen && /\d/u.test(line);
      return isOpen;
    },
    isUnread: () => isUnread,
  };
}

/** The cells of a line: parted by blanks, tabs or bars, and without the marks of sentences. */
function cellsOf(text: string): readonly string[] {
  if (text.length > MAX_ROW || /[，。；！？：]/u.test(text)) return [];
  return text.split(/[\s|｜]+/u).filter((cell) => cell !== '');
}
