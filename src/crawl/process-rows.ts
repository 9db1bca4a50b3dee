import { setImmediate as nextTurn } from 'node:timers/promises';

import { redactPersonalData } from '../privacy/redact-title.ts';
import type { Source } from '../domain/source.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import type { FoundList } from './find-list.ts';
import { lookUpRows, rowsToRead, type Row } from './known-rows.ts';
import type { Candidate } from './candidate.ts';
import { recordCandidates } from './record-candidate.ts';
import { readEntry, visitEntry } from './visit-entry.ts';
import { walkBack, type RowsContext } from './walk-back.ts';

/** The result of reading a list's new rows. `isSettled`: nothing of that list is left to do. */
export interface RowsResult {
  readonly queued: number;
  readonly skipped: number;
  readonly isSettled: boolean;
  /** A digest was queued, and rows of the same list wait for the next visit. */
  readonly digestGoesOn: boolean;
  /** Something on older list pages is left to do. */
  readonly olderPagesWait: boolean;
}

const UNSETTLED: ReadonlySet<EntryReport['outcome']> = new Set(['retry', 'waits']);

/** Reads rows one after the other; once a host has to wait, no further row is requested from it. */
async function readRows<T extends Candidate | EntryReport>(
  rows: readonly Row[],
  read: (row: Row) => Promise<T>,
): Promise<readonly T[]> {
  const results: T[] = [];
  for (const row of rows) {
    const result = await read(row);
    results.push(result);
    if ('outcome' in result && result.outcome === 'waits') break;
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

/** Reads what is new since the last visit, newest first, up to the limit of one visit. */
async function processNewRows(
  deps: CrawlDeps,
  context: RowsContext,
  rows: readonly Row[],
): Promise<RowsResult> {
  const fresh = rowsToRead(rows);
  const chosen = fresh.slice(0, deps.limits.entriesPerVisit);
  const continuesDigest = context.before?.digestGoesOn === true;
  const { reports, isDigest } =
    continuesDigest || chosen.length > deps.limits.digestAbove
      ? await processTogether(deps, context, chosen)
      : { reports: await processOneByOne(deps, context.source, chosen), isDigest: false };
  const isCutShort = reports.length < fresh.length;
  return {
    queued: reports.filter(({ outcome }) => outcome === 'queued').length,
    skipped: 0,
    isSettled: !isCutShort && reports.every(({ outcome }) => !UNSETTLED.has(outcome)),
    // What began as a digest stays one to its end, even over several visits.
    digestGoesOn: isCutShort && (isDigest || continuesDigest),
    olderPagesWait: false,
  };
}

/** Reads what is new on the first page and, where necessary, on older pages. */
async function processNews(
  deps: CrawlDeps,
  context: RowsContext,
  first: { readonly list: FoundList; readonly rows: readonly Row[] },
): Promise<RowsResult> {
  const { source } = context;
  const walk = await walkBack(deps, context, first);
  let { before } = context;
  if (walk.wentBack && before !== null) {
    // Saved first: once some rows are known, a repeated visit would not go back to older pages by itself.
    before = { ...before, olderPagesWait: true };
    await deps.store.sources.save(source.id, before);
  }
  const rows = await lookUpRows(deps.store.entries, walk.entries, source);
  const result = await processNewRows(deps, { source, before }, rows);
  const isSettled = result.isSettled && !walk.isCutShort;
  return { ...result, isSettled, olderPagesWait: walk.wentBack && !isSettled };
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
    if (known !== null && (await isSample(deps, source, known))) return true;
  }
  return false;
}

/**
 * On a first visit marks what is on the page as known and queues the newest reply as a sample. Safe to repeat:
 * once a sample was queued, a second run queues no other. Null when the bot stops meanwhile: the next start
 * repeats it.
 */
async function recordBaseline(
  deps: CrawlDeps,
  source: Source,
  rows: readonly Row[],
): Promise<RowsResult | null> {
  const { firstVisit, firstVisitReads } = deps.limits;
  const isDone = firstVisit === 'none' || (await hasSample(deps, source, rows));
  const reads = isDone ? 0 : firstVisitReads;
  const taken = new Set<string>();
  let queued = 0;
  for (const { key, entry, known } of rowsToRead(rows).slice(0, reads)) {
    const report = await visitEntry(deps, { source, key, entry, known, occasion: 'sample' });
    deps.report({ kind: 'entry', source, report });
    if (report.outcome === 'waits' && report.reason === 'closed') return null;
    if (report.outcome === 'waits') break;
    taken.add(key);
    const { outcome, article } = report;
    const isShown = await isSample(deps, source, {
      outcome,
      articleId: article?.duplicateOf ?? null,
    });
    if (!isShown) continue;
    queued += 1;
    if (article?.kind === 'reply') break;
  }
  const rest = rows.filter(({ key, known }) => known === null && !taken.has(key));
  const firstSeenAt = deps.now().toISOString();
  await deps.store.entries.saveMany(await baselineOf(source, rest, firstSeenAt));
  return {
    queued,
    skipped: rest.length,
    isSettled: true,
    digestGoesOn: false,
    olderPagesWait: false,
  };
}

// Searching a title for names takes 0.06 ms, 1.5 at worst, and a list may have 2,000 rows.
const ROWS_AT_ONCE = 10;

/** What is kept of rows that are not read; other work of the bot has its turn in between. */
async function baselineOf(
  source: Source,
  rows: readonly Row[],
  firstSeenAt: string,
): Promise<readonly (readonly [string, KnownEntry])[]> {
  const kept: (readonly [string, KnownEntry])[] = [];
  for (const [at, { key, entry }] of rows.entries()) {
    if (at > 0 && at % ROWS_AT_ONCE === 0) await nextTurn();
    const record: KnownEntry = {
      url: entry.url,
      title: redactPersonalData(entry.title),
      sourceId: source.id,
      firstSeenAt,
      outcome: 'baseline',
      reason: null,
      articleId: null,
      attempts: 0,
    };
    kept.push([key, record]);
  }
  return kept;
}

/** Processes the rows of a trusted list: as a baseline on a first visit, as new replies afterwards. */
export async function processRows(
  deps: CrawlDeps,
  context: RowsContext,
  visit: { readonly list: FoundList; readonly rows: readonly Row[]; readonly isFirst: boolean },
): Promise<RowsResult | null> {
  const { list, rows, isFirst } = visit;
  if (!isFirst) return processNews(deps, context, { list, rows });
  return deps.limits.firstVisit === 'all'
    ? processNewRows(deps, context, rows)
    : recordBaseline(deps, context.source, rows);
}
