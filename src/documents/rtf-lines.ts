/** Collects the text of an RTF file as lines and rows of tables. */
export interface RtfLines {
  append(text: string): void;
  /** More text than any document has; the rest is not read. */
  isFull(): boolean;
  endParagraph(): void;
  /** The paragraph belongs to a table. */
  enterTable(): void;
  leaveTable(): void;
  endCell(): void;
  endRow(): void;
  /** All of it: paragraphs as lines, rows as `cell | cell`. */
  finish(): string;
}

/** Starts without any text. `limit` is in characters. */
export function createRtfLines(limit: number): RtfLines {
  const lines: string[] = [];
  let row: string[] = [];
  let open = '';
  let isTable = false;
  let length = 0;
  const endLine = (): void => {
    lines.push(open);
    open = '';
  };
  const endRow = (): void => {
    const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
    const [only = ''] = cells;
    // One filled cell is layout, not a table: it may hold a whole letter.
    if (cells.length === 1) lines.push(only);
    else if (cells.length > 1)
      lines.push(cells.map((cell) => cell.replaceAll('\n', ' ')).join(' | '));
    row = [];
  };
  return {
    append(text) {
      open += text;
      length += text.length;
    },
    isFull: () => length > limit,
    endParagraph() {
      if (isTable) open += '\n';
      else endLine();
    },
    enterTable() {
      isTable = true;
    },
    leaveTable() {
      isTable = false;
    },
    endCell() {
      row.push(open);
      open = '';
    },
    endRow,
    finish() {
      endRow();
      endLine();
      return lines.join('\n').trim();
    },
  };
}
