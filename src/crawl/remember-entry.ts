import { DAY_MS } from '../base/clock.ts';
import { redactPersonalData } from '../privacy/redact-title.ts';
import type { CardOccasion } from '../domain/card.ts';
import { ReaderError, StoreError } from '../domain/errors.ts';
import type { EntryReason, FetchFailure } from '../domain/fetch.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { PageOptions } from '../reading/read-page.ts';
import { hasToWait, isGone, mayLast } from '../revise/failure-scope.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { Write } from '../store/together.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { readFailure } from '../rows/find-list.ts';

/** One entry on its way through the stages. */
export interface EntryVisit {
  readonly source: Source;
  readonly key: string;
  readonly entry: Entry;
  readonly known: KnownEntry | null;
  readonly occasion: CardOccasion;
}

const OUTAGE_PATIENCE_MS = 21 * DAY_MS;
const PATIENCE_MS = 3 * DAY_MS;

export function rememberEntry(
  deps: CrawlDeps,
  visit: EntryVisit,
  outcome: EntryEnd,
): Promise<void> {
  return rememberingEntry(deps, visit, outcome).run();
}

/** How an entry ended. */
type EntryEnd = Pick<KnownEntry, 'outcome' | 'reason' | 'articleId' | 'near'>;

/** The same, made ready for `together`. */
export function rememberingEntry(deps: CrawlDeps, visit: EntryVisit, outcome: EntryEnd): Write {
  const { entry, known, source, key } = visit;
  return deps.store.entries.saving(key, {
    url: entry.url,
    title: redactPersonalData(entry.title),
    sourceId: source.id,
    firstSeenAt: known?.firstSeenAt ?? deps.now().toISOString(),
    attempts: (known?.attempts ?? 0) + (outcome.outcome === 'retry' ? 1 : 0),
    ...(outcome.outcome === 'retry' ? { triedAt: deps.now().toISOString() } : {}),
    ...outcome,
  });
}

/** The hints that a row and its source give for reading the page. */
export function hintsFor(entry: Entry, source: Source, today: string): PageOptions['hints'] {
  return {
    today,
    entryTitle: entry.title,
    entryDate: entry.date,
    sourceAgency: source.agency,
    sourceRegionCode: source.regionCode,
  };
}

/** Records an entry that could not be read: it waits, is tried again, or is given up. */
export async function recordFailure(
  deps: CrawlDeps,
  visit: EntryVisit,
  failure: Omit<FetchFailure, 'reason'> & {
    readonly reason: EntryReason;
    /** It is not tried again, however few attempts there were. */
    readonly isGivenUp?: boolean;
  },
): Promise<EntryReport> {
  const report = { entry: visit.entry, reason: failure.reason, article: null };
  // A row of the first visit stays known as such: read later, it would be posted as new.
  if (visit.occasion === 'sample') return { ...report, outcome: 'waits' };
  // It says nothing about the page itself, and is no try.
  if (hasToWait(failure.reason)) return { ...report, outcome: 'waits' };
  const isLast = failure.isGivenUp === true || isLastTry(deps, visit, failure.reason);
  const givenUp = isGone(failure.reason) ? 'gone' : 'unreadable';
  const outcome = isLast ? givenUp : 'retry';
  const articleId = visit.known?.articleId ?? null;
  await rememberEntry(deps, visit, { outcome, reason: failure.reason, articleId });
  return { ...report, outcome };
}

/** Whether an entry that fails for this reason has been tried long enough, and often enough. */
export function isLastTry(
  { now, limits }: CrawlDeps,
  { known }: EntryVisit,
  reason: EntryReason,
): boolean {
  const attempts = (known?.attempts ?? 0) + 1;
  const seenMs = known === null ? 0 : now().getTime() - Date.parse(known.firstSeenAt);
  const patienceMs = mayLast(reason) ? OUTAGE_PATIENCE_MS : PATIENCE_MS;
  return attempts >= limits.attemptsPerEntry && seenMs >= patienceMs;
}

/**
 * A page that its reader did not survive is recorded as one that cannot be read. A bug that shows on one page must
 * not stop the others: it is reported and the page is tried again.
 */
export async function catchEntryFailure<T>(
  deps: CrawlDeps,
  visit: EntryVisit,
  work: () => Promise<T>,
): Promise<T | EntryReport> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    if (error instanceof ReaderError) {
      return recordFailure(deps, visit, { ...readFailure(error), isGivenUp: error.isGivenUp });
    }
    deps.onBug(visit.entry, error);
    return recordFailure(deps, visit, {
      kind: 'failure',
      reason: 'bug',
      detail: 'The program failed on this page.',
      status: null,
      retryAfterMs: null,
    });
  }
}
