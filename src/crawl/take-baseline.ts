import type { Source } from '../domain/source.ts';
import { hasToWait } from '../revise/failure-scope.ts';
import { addRows, loadBacklog } from './backlog.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { rowsToRead } from '../rows/known-rows.ts';
import { retryTimesOf } from './read-waiting.ts';
import type { Row } from '../rows/row.ts';
import { settleWaiting, type RowsResult } from './settle-waiting.ts';
import { takeAsKnown } from './take-as-known.ts';
import { visitEntry } from './visit-entry.ts';
import type { RowsContext } from './walk-back.ts';

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
export async function recordBaseline(
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
    if (report.outcome === 'waits' && hasToWait(report.reason)) break;
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
