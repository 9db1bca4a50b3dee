/** An element that holds blocks; inline elements are not boxes. */
export interface Box {
  readonly name: string;
  /** Words of class and id in lower case, each between blanks: ` trs_editor zoom `. */
  readonly marks: string;
  readonly parent: Box | null;
  readonly depth: number;
  /** Index of its first block, and of the one after its last. */
  readonly first: number;
  readonly end: number;
}

export interface BlockLink {
  readonly href: string;
  readonly text: string;
}

/** A paragraph, a list item, a heading, a table row: what a reader sees as one line or more. */
export interface Block {
  readonly text: string;
  /** The cells of a table row; empty for all else. */
  readonly cells: readonly string[];
  /** Characters inside links. */
  readonly linkLength: number;
  readonly links: readonly BlockLink[];
  readonly box: Box;
  /** 1 to 6 for headings, else 0. */
  readonly heading: number;
}

/** What a reader sees of a page: a row of blocks inside a tree of boxes, and what the head says. */
export interface PageBlocks {
  /** Every parent comes before its children. */
  readonly boxes: readonly Box[];
  readonly blocks: readonly Block[];
  /** Content of `<title>`; empty when there is none. */
  readonly title: string;
  /** As in `PageTree`. */
  readonly meta: ReadonlyMap<string, string>;
}

/** A box that is not closed yet. */
export type OpenBox = { -readonly [K in keyof Box]: Box[K] };

/** Opens a box; its end is set when it closes. */
export function openBox(
  label: Pick<Box, 'name' | 'marks'>,
  parent: Box | null,
  first: number,
): OpenBox {
  const depth = (parent?.depth ?? -1) + 1;
  return { name: label.name, marks: label.marks, parent, depth, first, end: first };
}
