import type { Source } from '../domain/source.ts';
import type { GivenUpEntry, SourceState } from '../domain/source-state.ts';
import type { ReaderFailure } from '../domain/errors.ts';
import type { FetchFailure } from '../domain/fetch.ts';
import { assessVisit } from '../health/assess-visit.ts';
import { validatorsFor } from '../health/validators-for.ts';
import { describeVisit } from '../health/visit.ts';
import { nextVisitAt } from '../schedule/next-visit.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { CrawlDeps, CrawlEvent, VisitReport } from './crawl-deps.ts';
import { findList, type FoundList } from './find-list.ts';
import { lookUpRows } from './known-rows.ts';
import { noteChangedRows } from './note-changed-rows.ts';
import { noteRows } from './recognize-rows.ts';
import { processRows, type RowsResult } from './process-rows.ts';

/** In a yearly column whose predecessor was watched, the rows are new replies and no baseline. */
async function isFirstVisit(
  deps: CrawlDeps,
  source: Source,
  before: SourceState | null,
): Promise<boolean> {
  if (before !== null && before.lastSuccessAt !== null) return false;
  if (source.predecessorId === undefined) return true;
  return (await deps.store.sources.load(source.predecessorId)) === null;
}

/** Validators are kept only when nothing of that list is left to do. */
function withResult(
  { digestGoesOn: _digest, olderPagesWait: _older, truncated: _beyond, ...state }: SourceState,
  { isSettled, digestGoesOn, olderPagesWait }: RowsResult,
  truncated: number,
): SourceState {
  return {
    ...state,
    ...(isSettled ? {} : { validators: null }),
    ...(digestGoesOn ? { digestGoesOn } : {}),
    ...(olderPagesWait ? { olderPagesWait } : {}),
    ...(truncated > 0 ? { truncated } : {}),
    ...(isSettled && state.newestDate !== null ? { horizon: state.newestDate } : {}),
  };
}

const MAX_GIVEN_UP = 5;

const READER_DEATHS: ReadonlySet<string | null> = new Set<ReaderFailure>([
  'read-timeout',
  'read-memory',
  'read-crash',
]);

/** The entry that this event says was given up because reading it ended the reader. */
function givenUpIn(event: CrawlEvent, now: Date): readonly GivenUpEntry[] {
  if (event.kind !== 'entry') return [];
  const { outcome, reason, entry } = event.report;
  if (outcome !== 'unreadable' || reason === null || !READER_DEATHS.has(reason)) return [];
  return [{ url: entry.url, reason, at: now.toISOString() }];
}

function withGivenUp(state: SourceState, fresh: readonly GivenUpEntry[]): SourceState {
  if (fresh.length === 0) return state;
  return { ...state, givenUp: [...fresh, ...(state.givenUp ?? [])].slice(0, MAX_GIVEN_UP) };
}

/** 304 to a request for the whole list says nothing of it, and is no first visit. */
function withoutUnasked(list: FoundList): FoundList {
  if (list.outcome.kind !== 'not-modified') return list;
  const outcome: FetchFailure = {
    kind: 'failure',
    reason: 'unasked-304',
    detail: 'The server answered that the page did not change, but was not asked that.',
    status: 304,
    retryAfterMs: null,
  };
  return { ...list, outcome };
}

/** One visit to one source: list, health, new rows; the visit itself is recorded last. */
export async function visitSource(deps: CrawlDeps, source: Source): Promise<VisitReport> {
  const started = deps.now();
  const before: SourceState | null = await deps.store.sources.load(source.id);
  const today = shanghaiDay(started);
  const validators = validatorsFor(before, started, deps.limits.fullFetchMs);
  const found = await findList(deps, { source, url: source.url, validators, today });
  const list = validators === null ? withoutUnasked(found) : found;
  const entries = list.discovery?.entries ?? [];
  const rows = await lookUpRows(deps.store, source, entries);
  const fresh = rows.filter(({ known }) => known === null).length;
  // A list that did not change is cut where it was.
  const isUnchanged = list.outcome.kind === 'not-modified';
  const truncated = isUnchanged ? (before?.truncated ?? 0) : (list.discovery?.truncated ?? 0);
  const ms = deps.now().getTime() - started.getTime();
  const facts = { sourceId: source.id, ...list, newRows: fresh, ms };
  const { state, trust, alarm } = assessVisit(before, describeVisit(facts, today), started);

  const isFirst = await isFirstVisit(deps, source, before);
  const nothing: RowsResult = {
    queued: 0,
    skipped: 0,
    older: 0,
    isSettled: true,
    digestGoesOn: before?.digestGoesOn === true,
    olderPagesWait: before?.olderPagesWait === true,
  };
  const givenUp: GivenUpEntry[] = [];
  const noting: CrawlDeps = {
    ...deps,
    report(event) {
      givenUp.push(...givenUpIn(event, deps.now()));
      deps.report(event);
    },
  };
  const result =
    trust === 'rows' && rows.length > 0
      ? await processRows(noting, { source, before }, { list, rows, isFirst })
      : nothing;

  const visit: VisitReport = {
    status: state.status,
    reason: state.reason,
    rows: rows.length,
    fresh,
    skipped: result?.skipped ?? 0,
    older: result?.older ?? 0,
    truncated,
    queued: result?.queued ?? 0,
    ms: deps.now().getTime() - started.getTime(),
  };
  if (result === null) return visit;
  if (trust === 'rows') {
    await noteChangedRows(deps, source, rows);
    await noteRows(deps.store, source, rows);
  }

  // Saved last: a crash before this line repeats the visit.
  const settled = withGivenUp(withResult(state, result, truncated), givenUp);
  const next = nextVisitAt(settled, deps.limits, deps.now()).toISOString();
  await deps.store.sources.save(source.id, { ...settled, nextVisitAt: next });
  if (alarm !== null) await deps.raiseAlarm(source, alarm);
  deps.report({ kind: 'visit', source, visit });
  return visit;
}
