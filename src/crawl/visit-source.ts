import type { Entry, Source } from '../domain/source.ts';
import type { SourceState } from '../domain/source-state.ts';
import { assessVisit } from '../health/assess-visit.ts';
import { validatorsFor } from '../health/validators-for.ts';
import { describeVisit } from '../health/visit.ts';
import { nextVisitAt } from '../schedule/next-visit.ts';
import { shanghaiDay } from '../text/shanghai-day.ts';
import type { CrawlDeps, EntryReport, VisitReport } from './crawl-deps.ts';
import { findList } from './find-list.ts';
import type { FoundList } from './find-list.ts';
import { lookUpRows, rowsToRead } from './known-rows.ts';
import type { Row } from './known-rows.ts';
import { visitEntry } from './visit-entry.ts';

/** What reading a list's new rows came to. `isSettled`: nothing of that answer is left to do. */
interface Intake {
  readonly queued: number;
  readonly skipped: number;
  readonly isSettled: boolean;
}

const unsettled: ReadonlySet<EntryReport['outcome']> = new Set(['retry', 'waits']);

/** Walks back over older list pages while every row is new, so that a busy week is not cut off. */
async function olderRows(
  deps: CrawlDeps,
  source: Source,
  first: { readonly list: FoundList; readonly rows: readonly Row[] },
): Promise<readonly Entry[]> {
  const entries = first.rows.map(({ entry }) => entry);
  let nextPage = first.list.discovery?.nextPage ?? null;
  let isAllNew = first.rows.every(({ known }) => known === null);
  const today = shanghaiDay(deps.now());
  for (let page = 1; page < deps.limits.pagesPerVisit && isAllNew && nextPage !== null; page += 1) {
    const { discovery } = await findList(deps.fetchPage, {
      source,
      url: nextPage,
      validators: null,
      today,
    });
    if (discovery?.state !== 'list') break;
    const rows = await lookUpRows(deps.store.entries, discovery.entries);
    const seen = new Set(entries.map(({ url }) => url));
    const fresh = rows.filter(({ entry }) => !seen.has(entry.url));
    entries.push(...fresh.map(({ entry }) => entry));
    isAllNew = fresh.length > 0 && fresh.every(({ known }) => known === null);
    nextPage = discovery.nextPage;
  }
  return entries;
}

async function readRows(
  deps: CrawlDeps,
  source: Source,
  rows: readonly Row[],
): Promise<readonly EntryReport[]> {
  const reports: EntryReport[] = [];
  for (const { key, entry, known } of rows) {
    const report = await visitEntry(deps, { source, key, entry, known, occasion: 'new' });
    deps.report({ kind: 'entry', source, report });
    reports.push(report);
    // A host that asks us to wait is not asked for the next page either.
    if (report.outcome === 'waits') break;
  }
  return reports;
}

/** Reads what is new since the last visit, newest first, within the visit's bounds. */
async function takeNewRows(deps: CrawlDeps, source: Source, rows: readonly Row[]): Promise<Intake> {
  const fresh = rowsToRead(rows);
  const reports = await readRows(deps, source, fresh.slice(0, deps.limits.entriesPerVisit));
  return {
    queued: reports.filter(({ outcome }) => outcome === 'queued').length,
    skipped: 0,
    isSettled:
      reports.length === fresh.length && reports.every(({ outcome }) => !unsettled.has(outcome)),
  };
}

/**
 * A first visit takes what is there as known and shows the newest reply. Safe to repeat: once a sample
 * was queued, a second run queues no other.
 */
async function takeBaseline(
  deps: CrawlDeps,
  source: Source,
  rows: readonly Row[],
): Promise<Intake> {
  const { firstVisit, firstVisitReads } = deps.limits;
  const hasSample = rows.some(({ known }) => known?.outcome === 'queued');
  const reads = firstVisit === 'none' || hasSample ? 0 : firstVisitReads;
  const taken = new Set<string>();
  let queued = 0;
  for (const { key, entry, known } of rowsToRead(rows).slice(0, reads)) {
    const report = await visitEntry(deps, { source, key, entry, known, occasion: 'sample' });
    deps.report({ kind: 'entry', source, report });
    if (report.outcome === 'waits') break;
    taken.add(key);
    if (report.outcome !== 'queued') continue;
    queued += 1;
    if (report.article?.kind === 'reply') break;
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
  return { queued, skipped: rest.length, isSettled: true };
}

async function takeRows(
  deps: CrawlDeps,
  source: Source,
  visit: { readonly list: FoundList; readonly rows: readonly Row[]; readonly isFirst: boolean },
): Promise<Intake> {
  const { list, rows, isFirst } = visit;
  if (isFirst && deps.limits.firstVisit !== 'all') return takeBaseline(deps, source, rows);
  const entries = isFirst
    ? rows.map(({ entry }) => entry)
    : await olderRows(deps, source, { list, rows });
  return takeNewRows(deps, source, await lookUpRows(deps.store.entries, entries));
}

/** A yearly column whose predecessor was watched is no news to us: what stands there is new, not a baseline. */
async function isFirstVisit(
  deps: CrawlDeps,
  source: Source,
  before: SourceState | null,
): Promise<boolean> {
  if (before !== null && before.lastSuccessAt !== null) return false;
  if (source.predecessorId === undefined) return true;
  return (await deps.store.sources.load(source.predecessorId)) === null;
}

/** One visit to one source: list, health, new rows, and only then what is remembered of the visit. */
export async function visitSource(deps: CrawlDeps, source: Source): Promise<VisitReport> {
  const started = deps.now();
  const before: SourceState | null = await deps.store.sources.load(source.id);
  const today = shanghaiDay(started);
  const list = await findList(deps.fetchPage, {
    source,
    url: source.url,
    validators: validatorsFor(before, started),
    today,
  });
  const entries = list.discovery?.entries ?? [];
  const rows = await lookUpRows(deps.store.entries, entries);
  const fresh = rows.filter(({ known }) => known === null).length;
  const ms = deps.now().getTime() - started.getTime();
  const facts = { sourceId: source.id, ...list, newRows: fresh, ms };
  const { state, trust, alarm } = assessVisit(before, describeVisit(facts, today), started);

  const isFirst = await isFirstVisit(deps, source, before);
  const nothing: Intake = { queued: 0, skipped: 0, isSettled: true };
  const intake =
    trust === 'rows' && rows.length > 0
      ? await takeRows(deps, source, { list, rows, isFirst })
      : nothing;

  // Last of all: a crash before this line repeats the visit.
  const settled = intake.isSettled ? state : { ...state, validators: null };
  const next = nextVisitAt(settled, deps.limits, deps.now()).toISOString();
  await deps.store.sources.save(source.id, { ...settled, nextVisitAt: next });
  if (alarm !== null) await deps.raiseAlarm(source, alarm);
  const visit: VisitReport = {
    condition: state.condition,
    reason: state.reason,
    rows: rows.length,
    fresh,
    skipped: intake.skipped,
    queued: intake.queued,
    ms: deps.now().getTime() - started.getTime(),
  };
  deps.report({ kind: 'visit', source, visit });
  return visit;
}
