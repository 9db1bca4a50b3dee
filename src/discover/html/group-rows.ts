import { countLinksWithin, linksWithin, type ListLink } from '../../markup/list-links.ts';
import {
  childrenOf,
  hasChildren,
  textOf,
  type PageElement,
  type PageTree,
} from '../../markup/page-tree.ts';

/** One element that may be a row, with the links it holds. */
export interface RowUnit {
  readonly element: PageElement;
  readonly links: readonly ListLink[];
  /** The element whose child it is. */
  readonly parent: PageElement;
}

/** Sibling elements of one tag that may be the rows of one list. */
export interface RowGroup {
  readonly parent: PageElement;
  readonly units: readonly RowUnit[];
  /** Tag and class path down to the rows, digits removed: equal for the pieces of a cut list. */
  readonly path: string;
}

/** A page in the form that the detector works on. */
export interface ListPage {
  readonly tree: PageTree;
  readonly links: readonly ListLink[];
  readonly url: string | null;
  readonly today: string;
}

const MAX_UNITS_PER_GROUP = 5_000;
const MAX_UNITS = 12_000;
const MAX_LINKS_PER_ROW = 12;
const MAX_ADDRESSES_PER_ROW = 8;
const MAX_TEXTS_PER_ROW = 400;
const MAX_ROW_CHARACTERS = 4_000;

/** Finds every set of sibling elements that could be rows: at most a few links each, alike in tag. */
export function groupRows(page: ListPage): readonly RowGroup[] {
  const groups: RowGroup[] = [];
  let seen = 0;
  for (const parent of page.tree.elements) {
    if (!hasChildren(parent) || countLinksWithin(page.links, parent) === 0) continue;
    const byTag = new Map<string, RowUnit[]>();
    for (const child of childrenOf(page.tree, parent).slice(0, MAX_UNITS_PER_GROUP)) {
      const unit = asUnit(page, child, parent);
      if (unit === null) continue;
      const tag = unit.element.tag;
      const units = byTag.get(tag);
      if (units === undefined) byTag.set(tag, [unit]);
      else units.push(unit);
      seen += 1;
    }
    for (const units of byTag.values()) {
      groups.push({ parent, units, path: classPath(page.tree, parent) });
    }
    if (seen > MAX_UNITS) break;
  }
  return groups;
}

function asUnit(page: ListPage, element: PageElement, parent: PageElement): RowUnit | null {
  if (element.textTo - element.textFrom > MAX_TEXTS_PER_ROW) return null;
  const count = countLinksWithin(page.links, element);
  if (count === 0 || count > MAX_LINKS_PER_ROW) return null;
  const links = linksWithin(page.links, element);
  if (new Set(links.map((link) => link.url)).size > MAX_ADDRESSES_PER_ROW) return null;
  if (textOf(page.tree, element).length > MAX_ROW_CHARACTERS) return null;
  return { element, links, parent };
}

/** The path of tags and classes from the root, without digits and without what changes by the row. */
function classPath(tree: PageTree, element: PageElement): string {
  const steps: string[] = [];
  for (
    let at: PageElement | undefined = element;
    at !== undefined && steps.length < 12;
    at = tree.elements[at.parent]
  ) {
    steps.unshift(stepOf(at));
  }
  return steps.join('>');
}

function stepOf(element: PageElement): string {
  const names = (element.attributes['class'] ?? '').slice(0, 200).split(/\s+/u);
  const kept = names
    .map((name) => name.replaceAll(/\d+/gu, ''))
    .filter((name) => name !== '' && !VOLATILE.test(name));
  return [element.tag, ...new Set(kept)].join('.');
}

// Classes that come and go with scripts, parity and position.
const VOLATILE =
  /^(?:odd|even|first|last|on|cur|current|active|hover|selected|clearfix|cf|wow|animated|fade\w*|top|new|li|list|item)[-_]?$/iu;

/** The tags from a row down to one of its elements. */
export function pathWithin(tree: PageTree, row: PageElement, inner: PageElement): string {
  const tags: string[] = [];
  for (
    let at: PageElement | undefined = inner;
    at !== undefined && tags.length < 20;
    at = tree.elements[at.parent]
  ) {
    tags.unshift(at.tag);
    if (at.index === row.index) break;
  }
  return tags.join('>');
}
