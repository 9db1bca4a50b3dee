import { shanghaiDay } from '../base/clock.ts';
import type { Backlog, WaitingRow, Walk } from '../domain/backlog.ts';
import type { SourceState } from '../domain/source-state.ts';
import { addRows, loadBacklog, saveBacklog } from './backlog.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import type { FoundList } from '../rows/find-list.ts';
import { ageRows, type Horizon, meetsKnown } from '../rows/known-rows.ts';
import { findGap } from './find-gap.ts';
import { lookDeeper, type DeepLook } from './look-deeper.ts';
import { unseenHere } from '../rows/recognize-rows.ts';
import type { Row } from '../rows/row.ts';
import { listedMarks, noteVanishedRows } from './note-vanished-rows.ts';
import { searchMoved, type SearchResult } from './search-moved.ts';
import { searchPosted, type SearchLeft } from './search-posted.ts';
import { settleWaiting, type RowsResult } from './settle-waiting.ts';
import { takeAsKnown } from './take-as-known.ts';
import { recordBaseline } from './take-baseline.ts';
import { walkBack, type RowsContext } from './walk-back.ts';

/** As many as two full lists of the longest that sites show. */
const MAX_HELD = 400;

/**
 * Keeps what is new on a list that does not count yet: until a second visit agrees, a burst may have carried it off the list
 * again.
 */
export async function holdRows(
  deps: CrawlDeps,
  { source, before }: RowsContext,
  rows: readonly Row[],
): Promise<void> {
  const now = deps.now();
  const backlog = await loadBacklog(deps.store, source);
  const seen = new Set(backlog.rows.map(({ key }) => key));
  const facts = { seen, hasBegun: false, isWalking: false };
  const { news } = ageRows(rows, horizonOf(before), facts);
  const held = await addRows(backlog.held ?? [], news, { isOpen: false, now });
  if (held.length === 0) return;
  await saveBacklog(deps.store, source, { ...backlog, held: held.slice(0, MAX_HELD) });
}

/**
 * What becomes of held rows: with a list that shows one of them they are news; one that shows what was known, and none of them,
 * takes them back.
 */
function decideHeld(
  { held = [] }: Backlog,
  rows: readonly Row[],
): { readonly news: readonly WaitingRow[]; readonly held: readonly WaitingRow[] } {
  const listed = new Set(rows.map(({ key }) => key));
  if (held.some(({ key }) => listed.has(key))) {
    return { news: held.filter(({ key }) => !listed.has(key)), held: [] };
  }
  return { news: [], held: rows.some(({ known }) => known !== null) ? [] : held };
}

function horizonOf(before: SourceState | null): Horizon {
  const visited = before?.lastSuccessAt ?? null;
  return {
    newest: before?.horizon ?? null,
    visited: visited === null ? null : shanghaiDay(new Date(visited)),
    rowCount: before?.rowCount ?? 0,
    gap: before?.gap ?? null,
  };
}

