import { setImmediate as nextTurn } from 'node:timers/promises';

import { redactPersonalData } from '../privacy/redact-title.ts';
import { HOUR_MS, shanghaiDay } from '../base/clock.ts';
import type { Backlog, Waiting, WaitingRow } from '../domain/backlog.ts';
import type { FailureReason } from '../domain/fetch.ts';
import type { Source } from '../domain/source.ts';
import type { SourceState } from '../domain/source-state.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import type { FoundList } from './find-list.ts';
import type { Candidate } from './candidate.ts';
import { addRows, loadBacklog, lookUpWaiting, saveBacklog, NOTHING_WAITS } from './backlog.ts';
import { ageRows, type Horizon, meetsKnown, type RetryTimes, rowsToRead } from './known-rows.ts';
import { recordCandidates } from './record-candidate.ts';
import { unseenHere } from './recognize-rows.ts';
import type { Row } from './row.ts';
import { runExclusive } from '../revise/run-exclusive.ts';
import { readEntry, visitEntry } from './visit-entry.ts';
import { walkBack, type RowsContext } from './walk-back.ts';

/** The result of reading a source's rows. */
export interface RowsResult {
  readonly queued: number;
  readonly skipped: number;
  /** Unknown rows that are older than what was known before: marked known without a card. */
  readonly older: number;
  /** All that is new on the lists was seen, if not read. */
  readonly isWholeSeen: boolean;
  /** A digest was queued, and rows of the same list wait for the next visit. */
  readonly digestGoesOn: boolean;
  /** What is left to read. */
  readonly waiting: Waiting;
  /** Older list pages were given up before rows were met that were known. */
  readonly isWalkGivenUp: boolean;
  /** The rows of every list page that was read; absent where only the first was. */
  readonly listed?: readonly Row[];
}

/** Reasons of the host, not of one page: the next row would have to wait, too. */
const HOST_WAITS: ReadonlySet<string | null> = new Set<FailureReason>([
  'budget',
  'paused-host',
  'rate-limited',
  'closed',
]);

/** The first tries follow the visits; then an hour's pause, or less where the operator has sources visited more often. */
function retryTimesOf({ now, limits }: CrawlDeps): RetryTimes {
  const firstPauseMs = Math.min(HOUR_MS, limits.minIntervalMs / 2);
  return { now: now(), triesAtOnce: limits.attemptsPerEntry, firstPauseMs };
}

/** Reads rows one after the other; once a host has to wait, no further row is requested from it. */
async function readRows<T extends Candidate | EntryReport>(
  rows: readonly Row[],
  read: (row: Row) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = [];
  for (const row of rows) {
    const result = await read(row);
    results.push(result);
    if ('outcome' in result && result.outcome === 'waits' && HOST_WAITS.has(result.reason)) break;
  }
  return results;
}

/** Each reply is queued as soon as it is read. */
async function processOneByOne(
  deps: CrawlDeps,
  source: Source,
  rows: readonly Row[],
): Promise<readonly EntryReport[]> {
  return readRows(rows, async (row) => {
    const report = await visitEntry(deps, { ...row, source, occasion: 'new' });
    deps.report({ kind: 'entry', source, report });
    return report;
  });
}

/** Rows that may be too many for cards are read first, then queued together: as cards or as a digest. */
async function processTogether(
  deps: CrawlDeps,
  { source, before }: RowsContext,
  rows: readonly Row[],
): Promise<{ readonly reports: readonly EntryReport[]; readonly isDigest: boolean }> {
  const results = await readRows(rows, async (row) => {
    const result = await readEntry(deps, { ...row, source, occasion: 'new' });
    if ('outcome' in result) deps.report({ kind: 'entry', source, report: result });
    return result;
  });
  const { reports, isDigest } = await recordCandidates(deps, {
    source,
    candidates: results.filter((result) => 'visit' in result),
    continuesDigest: before?.digestGoesOn === true,
    // Saved first: if the process dies before the visit is recorded, the repeated visit still knows it.
    onDigest: async () => {
      if (before !== null)
        await deps.store.sources.save(source.id, { ...before, digestGoesOn: true });
    },
  });
  for (const report of reports) deps.report({ kind: 'entry', source, report });
  return { reports: [...results.filter((result) => 'outcome' in result), ...reports], isDigest };
}

/** What reading rows brought. */
interface ReadResult {
  readonly queued: number;
  readonly digestGoesOn: boolean;
}

