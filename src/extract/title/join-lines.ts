import { agencyOfLine, squeezeName } from '../../text/agency-name.ts';
import type { PageBlocks } from '../../markup/blocks.ts';
import { furnitureKind } from '../../furniture/furniture.ts';
import { documentNumberOfLine } from '../../letter/document-number.ts';

/** How a title begins that names its agency or its matter. */
export const TITLE_START =
  /^(?:[\u4e00-\u9fff（）、]{0,40}关于|对|[\u4e00-\u9fff（）]{2,40}(?:对|印发|转发))/u;
/** How a whole title ends. */
export const LETTER_END =
  /(?:函|答复|回复|复函|意见|通知|报告|批复|公告|决定|办法|方案|通报|说明|建议|提案|情况|情况的?函|[）)])$/u;
// A title has at most so many lines.
const MAX_LINES = 3;

/** A title broken by `<br>` or over lines is several blocks; each of them counts for the whole. */
export function joinedBlock(tree: PageBlocks, at: number): string {
  const box = tree.blocks[at]?.box;
  const isHeading = (tree.blocks[at]?.heading ?? 0) > 0;
  const part = (index: number): string => {
    const block = tree.blocks[index];
    const isPart = block !== undefined && block.box === box && isTitlePart(block.text);
    return isPart ? squeezeName(block.text) : '';
  };
  let title = part(at);
  if (title === '') return tree.blocks[at]?.text ?? '';
  for (let from = at - 1; from >= at - MAX_LINES; from -= 1) {
    const before = part(from);
    if (before === '' || !goesOn(before, title, isHeading)) break;
    title = before + title;
  }
  for (let next = at + 1; next <= at + MAX_LINES; next += 1) {
    const after = part(next);
    if (after === '' || !goesOn(title, after, isHeading)) break;
    title += after;
  }
  return title;
}

/** The last line alone is only a part of a title: the lines up to the next furniture are one title. */
export function linesAbove(tree: PageBlocks, at: number): string {
  let title = '';
  for (let from = at; from >= Math.max(0, at - 2); from -= 1) {
    const text = tree.blocks[from]?.text ?? '';
    if (!isTitlePart(text)) break;
    title = text + title;
  }
  return title;
}

/** The title that begins in a line, with the lines that continue it. */
export function joinTitle(lines: readonly string[], from: number): string {
  let title = squeezeName(lines[from] ?? '');
  for (let at = from + 1; at < Math.min(lines.length, from + 1 + MAX_LINES); at += 1) {
    const next = squeezeName(lines[at] ?? '');
    if (next.length > 60 || !isTitlePart(next) || /[，。]$/u.test(next)) break;
    if (!goesOn(title, next)) break;
    title += next;
  }
  return title;
}

/** In a file without markup the agency on the line above 关于… is the title's own beginning. */
export function agencyAbove(tree: PageBlocks, above: string, line: string): string {
  const isFile = tree.title === '' && tree.meta.size === 0;
  return isFile && /^(?:关于|对)/u.test(line) && agencyOfLine(above) !== null
    ? squeezeName(above)
    : '';
}

/** Whether the next line continues the title of a line. */
function goesOn(title: string, next: string, isHeading = false): boolean {
  if (isOpenQuote(title) && next.includes('》')) return true;
  if (!isHeading && (!TITLE_START.test(title) || TITLE_START.test(next))) return false;
  return !LETTER_END.test(title) || /^(?:的|答复|答 复|复函|会办|协办|《|[（(])/u.test(next);
}

function isOpenQuote(title: string): boolean {
  return title.lastIndexOf('《') > title.lastIndexOf('》');
}

function isTitlePart(text: string): boolean {
  if (text === '' || text.length > 80 || /[。；：:]$|20\d{2}[-/年]\d|来源/u.test(text))
    return false;
  return furnitureKind(text) === null && documentNumberOfLine(text) === null;
}
