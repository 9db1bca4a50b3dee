import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import type { Backlog, Search } from '../domain/backlog.ts';
import type { Source } from '../domain/source.ts';
import { mayPass } from '../revise/failure-scope.ts';
import { hostOfPage } from '../revise/next-look.ts';
import { findList, type FoundList } from '../rows/find-list.ts';
import { lookUpRows } from '../rows/known-rows.ts';
import { notingRows, pathOf } from '../rows/recognize-rows.ts';
import type { Row } from '../rows/row.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { noteChangedRows } from './note-changed-rows.ts';
import type { RowsContext } from './walk-back.ts';

/** One row that leads elsewhere was uploaded again; several were moved with their site. */
const SEVERAL = 2;
const MOVED_SHARE = 1 / 2;
/** Some sites give other paths at each request: they are searched no more often. */
const REST_MS = 3 * DAY_MS;
/** A month's letters and a batch of 150: 450 rows at 15 a page. */
const MAX_PAGES = 30;
const MAX_FAILURES = 20;
const MAX_SOUGHT = 300;

/** What a visit leaves of a search. */
export type SearchLeft = Pick<Backlog, 'search' | 'rebuiltAt'>;

/**
 * Where the rows of a list lead elsewhere than before, its site was rebuilt, and the old addresses say nothing any more. Letters that
 * are still read again and stand further back are met on no visit: older pages are read for their rows, a few a visit, until each
 * was met, and where they lead now is noted.
 */
export async function searchPosted(
  deps: CrawlDeps,
  { source }: RowsContext,
  found: {
    readonly list: FoundList;
    /** All rows that this visit met. */
    readonly rows: readonly Row[];
    readonly backlog: Backlog;
    /** Pages that are left to this visit. */
    readonly budget: number;
  },
): Promise<SearchLeft> {
  const { list, rows, backlog, budget } = found;
  const begun = await beginSearch(deps, { list, rows, backlog });
  const { search, ...kept } = begun;
  if (search === undefined) return kept;
  const met = new Set(rows.flatMap(({ known }) => known?.articleId ?? []));
  const sought = search.articleIds.filter((id) => !met.has(id));
  const left = await readOn(deps, source, { search: { ...search, articleIds: sought }, budget });
  return { ...kept, ...(left === null ? {} : { search: left }) };
}

async function beginSearch(
  deps: CrawlDeps,
  found: { readonly list: FoundList; readonly rows: readonly Row[]; readonly backlog: Backlog },
): Promise<SearchLeft> {
  const { search, rebuiltAt } = found.backlog;
  const before = {
    ...(search === undefined ? {} : { search }),
    ...(rebuiltAt === undefined ? {} : { rebuiltAt }),
  };
  const page = found.list.discovery?.nextPage ?? null;
  const restedMs = deps.now().getTime() - Date.parse(rebuiltAt ?? '');
  const moved = movedRows(found.rows);
  const isResting = Math.abs(restedMs) < REST_MS;
  if (moved.length === 0 || page === null || isResting || deps.limits.rereadDays.length === 0) {
    return before;
  }
  const articleIds = await postedOn(deps, moved);
  const begun: Search = { page, pages: 0, failures: 0, articleIds };
  return { search: begun, rebuiltAt: deps.now().toISOString() };
}

/** The known rows that lead elsewhere than before; none where most do not. */
function movedRows(rows: readonly Row[]): readonly Row[] {
  const known = rows.filter((row) => row.known !== null && row.known.outcome !== 'forgotten');
  const moved = known.filter((row) => pathOf(row.entry.url) !== pathOf(row.known?.url ?? ''));
  const isRebuilt = moved.length >= SEVERAL && moved.length >= known.length * MOVED_SHARE;
  return isRebuilt ? moved : [];
}

/** Documents that are still read again at the hosts that these rows led to. */
async function postedOn({ store }: CrawlDeps, moved: readonly Row[]): Promise<readonly string[]> {
  const hosts = new Set(moved.map(({ known }) => hostOfPage(known?.url ?? '')));
  const sources = new Set(moved.map(({ known }) => known?.sourceId));
  const ids: string[] = [];
  for (const { articleId, host, endedAt } of await store.rereads.all()) {
    if (endedAt !== undefined || !hosts.has(host) || ids.length >= MAX_SOUGHT) continue;
    const record = await store.articles.get(articleId);
    if (record !== null && sources.has(record.sourceId)) ids.push(articleId);
  }
  return ids;
}

/** Reads older pages from where the search is; null when it is over. */
async function readOn(
  deps: CrawlDeps,
  source: Source,
  { search, budget }: { readonly search: Search; readonly budget: number },
): Promise<Search | null> {
  const today = shanghaiDay(deps.now());
  const sought = new Set(search.articleIds);
  let { page, pages } = search;
  const left = (failures: number): Search => ({ page, pages, failures, articleIds: [...sought] });
  for (let read = 0; sought.size > 0 && pages < MAX_PAGES; read += 1) {
    if (read >= budget) return left(0);
    const request = { source, url: page, validators: null, today };
    const { outcome, discovery } = await findList(deps, request);
    const reason = outcome.kind === 'failure' ? outcome.reason : (discovery?.reason ?? null);
    if (mayPass(reason)) {
      const failures = search.failures + 1;
      return failures >= MAX_FAILURES ? null : left(failures);
    }
    if (discovery?.state !== 'list') return null;
    const rows = await lookUpRows(deps.store, source, discovery.entries);
    const known = rows.filter((row) => row.known !== null);
    // At once: what was met is sought no more.
    await noteChangedRows(deps, source, known);
    await deps.store.together(await notingRows(deps.store, source, known));
    for (const row of known) sought.delete(row.known?.articleId ?? '');
    pages += 1;
    const { nextPage } = discovery;
    if (nextPage === null || nextPage === page) return null;
    page = nextPage;
  }
  return null;
}