/** Reads what waits, newest first, up to the limit of one visit. */
async function readWaiting(
  deps: CrawlDeps,
  context: RowsContext,
  rows: readonly Row[],
): Promise<ReadResult> {
  const fresh = rowsToRead(rows, retryTimesOf(deps));
  const chosen = fresh.slice(0, deps.limits.entriesPerVisit);
  const continuesDigest = context.before?.digestGoesOn === true;
  const { reports, isDigest } =
    continuesDigest || chosen.length > deps.limits.digestAbove
      ? await processTogether(deps, context, chosen)
      : { reports: await processOneByOne(deps, context.source, chosen), isDigest: false };
  const isCutShort = reports.length < fresh.length;
  return {
    queued: reports.filter(({ outcome }) => outcome === 'queued').length,
    // What began as a digest stays one to its end, even over several visits.
    digestGoesOn: isCutShort && (isDigest || continuesDigest),
  };
}

/** Goes on with what the visits before left to read, where the list itself brought nothing to go by. */
export async function processBacklog(
  deps: CrawlDeps,
  context: RowsContext,
  { isHostDown }: { readonly isHostDown: boolean },
): Promise<RowsResult> {
  const { source, before } = context;
  const { rows, walk } = await loadBacklog(deps.store, source);
  if (!isHostDown && rows.length > 0) {
    return settleWaiting(deps, context, { rows, walk, older: 0, isWalkGivenUp: false });
  }
  return {
    queued: 0,
    skipped: 0,
    older: 0,
    isWholeSeen: walk === null,
    digestGoesOn: before?.digestGoesOn === true,
    waiting: before?.waiting ?? NOTHING_WAITS,
    isWalkGivenUp: false,
  };
}

/** Writes down what is to be read before any of it is, reads, and writes down what is left. */
async function settleWaiting(
  deps: CrawlDeps,
  context: RowsContext,
  { rows, walk, older, isWalkGivenUp }: Backlog & Pick<RowsResult, 'older' | 'isWalkGivenUp'>,
): Promise<RowsResult> {
  const { store } = deps;
  const { source } = context;
  await saveBacklog(store, source, { rows, walk });
  const waiting = await lookUpWaiting(
    deps.store,
    source,
    rows.filter(({ isOpen }) => isOpen !== true),
  );
  const result = await readWaiting(deps, context, waiting);
  return {
    ...result,
    skipped: 0,
    older,
    isWholeSeen: walk === null,
    isWalkGivenUp,
    waiting: await saveBacklog(store, source, { rows, walk }),
  };
}

