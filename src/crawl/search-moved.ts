import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import type { Backlog } from '../domain/backlog.ts';
import type { EntryReason } from '../domain/fetch.ts';
import { lookUpWaiting } from './backlog.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { findList, type FoundList } from '../rows/find-list.ts';
import { lookUpRows } from '../rows/known-rows.ts';
import type { Row } from '../rows/row.ts';
import type { RowsContext } from './walk-back.ts';

/** How an address looks from which a site's pages were moved away. */
const MOVED: ReadonlySet<string | null> = new Set<EntryReason>([
  'gone',
  'soft-404',
  'redirect',
  'other-page',
]);
/** One page that is gone is gone; several at once were moved. */
const SEVERAL = 2;
/** A day's batch and more: 300 rows at 15 a page. */
const MAX_PAGES = 20;

/** Rows that wait, as older list pages name them now. */
export interface SearchResult {
  readonly rows: readonly Row[];
  readonly searchedAt?: string;
}

/**
 * Where several rows that wait lead nowhere any more, the site was rebuilt while they waited: older list pages are read until each was
 * met, known by its title, its proposal or its day, under the address that it has now. At most once a day.
 */
export async function searchMoved(
  deps: CrawlDeps,
  { source }: RowsContext,
  found: { readonly list: FoundList; readonly rows: readonly Row[]; readonly backlog: Backlog },
): Promise<SearchResult> {
  const { list, rows, backlog } = found;
  const { searchedAt } = backlog;
  const kept = searchedAt === undefined ? {} : { searchedAt };
  const restedMs = deps.now().getTime() - Date.parse(searchedAt ?? '');
  if (Math.abs(restedMs) < DAY_MS) return { rows: [], ...kept };
  const waiting = await lookUpWaiting(deps.store, source, backlog.rows);
  const lost = waiting.filter(({ known }) => known?.outcome === 'retry' && MOVED.has(known.reason));
  const missing = new Set(lost.map(({ key }) => key));
  for (const { key } of rows) missing.delete(key);
  if (lost.length < SEVERAL || missing.size === 0) return { rows: [], ...kept };
  return {
    rows: await readOlderPages(deps, { source, list, missing, waiting }),
    searchedAt: deps.now().toISOString(),
  };
}

async function readOlderPages(
  deps: CrawlDeps,
  {
    source,
    list,
    missing,
    waiting,
  }: {
    readonly source: RowsContext['source'];
    readonly list: FoundList;
    readonly missing: Set<string>;
    readonly waiting: readonly Row[];
  },
): Promise<readonly Row[]> {
  const wanted = new Set(waiting.map(({ key }) => key));
  const today = shanghaiDay(deps.now());
  const met: Row[] = [];
  let page = list.discovery?.nextPage ?? null;
  for (let pages = 0; pages < MAX_PAGES && page !== null && missing.size > 0; pages += 1) {
    const { discovery } = await findList(deps, { source, url: page, validators: null, today });
    if (discovery?.state !== 'list') break;
    const rows = await lookUpRows(deps.store, source, discovery.entries);
    for (const row of rows) {
      if (wanted.has(row.key)) met.push(row);
      missing.delete(row.key);
    }
    page = discovery.nextPage;
  }
  return met;
}
