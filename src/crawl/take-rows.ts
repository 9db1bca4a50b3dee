import type { Source } from '../domain/source.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import type { FoundList } from './find-list.ts';
import { lookUpRows, rowsToRead, type Row } from './known-rows.ts';
import { settleFinds, type Find } from './settle-find.ts';
import { readEntry, visitEntry } from './visit-entry.ts';
import { walkBack, type Reading } from './walk-back.ts';

/** What reading a list's new rows came to. `isSettled`: nothing of that answer is left to do. */
export interface Intake {
  readonly queued: number;
  readonly skipped: number;
  readonly isSettled: boolean;
  /** A digest was queued, and rows of the same list wait for the next visit. */
  readonly digestGoesOn: boolean;
  /** Something on older list pages is left to do. */
  readonly olderPagesWait: boolean;
}

const UNSETTLED: ReadonlySet<EntryReport['outcome']> = new Set(['retry', 'waits']);

/** Reads rows one after the other; a host that asks us to wait is not asked for the next page either. */
async function readRows<T extends Find | EntryReport>(
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
async function takeOneByOne(
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
async function takeTogether(
  deps: CrawlDeps,
  { source, before }: Reading,
  rows: readonly Row[],
): Promise<{ readonly reports: readonly EntryReport[]; readonly isDigest: boolean }> {
  const results = await readRows(rows, async (row) => {
    const result = await readEntry(deps, { ...row, source, occasion: 'new' });
    if ('outcome' in result) deps.report({ kind: 'entry', source, report: result });
    return result;
  });
  const { reports, isDigest } = await settleFinds(deps, {
    source,
    finds: results.filter((result) => 'visit' in result),
    goesOn: before?.digestGoesOn === true,
    // Should the process die before the visit is written down, its repetition still knows.
    onDigest: async () => {
      if (before !== null)
        await deps.store.sources.save(source.id, { ...before, digestGoesOn: true });
    },
  });
  for (const report of reports) deps.report({ kind: 'entry', source, report });
  return { reports: [...results.filter((result) => 'outcome' in result), ...reports], isDigest };
}

/** Reads what is new since the last visit, newest first, within the visit's bounds. */
async function takeNewRows(
  deps: CrawlDeps,
  reading: Reading,
  rows: readonly Row[],
): Promise<Intake> {
  const fresh = rowsToRead(rows);
  const chosen = fresh.slice(0, deps.limits.entriesPerVisit);
  const goesOn = reading.before?.digestGoesOn === true;
  const { reports, isDigest } =
    goesOn || chosen.length > deps.limits.digestAbove
      ? await takeTogether(deps, reading, chosen)
      : { reports: await takeOneByOne(deps, reading.source, chosen), isDigest: false };
  const isCutShort = reports.length < fresh.length;
  return {
    queued: reports.filter(({ outcome }) => outcome === 'queued').length,
    skipped: 0,
    isSettled: !isCutShort && reports.every(({ outcome }) => !UNSETTLED.has(outcome)),
    // What a digest began is a digest to its end, however many visits that takes.
    digestGoesOn: isCutShort && (isDigest || goesOn),
    olderPagesWait: false,
  };
}

/** Reads what is new on the first page and, where need be, behind it. */
async function takeNews(
  deps: CrawlDeps,
  reading: Reading,
  first: { readonly list: FoundList; readonly rows: readonly Row[] },
): Promise<Intake> {
  const { source } = reading;
  const walk = await walkBack(deps, reading, first);
  let { before } = reading;
  if (walk.wentBack && before !== null) {
    // Written first: once some rows are known, a visit that is repeated would not look back by itself.
    before = { ...before, olderPagesWait: true };
    await deps.store.sources.save(source.id, before);
  }
  const rows = await lookUpRows(deps.store.entries, walk.entries);
  const intake = await takeNewRows(deps, { source, before }, rows);
  const isSettled = intake.isSettled && !walk.isCutShort;
  return { ...intake, isSettled, olderPagesWait: walk.wentBack && !isSettled };
}

/** Whether an entry became a sample, now or on a first visit that was cut short before it was noted. */
async function isSample(
  deps: CrawlDeps,
  source: Source,
  entry: { readonly outcome: string; readonly articleId: string | null },
): Promise<boolean> {
  if (entry.outcome === 'queued') return true;
  if (entry.outcome !== 'duplicate' || entry.articleId === null) return false;
  return (await deps.store.articles.get(entry.articleId))?.sourceId === source.id;
}

/** Whether an earlier run of this first visit showed something. */
async function hasSample(deps: CrawlDeps, source: Source, rows: readonly Row[]): Promise<boolean> {
  for (const { known } of rows) {
    if (known !== null && (await isSample(deps, source, known))) return true;
  }
  return false;
}

/**
 * A first visit takes what is there as known and shows the newest reply. Safe to repeat: once a sample
 * was queued, a second run queues no other. Null when the bot stops meanwhile: the next start begins anew.
 */
async function takeBaseline(
  deps: CrawlDeps,
  source: Source,
  rows: readonly Row[],
): Promise<Intake | null> {
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
  await deps.store.entries.saveMany(
    rest.map(({ key, entry }) => [
      key,
      {
        url: entry.url,
        title: entry.title,
        sourceId: source.id,
        firstSeenAt,
        outcome: 'baseline',
        reason: null,
        articleId: null,
        attempts: 0,
      },
    ]),
  );
  return {
    queued,
    skipped: rest.length,
    isSettled: true,
    digestGoesOn: false,
    olderPagesWait: false,
  };
}

/** Takes the rows of a list that is trusted: as a baseline on a first visit, as news afterwards. */
export async function takeRows(
  deps: CrawlDeps,
  reading: Reading,
  visit: { readonly list: FoundList; readonly rows: readonly Row[]; readonly isFirst: boolean },
): Promise<Intake | null> {
  const { list, rows, isFirst } = visit;
  if (!isFirst) return takeNews(deps, reading, { list, rows });
  return deps.limits.firstVisit === 'all'
    ? takeNewRows(deps, reading, rows)
    : takeBaseline(deps, reading.source, rows);
}