/** Reads what is new on the first page and, where necessary, on older pages. */
async function processNews(
  deps: CrawlDeps,
  context: RowsContext,
  first: { readonly list: FoundList; readonly rows: readonly Row[] },
): Promise<RowsResult> {
  const { source, before } = context;
  const now = deps.now();
  const backlog = await loadBacklog(deps.store, source);
  const { rows, walk, isGivenUp } = await walkBack(deps, context, { ...first, backlog });
  const hasBegun = backlog.walk !== null;
  const seen = new Set(backlog.rows.map(({ key }) => key));
  const { news, old, open } = ageRows(rows, horizonOf(before), {
    seen,
    hasBegun,
    isWalking: walk !== null,
  });
  const decided = decideOpen(backlog.rows, walk !== null ? null : meetsKnown(rows, seen));
  // What waits is listed with an address and a title that may be new; what another source made known was passed, too.
  const foreign = await unseenHere(deps.store, source, rows);
  const waiting = rows.filter(
    ({ key, known }) => seen.has(key) || known?.outcome === 'retry' || foreign.has(key),
  );
  const { deep, moved, sought } = await readFurther(deps, context, { first, rows, walk, backlog });
  await noteVanishedRows(deps, backlog.listed ?? [], first.rows);
  const facts = { before, rows, waiting: backlog.rows, foreign, hasBegun, now };
  const gap = walk === null ? findGap(facts) : (before?.gap ?? null);
  const held = decideHeld(backlog, rows);
  const older = [...old, ...decided.old, ...(deep?.old ?? [])];
  await takeAsKnown(deps, source, { rows: older, reason: 'older' });
  const added = [...news, ...waiting, ...moved.rows, ...(deep?.news ?? [])];
  const fresh = await addRows(decided.waiting, added, { isOpen: false, now });
  const listed = await addRows(fresh, open, { isOpen: true, now });
  const others = held.news.filter((row) => !listed.some(({ key }) => key === row.key));
  const result = await settleWaiting(deps, context, {
    rows: [...listed, ...others],
    held: held.held,
    ...(moved.searchedAt === undefined ? {} : { searchedAt: moved.searchedAt }),
    ...sought,
    listed: listedMarks(first.rows),
    walk,
    older: older.length,
    isWalkGivenUp: isGivenUp,
  });
  return {
    ...result,
    listed: [...rows, ...(deep?.rows ?? [])],
    ...(deep === null ? {} : { deepLookAt: now.toISOString() }),
    ...(gap === null ? {} : { gap }),
  };
}

/** What older pages are read for beside the walk: late letters, and rows of a site that was rebuilt. */
async function readFurther(
  deps: CrawlDeps,
  context: RowsContext,
  met: {
    readonly first: { readonly list: FoundList; readonly rows: readonly Row[] };
    readonly rows: readonly Row[];
    readonly walk: Walk | null;
    readonly backlog: Backlog;
  },
): Promise<{
  readonly deep: DeepLook | null;
  readonly moved: SearchResult;
  readonly sought: SearchLeft;
}> {
  const { first, rows, walk, backlog } = met;
  const waiting = new Set(backlog.rows.map(({ key }) => key));
  // Where there is a walk, older pages are read anyway.
  const hasWalked = rows.length > first.rows.length || walk !== null || backlog.walk !== null;
  const deep = hasWalked ? null : await lookDeeper(deps, context, { ...first, waiting });
  const moved = await searchMoved(deps, context, { ...first, rows, backlog });
  const sought = await searchPosted(deps, context, {
    list: first.list,
    rows: [...rows, ...(deep?.rows ?? []), ...moved.rows],
    backlog,
    budget: hasWalked ? 0 : deps.limits.pagesPerVisit - 1,
  });
  return { deep, moved, sought };
}

/** At the end of a walk its open rows are news, or they were always there; `null` while it lasts. */
function decideOpen(
  rows: readonly WaitingRow[],
  areNews: boolean | null,
): { readonly waiting: readonly WaitingRow[]; readonly old: readonly Row[] } {
  if (areNews === null) return { waiting: rows, old: [] };
  const open = rows.filter(({ isOpen }) => isOpen === true);
  const others = rows.filter(({ isOpen }) => isOpen !== true);
  if (areNews) return { waiting: [...others, ...open.map(withoutOpen)], old: [] };
  return { waiting: others, old: open.map((row) => ({ ...row, known: null })) };
}

function withoutOpen({ isOpen: _open, ...row }: WaitingRow): WaitingRow {
  return row;
}

/** Processes the rows of a trusted list: as a baseline on a first visit, as new replies afterwards. */
export async function processRows(
  deps: CrawlDeps,
  context: RowsContext,
  visit: { readonly list: FoundList; readonly rows: readonly Row[]; readonly isFirst: boolean },
): Promise<RowsResult | null> {
  const { list, rows, isFirst } = visit;
  if (!isFirst) return processNews(deps, context, { list, rows });
  if (deps.limits.firstVisit !== 'all') return recordBaseline(deps, context, rows);
  return settleWaiting(deps, context, {
    rows: await addRows([], rows, { isOpen: false, now: deps.now() }),
    walk: null,
    older: 0,
    isWalkGivenUp: false,
  });
}
