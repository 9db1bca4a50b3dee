import { shanghaiDay } from '../base/clock.ts';
import type { Backlog, Walk } from '../domain/backlog.ts';
import type { Source } from '../domain/source.ts';
import type { SourceState } from '../domain/source-state.ts';
import { mayPass } from '../revise/failure-scope.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { findList, type FoundList } from '../rows/find-list.ts';
import { isCutForGood } from './cut-lists.ts';
import { lookUpRows } from '../rows/known-rows.ts';
import { areFew, isOlder, reachBefore, readPagesBehind } from './pages-behind.ts';
import { unseenHere } from '../rows/recognize-rows.ts';
import type { Row } from '../rows/row.ts';

/** What reading the rows of a visit needs to know. */
export interface RowsContext {
  readonly source: Source;
  /** The state that the visit found; null on the very first one. */
  readonly before: SourceState | null;
}

/** The rows of the list pages that were read, in their order, and whether more of them are to be read. */
export interface WalkResult {
  readonly rows: readonly Row[];
  /** Where the next visit goes on; null where all that is new was seen. */
  readonly walk: Walk | null;
  /** It was given up before it met rows that were known. */
  readonly isGivenUp: boolean;
}

/** No column posts more between two visits: 3,000 rows at 15 a page. A pager that never ends is left here. */
const MAX_PAGES = 200;
/** Visits in a row in which an older page could not be had. */
const MAX_FAILURES = 20;
/** A walk waits while so many rows are still to be read: what is seen is kept in one record. */
const MAX_WAITING = 1000;
/** Behind the end of a walk so many pages are read at most. */
const MAX_BEHIND = 5;
/** Rows that are always on top are known; a list has few of them. */
const MAX_PINNED_SHARE = 1 / 3;

/** What a walk compares a page with. */
interface Territory {
  readonly store: CrawlDeps['store'];
  readonly source: Source;
  readonly seen: ReadonlySet<string>;
  readonly horizon: string | null;
}

/**
 * Reads older list pages as long as there is something new on them, up to the limit of one visit; the next visit goes on
 * where this one stopped. It ends at rows that were known before it began, or at the end of the list.
 */
export async function walkBack(
  deps: CrawlDeps,
  context: RowsContext,
  found: {
    readonly list: FoundList;
    readonly rows: readonly Row[];
    readonly backlog: Backlog;
  },
): Promise<WalkResult> {
  const { source, before } = context;
  const { list, rows, backlog } = found;
  const waiting = new Set(backlog.rows.map(({ key }) => key));
  const horizon = before?.horizon ?? null;
  const isRoom = backlog.rows.length < MAX_WAITING;
  const budget = isRoom ? deps.limits.pagesPerVisit - 1 : 0;
  const nextPage = list.discovery?.nextPage ?? null;
  // What waits was seen before: rows newer than it are met from the first page on.
  const territory: Territory = { store: deps.store, source, seen: waiting, horizon };
  const isGapOpen = nextPage !== null && (await goesOn(territory, rows, 'unseen'));
  const first: Leg = isGapOpen
    ? await walkLeg(deps, context, {
        page: nextPage,
        budget,
        goesOn: (page) => goesOn(territory, page, 'unseen'),
      })
    : { rows: [], pages: 0, stop: { kind: 'met', nextPage } };
  const { walk } = backlog;
  const isPaused = first.stop.kind === 'paused';
  if (isPaused || walk === null) {
    const read = await lookBehind(deps, context, {
      rows: [...rows, ...first.rows],
      leg: first,
      waiting,
    });
    return finish(read, walk, first);
  }
  const rest = await walkLeg(deps, context, {
    page: walk.page,
    // One more, as its first page was read before.
    budget: isRoom ? Math.max(budget - first.pages, 1) + 1 : 0,
    goesOn: (page) => goesOn(territory, page, 'unknown'),
  });
  const all = [...rows, ...first.rows, ...rest.rows];
  return finish(await lookBehind(deps, context, { rows: all, leg: rest, waiting }), walk, rest);
}

/**
 * Adds what stands among known rows behind the last page. A letter may be put there with the day of its signature: behind a walk, that
 * is behind all that it met, pages are read as far as such days reach back. Where no walk was made and the page ends with an unknown
 * row from before the horizon, one more page tells whether it was put there or slid in from behind.
 */
