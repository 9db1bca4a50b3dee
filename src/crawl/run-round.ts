import type { Source } from '../domain/source.ts';
import type { SourceStanding } from '../domain/source-state.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { judgeConnectivity, type Connectivity, type Visited } from './judge-connectivity.ts';
import { StoreError } from '../domain/errors.ts';
import type { StoreGate } from './store-gate.ts';
import { NO_REREADS, rereadDue, type RereadCounts } from '../revise/reread-due.ts';
import { isDue } from '../schedule/next-visit.ts';
import { visitSource } from './visit-source.ts';

export interface RoundReport extends RereadCounts {
  readonly visited: number;
  readonly failed: number;
  readonly queued: number;
  /** Sources that could not be read. */
  readonly blocked: number;
  /** Visits that gave no usable rows, by their reasons. */
  readonly reasons: Readonly<Record<string, number>>;
  readonly seconds: number;
  /** Sources that were not visited because nothing could be written. */
  readonly heldBack: number;
  readonly connectivity: Connectivity;
}

/** Which sources a round visits, and what may interrupt it. */
export interface RoundOptions {
  /** `due`: those whose time has come; `all`: every one, once. */
  readonly which: 'due' | 'all';
  readonly isStopping?: () => boolean;
  /** While it is closed nothing is visited; the round ends where it closes. */
  readonly gate?: StoreGate;
  /** A visit ended with a bug; the others go on. */
  readonly onError: (source: Source, error: unknown) => void;
}

/** Of these sources, with what is known of them: those whose next visit lies in the past. A new source is due at once. */
export function dueOf(
  deps: Pick<CrawlDeps, 'now' | 'limits'>,
  sources: readonly Source[],
  states: ReadonlyMap<string, SourceStanding>,
): readonly Source[] {
  const now = deps.now();
  const dueAt = (source: Source): string => states.get(source.id)?.nextVisitAt ?? '';
  return sources
    .filter((source) => isDue(dueAt(source), deps.limits, now))
    .sort((a, b) => dueAt(a).localeCompare(dueAt(b)));
}

/** Sources whose next visit lies in the past, the longest overdue first. */
export async function dueSources(
  deps: Pick<CrawlDeps, 'store' | 'now' | 'limits'>,
  sources: readonly Source[],
): Promise<readonly Source[]> {
  return dueOf(deps, sources, await deps.store.sources.all());
}

/** The sources that a round visits; null where the store does not work. */
async function sourcesFor(
  deps: CrawlDeps,
  sources: readonly Source[],
  { which, gate }: RoundOptions,
): Promise<readonly Source[] | null> {
  if (gate?.wasOpen() === false && !(await gate.isOpen())) return null;
  if (which === 'all') return sources;
  try {
    return await dueSources(deps, sources);
  } catch (error) {
    if (gate === undefined || !(error instanceof StoreError)) throw error;
    gate.shut(error);
    return null;
  }
}

/** Reads pages of posted letters again. What fails of it has failed no visit: the next round does it. */
async function lookAgain(
  deps: CrawlDeps,
  { gate, isStopping }: RoundOptions,
): Promise<RereadCounts> {
  try {
    return await rereadDue(deps, isStopping);
  } catch (error) {
    if (gate === undefined || !(error instanceof StoreError)) throw error;
    gate.doubt(error);
    return NO_REREADS;
  }
}

/** Visits the sources, several at a time: one slow host never delays the others. */
export async function runRound(
  deps: CrawlDeps,
  sources: readonly Source[],
  options: RoundOptions,
): Promise<RoundReport> {
  const { gate } = options;
  const begun = deps.now().getTime();
  const due = await sourcesFor(deps, sources, options);
  const waiting = [...(due ?? [])];
  const visited: Visited[] = [];
  let failed = 0;
  let heldBack = due === null ? sources.length : 0;
  async function work(): Promise<void> {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      if (options.isStopping?.() === true) return;
      if (gate !== undefined && !(await gate.isOpen())) {
        heldBack += 1 + waiting.splice(0).length;
        return;
      }
      try {
        visited.push({ source, visit: await visitSource(deps, source) });
      } catch (error) {
        failed += 1;
        if (error instanceof StoreError) gate?.doubt(error);
        options.onError(source, error);
      }
    }
  }
  await Promise.all(Array.from({ length: deps.limits.parallelVisits }, work));
  const isStopping = options.isStopping?.() === true;
  // Visits that were cut short by a stop say nothing about connectivity.
  const connectivity = isStopping ? 'unknown' : judgeConnectivity(visited, sources);
  // Where no site can be reached, no page is gone either.
  const isSkipped = isStopping || connectivity === 'offline' || heldBack > 0;
  const rereads = isSkipped ? NO_REREADS : await lookAgain(deps, options);
  return {
    visited: visited.length,
    failed,
    queued: visited.reduce((sum, { visit }) => sum + visit.queued, 0),
    blocked: visited.filter(({ visit }) => visit.status === 'blocked').length,
    reasons: countReasons(visited),
    seconds: Math.round((deps.now().getTime() - begun) / 1000),
    heldBack,
    connectivity,
    ...rereads,
  };
}

function countReasons(visited: readonly Visited[]): Readonly<Record<string, number>> {
  const reasons: Record<string, number> = {};
  for (const { visit } of visited) {
    if (visit.reason !== null) reasons[visit.reason] = (reasons[visit.reason] ?? 0) + 1;
  }
  return reasons;
}
