import type { PageTree } from '../../markup/page-tree.ts';
import { stringsIn, unquoted, valuesIn } from '../../scripts/script-values.ts';
import { countHan } from '../../text/han.ts';

const SHOWN_TAG = /<\/?(?:p|div|br|span|strong|table|td|tr)\b[^<>]{0,300}>/giu;
const MIN_SHOWN_TAGS = 4;
const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const MIN_HAN = 60;
const MAX_LEAVES = 2_000;
const LETTER = /收悉|(?:答复|函复|回复|通知|公告|意见)如下|特此|此复/u;
// A page keeps notices and configuration in its scripts, too; several sentences are more than that.
const MIN_SENTENCES = 4;

/**
 * The longest text like a letter's that a page keeps for a script to show: in textarea, template, a hidden field,
 * a string of code, the page's state. As markup; null when it keeps none.
 */
export function keptLetter(tree: PageTree): string | null {
  const hidden = tree.elements.flatMap(({ tag, attributes }) =>
    tag === 'input' && attributes['type'] === 'hidden' ? [attributes['value'] ?? ''] : [],
  );
  // State is looked at first, for it names the title beside the text; a string of code has none.
  const leaves = [
    ...valuesIn(tree.scripts),
    ...tree.kept,
    ...hidden,
    ...stringsIn(tree.scripts, MIN_HAN),
  ].flatMap(leavesOf);
  let best: Leaf | null = null;
  let most = MIN_HAN - 1;
  for (const leaf of leaves) {
    const han = countHan(leaf.text);
    if (han <= most || !isLetterLike(leaf.text)) continue;
    best = leaf;
    most = han;
  }
  if (best === null) return null;
  const { title, text } = best;
  return `${title === '' ? '' : `<h1>${title.replaceAll('<', '&lt;')}</h1>`}${asMarkup(text)}`;
}

/** A string that a page keeps, and the title beside it in the page's state; empty where there is none. */
interface Leaf {
  readonly text: string;
  readonly title: string;
}

function asMarkup(text: string): string {
  const markup = text.includes('<') ? text : unescapeOnce(text);
  return markup.includes('<') ? markup : markup.replaceAll(/\r?\n/gu, '<br>');
}

function isLetterLike(text: string): boolean {
  return LETTER.test(text) || text.split('。', MIN_SENTENCES + 1).length > MIN_SENTENCES;
}

/** A string itself, or the strings inside the state or JSON that it holds. */
function leavesOf(kept: unknown): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const queue: { readonly value: unknown; readonly title: string }[] = [
    { value: unquoted(kept), title: '' },
  ];
  for (let at = 0; at < queue.length && at < MAX_LEAVES; at += 1) {
    const { value, title } = queue[at] ?? { value: null, title: '' };
    if (typeof value === 'string') leaves.push({ text: value, title });
    else if (typeof value === 'object' && value !== null) {
      const beside = titleIn(value);
      for (const child of Object.values(value)) {
        queue.push({ value: unquoted(child), title: beside });
      }
    }
  }
  return leaves;
}

const TITLE_KEY = /^(?:(?:article|info|doc|news|content)?_?title|subject|biaoti|bt)$/iu;
const MAX_TITLE = 200;

function titleIn(state: object): string {
  const found = Object.entries(state).find(
    ([key, value]) => TITLE_KEY.test(key) && typeof value === 'string' && value.length < MAX_TITLE,
  );
  return typeof found?.[1] === 'string' ? found[1] : '';
}

/** Whether a text shows tags to its readers: its markup was escaped once too often. */
export function showsTags(lines: readonly string[]): boolean {
  let found = 0;
  for (const line of lines) {
    if (line.includes('<')) found += line.match(SHOWN_TAG)?.length ?? 0;
    if (found >= MIN_SHOWN_TAGS) return true;
  }
  return false;
}

/** Removes one layer of escapes. */
export function unescapeOnce(text: string): string {
  return text.replaceAll(/&(?:lt|gt|quot|#39|amp);/gu, (entity) => ENTITIES[entity] ?? entity);
}
