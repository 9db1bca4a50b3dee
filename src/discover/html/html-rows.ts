import { chooseGroups, type ChosenGroups } from './choose-groups.ts';
import { expandDatastores } from './datastore-rows.ts';
import { isDetailPage } from './detail-page.ts';
import { findFamily } from '../family.ts';
import { pathWithin, type ListPage } from './group-rows.ts';
import { findJsonRows } from '../../json/json-rows.ts';
import { baseAddress, collectLinks } from '../../markup/list-links.ts';
import type { PageTree } from '../../markup/page-tree.ts';
import { treeOf, type Parsed } from '../../markup/parse-page.ts';
import { findNextPage } from './next-page.ts';
import { explainNoRows } from './not-a-list.ts';
import { callRows, unquoted, valuesIn } from '../../scripts/script-values.ts';
import { htmlInScripts } from './script-rows.ts';
import { selectRows } from './selected-rows.ts';
import type { Discovery, Entry, SourceSelectors } from '../../domain/source.ts';
import type { Row } from './find-rows.ts';

const SELECTED_CONFIDENCE = 0.9;
const SCRIPT_TRUST = 0.8;

/** Markup and where it was found; the tree too, where it was parsed before. */
type Markup = { readonly url: string | null; readonly text: string } & Partial<Parsed>;

/** A finding before its rows are counted. */
export type Found = Omit<Discovery, 'truncated'>;

/** The day it is, and the operator's selectors if any. */
export interface HtmlOptions {
  readonly today: string;
  readonly selectors?: SourceSelectors | null;
}

/** Finds the rows of an HTML page, or says why there are none. */
export function discoverHtml(source: Markup, options: HtmlOptions): Found {
  const page = listPage({ ...source, text: expandDatastores(source.text) }, options.today);
  const selected = selectEntries(page, source.text, options.selectors ?? null);
  if (selected !== null) {
    const layout = `selectors:${options.selectors?.row ?? ''}`;
    return listed(page, source, { entries: selected, confidence: SELECTED_CONFIDENCE, layout });
  }
  const chosen = chooseGroups(page, isHomeAddress(source.url));
  if (chosen.groups.length > 0 && !isDetailPage(page, chosen)) {
    const found = { entries: entriesOf(chosen), confidence: chosen.confidence };
    return listed(page, source, { ...found, layout: layoutOf(page, chosen) });
  }
  const isDetail = chosen.groups.length > 0 || isDetailPage(page, null);
  const scripted = isDetail ? null : rowsInScripts(page, source);
  if (scripted !== null) return listed(page, source, scripted);
  const why = isDetail
    ? ({ state: 'no-list', reason: 'detail' } as const)
    : explainNoRows(page, source.text);
  return { ...why, ...NOTHING, family: findFamily(source, []) };
}

function listPage(source: Markup, today: string): ListPage {
  const tree = treeOf(source);
  const links = collectLinks(tree, baseAddress(tree, source.url));
  return { tree, links, url: source.url, today };
}

interface FoundRows {
  readonly entries: readonly Entry[];
  readonly confidence: number;
  readonly layout: string | null;
}

function listed(
  page: ListPage,
  source: { readonly url: string | null; readonly text: string },
  found: FoundRows,
): Found {
  const urls = found.entries.map((entry) => entry.url);
  const base = baseAddress(page.tree, source.url);
  return {
    state: 'list',
    family: findFamily(source, urls),
    ...found,
    nextPage: findNextPage(page.tree, page.links, { url: source.url, base }),
    reason: null,
  };
}

/** Rows that only inline scripts hold: as written HTML, or as an array of objects. */
function rowsInScripts(page: ListPage, source: { readonly url: string | null }): FoundRows | null {
  const html = htmlInScripts(page.tree.scripts);
  if (html !== '') {
    const inner = listPage({ url: source.url, text: html }, page.today);
    const chosen = chooseGroups(inner, false);
    if (chosen.groups.length > 0) {
      const layout = `script:${layoutOf(inner, chosen) ?? ''}`;
      return { entries: entriesOf(chosen), confidence: chosen.confidence * SCRIPT_TRUST, layout };
    }
  }
  const context = { url: baseAddress(page.tree, source.url), today: page.today };
  const { scripts, elements } = page.tree;
  const values = [...valuesIn(scripts), ...keptRows(elements)];
  const rows = [...values, ...pushedRows(values), ...callRows(scripts)]
    .map((value) => findJsonRows(value, context))
    .filter((one) => one !== null)
    .toSorted((a, b) => b.entries.length - a.entries.length)[0];
  return rows === undefined
    ? null
    : { ...rows, confidence: rows.confidence * SCRIPT_TRUST, layout: `script:${rows.layout}` };
}

const MAX_KEPT = 40;

/** Rows that an element keeps for a script: `data-rows="[{…}]"`, a hidden field. */
function keptRows(elements: PageTree['elements']): readonly unknown[] {
  const kept: unknown[] = [];
  for (const { attributes } of elements) {
    for (const value of Object.values(attributes)) {
      if (value.length < MIN_KEPT || kept.length >= MAX_KEPT) continue;
      const rows = unquoted(value);
      if (typeof rows === 'object' && rows !== null) kept.push(rows);
    }
  }
  return kept;
}

const MIN_KEPT = 60;
const MIN_PUSHED = 3;

/** `rows.push({…}); rows.push({…});`: objects with the same names, one by one, are a list. */
function pushedRows(values: readonly unknown[]): readonly (readonly object[])[] {
  const byNames = new Map<string, object[]>();
  for (const value of values) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const names = Object.keys(value).sort().join(' ');
    byNames.set(names, [...(byNames.get(names) ?? []), value]);
  }
  return [...byNames.values()].filter((rows) => rows.length >= MIN_PUSHED);
}

const NOTHING = { confidence: 0, entries: [], nextPage: null, layout: null } as const;

function selectEntries(
  page: ListPage,
  text: string,
  selectors: SourceSelectors | null,
): readonly Entry[] | null {
  if (selectors === null) return null;
  return selectRows(expandDatastores(text), selectors, {
    base: baseAddress(page.tree, page.url),
    today: page.today,
  });
}

function isHomeAddress(url: string | null): boolean {
  return (
    url !== null &&
    /^https?:\/\/[^/]+\/?(?:(?:index|default|home|main)\.\w{2,5})?(?:[?#].*)?$/iu.test(url)
  );
}

/** Entries in page order, one for each address. */
function entriesOf(chosen: ChosenGroups): readonly Entry[] {
  const rows = chosen.groups
    .flatMap((group) => group.rows)
    .toSorted((a, b) => a.link.element.index - b.link.element.index);
  const byUrl = new Map<string, Entry>();
  for (const row of rows) {
    if (!byUrl.has(row.link.url)) byUrl.set(row.link.url, entryOf(row));
  }
  return [...byUrl.values()];
}

function entryOf(row: Row): Entry {
  return { url: row.link.url, title: row.title, date: row.date?.date ?? null };
}

function layoutOf(page: ListPage, chosen: ChosenGroups): string | null {
  const best = chosen.groups[0];
  const row = best?.rows[0];
  if (best === undefined || row === undefined) return null;
  return `${best.group.path}>${pathWithin(page.tree, row.unit.element, row.link.element)}`;
}