function horizonOf(before: SourceState | null): Horizon {
  const visited = before?.lastSuccessAt ?? null;
  return {
    newest: before?.horizon ?? null,
    visited: visited === null ? null : shanghaiDay(new Date(visited)),
    rowCount: before?.rowCount ?? 0,
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
  const seen = new Set(backlog.rows.map(({ key }) => key));
  const { news, old, open } = ageRows(rows, horizonOf(before), {
    seen,
    hasBegun: backlog.walk !== null,
    isWalking: walk !== null,
  });
  const decided = decideOpen(backlog.rows, walk !== null ? null : meetsKnown(rows, seen));
  // What waits is listed with an address and a title that may be new; what another source made known was passed, too.
  const foreign = await unseenHere(deps.store, source, rows);
  const waiting = rows.filter(
    ({ key, known }) => seen.has(key) || known?.outcome === 'retry' || foreign.has(key),
  );
  await takeAsKnown(deps, source, { rows: [...old, ...decided.old], reason: 'older' });
  const fresh = await addRows(decided.waiting, [...news, ...waiting], { isOpen: false, now });
  const result = await settleWaiting(deps, context, {
    rows: await addRows(fresh, open, { isOpen: true, now }),
    walk,
    older: old.length + decided.old.length,
    isWalkGivenUp: isGivenUp,
  });
  return { ...result, listed: rows };
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

/** Whether an entry became a sample, now or on a first visit that was cut short before it was recorded. */
async function isSample(
  deps: CrawlDeps,
  source: Source,
  entry: { readonly outcome: string; readonly articleId: string | null },
): Promise<boolean> {
  if (entry.outcome === 'queued') return true;
  if (entry.outcome !== 'duplicate' || entry.articleId === null) return false;
  return (await deps.store.articles.get(entry.articleId))?.sourceId === source.id;
}

/** Whether an earlier run of this first visit queued a sample. */
async function hasSample(deps: CrawlDeps, source: Source, rows: readonly Row[]): Promise<boolean> {
  for (const { known } of rows) {
    // A letter that another source queued was no sample of this one.
    const isOwn = known !== null && (known.outcome !== 'queued' || known.sourceId === source.id);
    if (isOwn && (await isSample(deps, source, known))) return true;
  }
  return false;
}

/**
 * On a first visit marks what is on the page as known, before anything of it is read, and queues the newest reply as a sample. Safe
 * to repeat: rows that appeared since a first visit that was cut short are news, and once a sample was queued, a
 * second run queues no other. Null when the bot stops meanwhile: the next start repeats it.
 */
async function recordBaseline(
  deps: CrawlDeps,
  { source, before }: RowsContext,
  rows: readonly Row[],
): Promise<RowsResult | null> {
  const { firstVisit, firstVisitReads } = deps.limits;
  const now = deps.now();
  const begun = rows.filter(({ known }) => known?.outcome === 'baseline');
  const fresh = rows.filter(({ known }) => known === null);
  const isRepeated = begun.length > 0;
  const baseline = isRepeated ? begun : fresh;
  if (!isRepeated) await takeAsKnown(deps, source, { rows: fresh, reason: null });
  const backlog = await loadBacklog(deps.store, source);
  const news = await settleWaiting(
    deps,
    { source, before },
    {
      rows: await addRows(backlog.rows, isRepeated ? fresh : [], { isOpen: false, now }),
      walk: null,
      older: 0,
      isWalkGivenUp: false,
    },
  );
  const isDone = firstVisit === 'none' || (await hasSample(deps, source, rows));
  const candidates = baseline.map((row) => ({ ...row, known: null }));
  const toRead = rowsToRead(candidates, retryTimesOf(deps)).slice(0, isDone ? 0 : firstVisitReads);
  const sample = await queueSample(deps, source, toRead);
  if (sample === null) return null;
  return {
    ...news,
    queued: news.queued + sample.queued,
    skipped: baseline.filter(({ key }) => !sample.read.has(key)).length,
  };
}

/** Reads rows until one of them is a reply to show as a sample; null when the bot stops meanwhile. */
async function queueSample(
  deps: CrawlDeps,
  source: Source,
  rows: readonly Row[],
): Promise<{ readonly queued: number; readonly read: ReadonlySet<string> } | null> {
  const read = new Set<string>();
  let queued = 0;
  for (const row of rows) {
    const report = await visitEntry(deps, { ...row, source, occasion: 'sample' });
    deps.report({ kind: 'entry', source, report });
    if (report.outcome === 'waits' && report.reason === 'closed') return null;
    if (report.outcome === 'waits' && HOST_WAITS.has(report.reason)) break;
    if (report.outcome === 'waits') continue;
    read.add(row.key);
    const { outcome, article } = report;
    const isShown = await isSample(deps, source, {
      outcome,
      articleId: article?.duplicateOf ?? null,
    });
    if (!isShown) continue;
    queued += 1;
    if (article?.kind === 'reply') break;
  }
  return { queued, read };
}

// Searching a title for names takes 0.06 ms, 1.5 at worst, and a list may have 2,000 rows.
const ROWS_AT_ONCE = 10;

/** Marks rows as known that are not read; other work of the bot has its turn in between. */
function takeAsKnown(
  deps: CrawlDeps,
  source: Source,
  taken: { readonly rows: readonly Row[]; readonly reason: 'older' | null },
): Promise<void> {
  // Another source may take the same rows at the same time: each must find the other's record.
  return runExclusive(deps.store, () => markAsKnown(deps, source, taken));
}

async function markAsKnown(
  { store, now }: CrawlDeps,
  source: Source,
  { rows, reason }: { readonly rows: readonly Row[]; readonly reason: 'older' | null },
): Promise<void> {
  const firstSeenAt = now().toISOString();
  const others = await store.entries.getMany(rows.map(({ key }) => key));
  const kept: (readonly [string, KnownEntry])[] = [];
  for (const [at, { key, entry }] of rows.entries()) {
    if (at > 0 && at % ROWS_AT_ONCE === 0) await nextTurn();
    const other = others.get(key);
    const record: KnownEntry = other ?? {
      url: entry.url,
      title: redactPersonalData(entry.title),
      sourceId: source.id,
      firstSeenAt,
      outcome: 'baseline',
      reason,
      articleId: null,
      attempts: 0,
    };
    const shared = { ...record, baselineOf: [...(record.baselineOf ?? []), source.id] };
    kept.push([key, other === undefined ? record : shared]);
  }
  await store.entries.saveMany(kept);
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
