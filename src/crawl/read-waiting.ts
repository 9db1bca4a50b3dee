import { HOUR_MS } from '../base/clock.ts';
import type { Source } from '../domain/source.ts';
import { hasToWait } from '../revise/failure-scope.ts';
import type { Candidate } from './candidate.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { type RetryTimes, rowsToRead } from '../rows/known-rows.ts';
import { recordCandidates } from './record-candidate.ts';
import type { Row } from '../rows/row.ts';
import { readEntry, visitEntry } from './visit-entry.ts';
import type { RowsContext } from './walk-back.ts';

/** The first tries follow the visits; then an hour's pause, or less where the operator has sources visited more often. */
export function retryTimesOf({ now, limits }: CrawlDeps): RetryTimes {
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
    if ('outcome' in result && result.outcome === 'waits' && hasToWait(result.reason)) break;
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
export async function readWaiting(
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