async function lookBehind(
  deps: CrawlDeps,
  { source, before }: RowsContext,
  {
    rows,
    leg: { pages, stop },
    waiting,
  }: { readonly rows: readonly Row[]; readonly leg: Leg; readonly waiting: ReadonlySet<string> },
): Promise<readonly Row[]> {
  const horizon = before?.horizon ?? null;
  if (stop.kind !== 'met' || horizon === null) return rows;
  const isNew = ({ key, known }: Row): boolean => known === null && !waiting.has(key);
  const last = rows.at(-1);
  if (last === undefined) return rows;
  const isOpen = isNew(last) && isOlder(last, horizon);
  const reach = reachBefore(Date.parse(horizon));
  const most = pages > 0 && !isOlder(last, reach) ? MAX_BEHIND : Number(isOpen);
  const { rows: read } = await readPagesBehind(deps, source, {
    page: stop.nextPage,
    least: 1,
    most,
    reach,
  });
  const listed = new Set(rows.map(({ key }) => key));
  const behind = read.filter(({ key }) => !listed.has(key));
  const found = behind.slice(0, behind.findLastIndex(({ known }) => known !== null) + 1);
  const doubtful = found.filter((row) => isNew(row) && isOlder(row, horizon));
  return areFew(doubtful, found) ? [...rows, ...found] : rows;
}

/** Pages of one leg of a walk, and why it stopped: at the end of what is new, or to go on with this page. */
interface Leg {
  readonly rows: readonly Row[];
  readonly pages: number;
  readonly stop:
    | { readonly kind: 'met'; readonly nextPage: string | null }
    | { readonly kind: 'end' }
    | { readonly kind: 'paused'; readonly page: string; readonly isFailure: boolean };
}

async function walkLeg(
  deps: CrawlDeps,
  { source, before }: RowsContext,
  leg: {
    readonly page: string;
    readonly budget: number;
    readonly goesOn: (rows: readonly Row[]) => Promise<boolean>;
  },
): Promise<Leg> {
  const today = shanghaiDay(deps.now());
  const read: Row[] = [];
  const visited = new Set<string>();
  let { page } = leg;
  let lastRead = page;
  for (let pages = 0; ; pages += 1) {
    if (pages >= leg.budget) {
      // The last page is read again: where a letter is deleted, rows move onto it from the next one.
      return { rows: read, pages, stop: { kind: 'paused', page: lastRead, isFailure: false } };
    }
    visited.add(page);
    const { outcome, discovery } = await findList(deps, {
      source,
      url: page,
      validators: null,
      today,
      takesCut: isCutForGood(before),
    });
    const reason = outcome.kind === 'failure' ? outcome.reason : (discovery?.reason ?? null);
    if (mayPass(reason)) {
      return { rows: read, pages, stop: { kind: 'paused', page, isFailure: true } };
    }
    if (discovery?.state !== 'list') return { rows: read, pages, stop: { kind: 'end' } };
    const rows = await lookUpRows(deps.store, source, discovery.entries);
    const passed = new Set(read.map(({ key }) => key));
    const others = rows.filter(({ key }) => !passed.has(key));
    read.push(...others);
    const { nextPage } = discovery;
    if (others.length > 0 && !(await leg.goesOn(others))) {
      return { rows: read, pages: pages + 1, stop: { kind: 'met', nextPage } };
    }
    if (others.length === 0 || nextPage === null || visited.has(nextPage)) {
      return { rows: read, pages: pages + 1, stop: { kind: 'end' } };
    }
    lastRead = page;
    page = nextPage;
  }
}

function finish(rows: readonly Row[], before: Walk | null, leg: Leg): WalkResult {
  const { stop, pages } = leg;
  if (stop.kind !== 'paused') {
    return { rows, walk: null, isGivenUp: false };
  }
  const walked = (before?.pages ?? 0) + pages;
  const failures = stop.isFailure && pages === 0 ? (before?.failures ?? 0) + 1 : 0;
  const isGivenUp = walked >= MAX_PAGES || failures >= MAX_FAILURES;
  const walk = { page: stop.page, pages: walked, failures };
  return { rows, walk: isGivenUp ? null : walk, isGivenUp };
}

/**
 * Whether what is new goes on behind this page: it ends with a row that is newer than all that was known, or all of it is new, but for
 * a few rows on top that are always there. `unseen`
 * rows are neither known nor waiting; `unknown` ones were not known before the walk that passed them. A row that only
 * another source made known is new here.
 */
async function goesOn(
  { store, source, seen, horizon }: Territory,
  rows: readonly Row[],
  wanted: 'unseen' | 'unknown',
): Promise<boolean> {
  const foreign = await unseenHere(store, source, rows);
  const isNew = ({ key, known }: Row): boolean => {
    const isUnknown = known === null || foreign.has(key);
    return wanted === 'unseen' ? isUnknown && !seen.has(key) : isUnknown || seen.has(key);
  };
  const last = rows.at(-1);
  const day = last?.entry.date ?? null;
  // Whatever is above it, such as a letter that was known before.
  if (last !== undefined && isNew(last) && horizon !== null && day !== null && day > horizon) {
    return true;
  }
  const pinned = rows.findIndex(isNew);
  if (pinned < 0 || pinned > rows.length * MAX_PINNED_SHARE) return false;
  const rest = rows.slice(pinned);
  const isBefore = (row: Row): boolean => horizon !== null && isOlder(row, horizon);
  return rest.every(isNew) && !rest.every(isBefore);
}
