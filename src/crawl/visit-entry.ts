import { buildCard } from '../card/build-card.ts';
import { findDuplicate } from '../dedupe/find-duplicate.ts';
import type { Publication, CardOccasion } from '../domain/card.ts';
import { StoreError } from '../domain/errors.ts';
import type { TroubleReason } from '../domain/fetch.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { KnownEntry } from '../store/entries.ts';
import { shanghaiDay } from '../text/shanghai-day.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { readArticle } from './read-article.ts';
import type { Reading, Trouble } from './read-article.ts';

/** One entry on its way through the stages. */
export interface EntryVisit {
  readonly source: Source;
  readonly key: string;
  readonly entry: Entry;
  readonly known: KnownEntry | null;
  readonly occasion: CardOccasion;
}

/** Troubles that say nothing about the page itself: the entry waits and is not counted as a failed try. */
const hostTroubles: ReadonlySet<string> = new Set<TroubleReason>([
  'budget',
  'paused-host',
  'rate-limited',
  'robots',
  'challenge',
  'closed',
]);

async function remember(
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

async function recordTrouble(
  deps: CrawlDeps,
  visit: EntryVisit,
  trouble: Omit<Trouble, 'reason'> & { readonly reason: TroubleReason | 'mistake' },
): Promise<EntryReport> {
  const report = { entry: visit.entry, reason: trouble.reason, article: null };
  if (hostTroubles.has(trouble.reason)) return { ...report, outcome: 'waits' };
  const attempts = (visit.known?.attempts ?? 0) + 1;
  const isLast = attempts >= deps.limits.attemptsPerEntry;
  const givenUp = trouble.reason === 'gone' ? 'gone' : 'unreadable';
  const outcome = isLast ? givenUp : 'retry';
  await remember(deps, visit, { outcome, reason: trouble.reason, articleId: null });
  return { ...report, outcome };
}

/** Adds one more place where a known document stands, and shows it on the card from now on. */
async function addPublication(
  deps: CrawlDeps,
  record: ArticleRecord,
  publication: Publication,
): Promise<void> {
  const isKnown =
    record.article.url === publication.url ||
    record.publications.some(({ url }) => url === publication.url);
  if (isKnown) return;
  const publications = [...record.publications, publication];
  const card = { ...record.card, alsoPublishedBy: publications };
  await deps.store.articles.save({ ...record, publications, card });
}

async function queueArticle(
  deps: CrawlDeps,
  visit: EntryVisit,
  reading: Reading,
): Promise<EntryReport['outcome']> {
  const { article, verdict, summary, identity } = reading;
  const { store } = deps;
  const duplicateOf = await findDuplicate(
    {
      lookup: (keys) => store.identities.lookup(keys),
      loadArticle: async (id) => (await store.articles.get(id))?.article ?? null,
    },
    article,
    identity,
  );
  const known = duplicateOf === null ? null : await store.articles.get(duplicateOf);
  if (known !== null) {
    const url = article.url ?? visit.entry.url;
    await addPublication(deps, known, { agency: article.agency, url });
    await remember(deps, visit, {
      outcome: 'duplicate',
      reason: null,
      articleId: known.articleId,
    });
    return 'duplicate';
  }
  const articleId = identity.id;
  const card = buildCard({ articleId, article, verdict, summary });
  // Queue first, mark known last: a crash in between repeats work, never loses a reply.
  await deps.queueCard(card, visit.occasion);
  await store.articles.save({
    articleId,
    article,
    verdict,
    summary,
    card,
    publications: [],
    firstSeenAt: deps.now().toISOString(),
    sourceId: visit.source.id,
  });
  await store.identities.add([...identity.keys, ...identity.bands], articleId);
  await remember(deps, visit, { outcome: 'queued', reason: null, articleId });
  return 'queued';
}

/**
 * Takes one new entry from its address to the outbox. Safe to repeat after a crash at any point.
 * A mistake of ours on one page must not hold up the others: it is reported and the page is tried again.
 */
export async function visitEntry(deps: CrawlDeps, visit: EntryVisit): Promise<EntryReport> {
  try {
    return await takeEntry(deps, visit);
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

async function takeEntry(deps: CrawlDeps, visit: EntryVisit): Promise<EntryReport> {
  const { entry, source } = visit;
  const answer = await deps.fetchPage(entry.url, { referer: source.url });
  if (answer.kind === 'trouble') return recordTrouble(deps, visit, answer);
  if (answer.kind === 'not-modified') {
    return { entry, outcome: 'waits', reason: 'not-modified', article: null };
  }

  const reading = await readArticle(deps, answer.raw, {
    today: shanghaiDay(deps.now()),
    entryTitle: entry.title,
    entryDate: entry.date,
    sourceAgency: source.agency,
    sourceRegionCode: source.regionCode,
  });
  const { article, verdict, identity, documentTrouble } = reading;
  if (documentTrouble !== null) return recordTrouble(deps, visit, documentTrouble);
  const report = {
    entry,
    article: {
      id: identity.id,
      title: article.title,
      kind: verdict.kind,
      relevance: verdict.relevance,
      evidence: verdict.evidence,
      duplicateOf: null,
    },
  };
  if (article.body === '') {
    const reason = article.problems[0] ?? 'empty';
    return recordTrouble(deps, visit, {
      kind: 'trouble',
      reason: reason === 'challenge' ? 'challenge' : 'gone',
      detail: reason,
      status: answer.status,
      retryAfterMs: null,
    });
  }
  if (verdict.relevance === 'none') {
    await remember(deps, visit, { outcome: 'irrelevant', reason: verdict.kind, articleId: null });
    return { ...report, outcome: 'irrelevant', reason: verdict.kind };
  }
  const outcome = await queueArticle(deps, visit, reading);
  return { ...report, outcome, reason: null };
}
