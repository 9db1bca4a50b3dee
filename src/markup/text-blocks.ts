import { foldLine } from './block-text.ts';
import { openBox, type Block, type PageBlocks } from './blocks.ts';

const MAX_CHARACTERS = 3_000_000;
const MAX_LINES = 20_000;
/** A line drawn with marks between two parts of a text. */
const RULE = /^\s{0,8}(?:(?:[-—_*=~|:][ \t]{0,3}){3,60})$/u;

/** Reads plain text, one line a block, as if it were a page without markup. */
export function textBlocks(text: string): PageBlocks {
  const root = openBox({ name: 'root', marks: '' }, null, 0);
  const blocks: Block[] = [];
  const lines = text.slice(0, MAX_CHARACTERS).split(/\r\n|[\n\r\u000c\u2028\u2029]/u, MAX_LINES);
  for (const line of lines) {
    // Documents give the cells of a table row with tabs between them.
    const parts = line.split('\t').map((part) => foldLine(part));
    const filled = parts.filter((part) => part !== '');
    if (filled.length === 0 || RULE.test(line)) continue;
    const cells = filled.length >= 2 ? parts : [];
    const words = filled.join('  ');
    blocks.push({ text: words, cells, linkLength: 0, links: [], box: root, heading: 0 });
  }
  root.end = blocks.length;
  return { boxes: [root], blocks, title: '', meta: new Map() };
}
