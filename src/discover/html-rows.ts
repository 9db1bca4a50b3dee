import { chooseGroups } from './choose-groups.ts';
import { expandDatastores } from './datastore-rows.ts';
import { findFamily } from './family.ts';
import { pathWithin } from './group-rows.ts';
import { baseAddress, collectLinks } from './list-links.ts';
import { loadListDom } from './load-list-dom.ts';
import { findNextPage } from './next-page.ts';
import { detailPoints, explainNoRows } from './not-a-list.ts';
import { selectRows } from './selected-rows.ts';
import type { Discovery, Entry, SourceSelectors } from '../domain/source.ts';
import type { ChosenGroups } from './choose-groups.ts';
import type { Row } from './find-rows.ts';
import type { ListPage } from './group-rows.ts';

const DETAIL = 3;
// Undated rows are most often the related links of an article.
const DETAIL_UNDATED = 1.5;
const SELECTED_CONFIDENCE = 0.9;

/** The day it is, and the operator's selectors if any. */
export interface HtmlOptions {
  readonly today: string;
  readonly selectors?: SourceSelectors | null;
}

/** Finds the rows of an HTML page, or says why there are none. */
export function discoverHtml(
  source: { readonly url: string | null; readonly text: string },
  options: HtmlOptions,
): Discovery {
  const dom = loadListDom(expandDatastores(source.text));
  const base = baseAddress(dom, source.url);
  const links = collectLinks(dom, base);
  const page: ListPage = { dom, links, url: source.url, today: options.today };
  const chosen = chooseGroups(page, isHomeAddress(source.url));
  const selected = selectEntries(page, source.text, options.selectors ?? null);
  const isDetail = selected === null && looksLikeDetail(page, chosen);
  if (selected === null && (chosen.groups.length === 0 || isDetail)) {
    const why = isDetail
      ? ({ state: 'no-list', reason: 'detail' } as const)
      : explainNoRows(page, source.text);
    return { ...why, ...NOTHING, family: findFamily(source, []) };
  }
  const entries = selected ?? entriesOf(chosen);
  return {
    state: 'list',
    family: findFamily(
      source,
      entries.map((entry) => entry.url),
    ),
    confidence: selected === null ? chosen.confidence : SELECTED_CONFIDENCE,
    entries,
    nextPage: findNextPage(dom, links, { url: source.url, base }),
    reason: null,
    layout:
      selected === null ? layoutOf(page, chosen) : `selectors:${options.selectors?.row ?? ''}`,
  };
}

const NOTHING = { confidence: 0, entries: [], nextPage: null, layout: null } as const;

function selectEntries(
  page: ListPage,
  text: string,
  selectors: SourceSelectors | null,
): readonly Entry[] | null {
  if (selectors === null) return null;
  return selectRows(expandDatastores(text), selectors, {
    base: baseAddress(page.dom, page.url),
    today: page.today,
  });
}

function looksLikeDetail(page: ListPage, chosen: ChosenGroups): boolean {
  const best = chosen.groups[0];
  if (best === undefined) return false;
  return detailPoints(page, chosen) >= (best.score.dated < 0.5 ? DETAIL_UNDATED : DETAIL);
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
  return `${best.group.path}>${pathWithin(page.dom, row.unit.element, row.link.element)}`;
}
