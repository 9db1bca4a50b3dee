import type { Source } from '../domain/source.ts';
import type { GivenUpEntry, SourceState } from '../domain/source-state.ts';
import type { ReaderFailure } from '../domain/errors.ts';
import { assessVisit } from '../health/assess-visit.ts';
import { validatorsFor } from '../health/validators-for.ts';
import { describeVisit } from '../health/visit.ts';
import { nextVisitAt } from '../schedule/next-visit.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { CrawlDeps, CrawlEvent, VisitReport } from './crawl-deps.ts';
import { findList } from './find-list.ts';
import { lookUpRows } from './known-rows.ts';
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
  { digestGoesOn: _digest, olderPagesWait: _older, ...state }: SourceState,
  { isSettled, digestGoesOn, olderPagesWait }: RowsResult,
): SourceState {
  return {
    ...state,
    ...(isSettled ? {} : { validators: null }),
    ...(digestGoesOn ? { digestGoesOn } : {}),
    ...(olderPagesWait ? { olderPagesWait } : {}),
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

/** One visit to one source: list, health, new rows; the visit itself is recorded last. */
export async function visitSource(deps: CrawlDeps, source: Source): Promise<VisitReport> {
  const started = deps.now();
  const before: SourceState | null = await deps.store.sources.load(source.id);
  const today = shanghaiDay(started);
  const list = await findList(deps, {
    source,
    url: source.url,
    validators: validatorsFor(before, started, deps.limits.fullFetchMs),
    today,
  });
  const entries = list.discovery?.entries ?? [];
  const rows = await lookUpRows(deps.store.entries, entries, source);
  const fresh = rows.filter(({ known }) => known === null).length;
  const ms = deps.now().getTime() - started.getTime();
  const facts = { sourceId: source.id, ...list, newRows: fresh, ms };
  const { state, trust, alarm } = assessVisit(before, describeVisit(facts, today), started);

  const isFirst = await isFirstVisit(deps, source, before);
  const nothing: RowsResult = {
    queued: 0,
    skipped: 0,
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
    queued: result?.queued ?? 0,
    ms: deps.now().getTime() - started.getTime(),
  };
  if (result === null) return visit;

  // Saved last: a crash before this line repeats the visit.
  const settled = withGivenUp(withResult(state, result), givenUp);
  const next = nextVisitAt(settled, deps.limits, deps.now()).toISOString();
  await deps.store.sources.save(source.id, { ...settled, nextVisitAt: next });
  if (alarm !== null) await deps.raiseAlarm(source, alarm);
  deps.report({ kind: 'visit', source, visit });
  return visit;
}
