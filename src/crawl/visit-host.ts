import { StoreError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import { isLookDue } from '../revise/next-look.ts';
import { NO_REREADS, type RereadCounts, rereadOf } from '../revise/reread-due.ts';
import type { Reread } from '../store/rereads.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import type { Visited } from './judge-connectivity.ts';
import { dueOf } from './run-round.ts';
import type { StoreGate } from './store-gate.ts';
import { visitSource } from './visit-source.ts';

/** What is to be done at one host, by whoever has its turn. */
export interface HostWork {
  /** Its sources, due or not. */
  readonly sources: readonly Source[];
  /** Its pages that are to be read again, as they were found a while ago. */
  readonly rereads: readonly Reread[];
  readonly gate: StoreGate;
  readonly isStopping: () => boolean;
  /** A visit ended with a bug; the others go on. */
  readonly onError: (source: Source, error: unknown) => void;
}

export interface HostReport extends RereadCounts {
  readonly visited: readonly Visited[];
}

/** Visits the sources of one host that are due, one after the other, and then looks at its pages. */
export async function visitHost(deps: CrawlDeps, work: HostWork): Promise<HostReport> {
  const { gate, isStopping } = work;
  const states = await deps.store.sources.some(work.sources.map(({ id }) => id));
  const visited: Visited[] = [];
  for (const source of dueOf(deps, work.sources, states)) {
    if (isStopping() || !(await gate.isOpen())) return { visited, ...NO_REREADS };
    try {
      visited.push({ source, visit: await visitSource(deps, source) });
    } catch (error) {
      if (error instanceof StoreError) gate.doubt(error);
      work.onError(source, error);
    }
  }
  const rereads = isStopping() ? NO_REREADS : await lookAgain(deps, work);
  return { visited, ...rereads };
}

/** What others did since the pages were found is not done again. */
async function lookAgain(deps: CrawlDeps, work: HostWork): Promise<RereadCounts> {
  const { store, limits, now } = deps;
  const schedule = { days: limits.rereadDays, now: now() };
  const waiting: Reread[] = [];
  for (const { articleId } of work.rereads.filter((reread) => isLookDue(reread, schedule))) {
    const current = await store.rereads.load(articleId);
    if (current !== null && isLookDue(current, schedule)) waiting.push(current);
  }
  return waiting.length === 0 ? NO_REREADS : rereadOf(deps, waiting, work.isStopping);
}
