import type { Source } from '../domain/source.ts';
import type { GivenUpEntry, SourceState, Tally } from '../domain/source-state.ts';
import type { ReaderDeath } from '../domain/errors.ts';
import type { FetchFailure } from '../domain/fetch.ts';
import { assessLetters } from '../health/assess-letters.ts';
import { assessVisit } from '../health/assess-visit.ts';
import { validatorsFor } from '../health/validators-for.ts';
import { describeVisit } from '../health/visit.ts';
import { isHostDown } from '../revise/failure-scope.ts';
import { nextVisitAt } from '../schedule/next-visit.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { CrawlDeps, EntryReport, VisitReport } from './crawl-deps.ts';
import { isCutForGood, withCutVisits } from './cut-lists.ts';
import { findList, type FoundList } from '../rows/find-list.ts';
import { lookUpRows } from '../rows/known-rows.ts';
import { noteChangedRows } from './note-changed-rows.ts';
import { notingRows } from '../rows/recognize-rows.ts';
import { holdRows, processRows } from './process-rows.ts';
import { processBacklog, type RowsResult } from './settle-waiting.ts';

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

/** Validators are kept only when all that is new of that list was seen: what is left to read waits in the backlog. */
function withResult(
  before: SourceState,
  { isWholeSeen, isUnfinished, isSearching, digestGoesOn, waiting, deepLookAt, gap }: RowsResult,
  truncated: number,
): SourceState {
  const {
    digestGoesOn: _digest,
    truncated: _beyond,
    waiting: _unread,
    isUnfinished: _unfinished,
    ...state
  } = before;
  return {
    ...state,
    ...(isWholeSeen && !isSearching ? {} : { validators: null }),
    ...(isUnfinished ? { isUnfinished } : {}),
    ...(digestGoesOn ? { digestGoesOn } : {}),
    ...(truncated > 0 ? { truncated } : {}),
    ...(waiting.unread > 0 ? { waiting } : {}),
    ...(deepLookAt === undefined ? {} : { deepLookAt }),
    ...(gap === undefined ? {} : { gap }),
    ...(isWholeSeen && state.newestDate !== null ? { horizon: state.newestDate } : {}),
  };
}

const MAX_GIVEN_UP = 5;

const READER_DEATHS: ReadonlySet<string | null> = new Set<ReaderDeath>([
  'read-timeout',
  'read-memory',
  'read-crash',
]);
/** What a page gave that was read, relevant or not. */
const READ: ReadonlySet<EntryReport['outcome']> = new Set([
  'queued',
  'duplicate',
  'irrelevant',
  'forgotten',
]);

/** Counts how the entries of a visit ended, and names those that ended their reader. */
function withEnds(
  state: SourceState,
  {
    outcomes,
    result,
    now,
  }: {
    readonly outcomes: readonly EntryReport[];
    readonly result: RowsResult;
    readonly now: Date;
  },
): SourceState {
  const count = (wanted: EntryReport['outcome']): number =>
    outcomes.filter(({ outcome }) => outcome === wanted).length;
  const { skipped, older, isWalkGivenUp } = result;
  const { tally: before = NONE_ENDED } = state;
  const tally: Tally = {
    unreadable: before.unreadable + count('unreadable'),
    gone: before.gone + count('gone'),
    irrelevant: before.irrelevant + count('irrelevant'),
    near: before.near + outcomes.filter(({ isNear }) => isNear === true).length,
    skipped: before.skipped + skipped,
    older: before.older + older,
    walks: before.walks + Number(isWalkGivenUp),
  };
  const deaths = outcomes.flatMap(({ outcome, reason, entry }): readonly GivenUpEntry[] => {
    if (outcome !== 'unreadable' || reason === null || !READER_DEATHS.has(reason)) return [];
    return [{ url: entry.url, reason, at: now.toISOString() }];
  });
  const givenUp = [...deaths, ...(state.givenUp ?? [])].slice(0, MAX_GIVEN_UP);
  return { ...state, tally, ...(givenUp.length > 0 ? { givenUp } : {}) };
}

const NONE_ENDED: Tally = {
  unreadable: 0,
  gone: 0,
  irrelevant: 0,
  near: 0,
  skipped: 0,
  older: 0,
  walks: 0,
};

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
  const takesCut = isCutForGood(before);
  const found = await findList(deps, { source, url: source.url, validators, today, takesCut });
  const list = validators === null ? withoutUnasked(found) : found;
  const entries = list.discovery?.entries ?? [];
  const rows = await lookUpRows(deps.store, source, entries);
  const fresh = rows.filter(({ known }) => known === null).length;
  // A list that did not change is cut where it was.
  const isUnchanged = list.outcome.kind === 'not-modified';
  const truncated = isUnchanged ? (before?.truncated ?? 0) : (list.discovery?.truncated ?? 0);
  const ms = deps.now().getTime() - started.getTime();
  const facts = { sourceId: source.id, ...list, newRows: fresh, ms };
  const assessed = assessVisit(before, describeVisit(facts, today), started);
  const { trust } = assessed;

  const isFirst = await isFirstVisit(deps, source, before);
  const outcomes: EntryReport[] = [];
  const noting: CrawlDeps = {
    ...deps,
    report(event) {
      if (event.kind === 'entry') outcomes.push(event.report);
      deps.report(event);
    },
  };
  const context = { source, before };
  const hasRows = trust === 'rows' && rows.length > 0;
  if (trust === 'hold' && rows.length > 0 && !isFirst) await holdRows(deps, context, rows);
  const result = hasRows
    ? await processRows(noting, context, { list, rows, isFirst })
    : await processBacklog(noting, context, {
        isHostDown: list.outcome.kind === 'failure' && isHostDown(list.outcome.reason),
      });

  const now = deps.now();
  const { state, alarm } =
    result === null
      ? assessed
      : assessLetters(before, assessed, {
          waiting: result.waiting,
          hasRead: outcomes.some(({ outcome }) => READ.has(outcome)),
          now,
        });
  const visit: VisitReport = {
    status: state.status,
    reason: state.reason,
    rows: rows.length,
    fresh,
    skipped: result?.skipped ?? 0,
    older: result?.older ?? 0,
    truncated,
    queued: result?.queued ?? 0,
    waiting: result?.waiting.unread ?? 0,
    ms: now.getTime() - started.getTime(),
  };
  if (result === null) return visit;
  const listed = trust === 'rows' ? (result.listed ?? rows) : [];
  await noteChangedRows(deps, source, listed);

  const ends = withEnds(withResult(state, result, truncated), { outcomes, result, now });
  const settled = withCutVisits(ends, list);
  const next = nextVisitAt(settled, deps.limits, deps.now()).toISOString();
  // The alarm first: what is saved says that it was raised, and one that is raised twice edits its message.
  if (alarm !== null) await deps.raiseAlarm(source, alarm);
  // Saved last: a crash before this line repeats the visit.
  await deps.store.together([
    ...(await notingRows(deps.store, source, listed)),
    ...deps.store.sources.saving(source.id, { ...settled, nextVisitAt: next }),
  ]);
  deps.report({ kind: 'visit', source, visit });
  return visit;
}
