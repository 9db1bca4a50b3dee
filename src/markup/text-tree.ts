import { foldLine } from './block-text.ts';
import { newBox } from './build-tree.ts';
import type { Block, PageTree } from './page-tree.ts';

const MAX_LINES = 20_000;

/** Reads plain text, one line a block, as if it were a page without markup. */
export function textTree(text: string): PageTree {
  const root = newBox({ name: 'root', marks: '' }, null, 0);
  const blocks: Block[] = [];
  for (const line of text.slice(0, 3_000_000).split(/\r\n|[\n\r\u000c\u2028\u2029]/u, MAX_LINES)) {
    // Documents give the cells of a table row with tabs between them.
    const parts = line.split('\t').map((part) => foldLine(part));
    const filled = parts.filter((part) => part !== '');
    if (filled.length === 0) continue;
    const cells = filled.length >= 2 ? parts : [];
    blocks.push({
      text: filled.join('  '),
      cells,
      linkLength: 0,
      links: [],
      box: root,
      heading: 0,
    });
  }
  root.end = blocks.length;
  return { boxes: [root], blocks, documentTitle: '', meta: new Map(), scripts: '' };
}
