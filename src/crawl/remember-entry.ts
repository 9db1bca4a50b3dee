import type { CardOccasion } from '../domain/card.ts';
import { StoreError } from '../domain/errors.ts';
import type { TroubleReason } from '../domain/fetch.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { KnownEntry } from '../store/entries.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import type { Trouble } from './read-article.ts';

/** One entry on its way through the stages. */
export interface EntryVisit {
  readonly source: Source;
  readonly key: string;
  readonly entry: Entry;
  readonly known: KnownEntry | null;
  readonly occasion: CardOccasion;
}

/** Troubles that say nothing about the page itself: the entry waits and is not counted as a failed try. */
const HOST_TROUBLES: ReadonlySet<string> = new Set<TroubleReason>([
  'budget',
  'paused-host',
  'rate-limited',
  'robots',
  'challenge',
  'closed',
]);

/** Writes down what became of an entry. */
export async function rememberEntry(
  deps: CrawlDeps,
  visit: EntryVisit,
  outcome: Pick<KnownEntry, 'outcome' | 'reason' | 'articleId'>,
): Promise<void> {
  const { entry, known, source, key } = visit;
  await deps.store.entries.save(key, {
    url: entry.url,
    title: entry.title,
    sourceId: source.id,
    firstSeenAt: known?.firstSeenAt ?? deps.now().toISOString(),
    attempts: (known?.attempts ?? 0) + (outcome.outcome === 'retry' ? 1 : 0),
    ...outcome,
  });
}

/** An entry that could not be read waits, is tried again, or is given up. */
export async function recordTrouble(
  deps: CrawlDeps,
  visit: EntryVisit,
  trouble: Omit<Trouble, 'reason'> & { readonly reason: TroubleReason | 'mistake' | 'injected' },
): Promise<EntryReport> {
  const report = { entry: visit.entry, reason: trouble.reason, article: null };
  if (HOST_TROUBLES.has(trouble.reason)) return { ...report, outcome: 'waits' };
  const attempts = (visit.known?.attempts ?? 0) + 1;
  const isLast = attempts >= deps.limits.attemptsPerEntry;
  const isGone = trouble.reason === 'gone' || trouble.reason === 'soft-404';
  const givenUp = isGone ? 'gone' : 'unreadable';
  const outcome = isLast ? givenUp : 'retry';
  await rememberEntry(deps, visit, { outcome, reason: trouble.reason, articleId: null });
  return { ...report, outcome };
}

/** A mistake of ours on one page must not hold up the others: it is reported and the page is tried again. */
export async function orMistake<T>(
  deps: CrawlDeps,
  visit: EntryVisit,
  work: () => Promise<T>,
): Promise<T | EntryReport> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    deps.onMistake(visit.entry, error);
    return recordTrouble(deps, visit, {
      kind: 'trouble',
      reason: 'mistake',
      detail: 'The program failed on this page.',
      status: null,
      retryAfterMs: null,
    });
  }
}
