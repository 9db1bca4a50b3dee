import { createHash } from 'node:crypto';

import { buildCard } from '../card/build-card.ts';
import { clusterArticles } from '../dedupe/cluster-articles.ts';
import { findDuplicate } from '../dedupe/find-duplicate.ts';
import type { Card } from '../domain/card.ts';
import { StoreError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { inTurn } from './in-turn.ts';
import { mergePublication } from './merge-publication.ts';
import type { Reading } from './read-article.ts';
import { catchEntryFailure, rememberEntry, type EntryVisit } from './remember-entry.ts';

/** A document that concerns us, read and not yet queued. */
export interface Find extends Pick<Reading, 'article' | 'verdict' | 'identity' | 'summary'> {
  readonly visit: EntryVisit;
}

/** The finds of one visit, read before any of them is queued. */
export interface FoundBatch {
  readonly source: Source;
  readonly finds: readonly Find[];
  /** The visit before was cut short in a digest: what it left is one too. */
  readonly goesOn: boolean;
  /** Called once it is decided, before anything is queued. */
  readonly onDigest: () => Promise<void>;
}

/** The known document that a find re-publishes, or null. */
async function knownRecord(deps: CrawlDeps, find: Find): Promise<ArticleRecord | null> {
  const { store } = deps;
  const id = await findDuplicate(
    {
      lookup: (keys) => store.identities.lookup(keys),
      loadArticle: async (known) => (await store.articles.get(known))?.article ?? null,
    },
    find.article,
    find.identity,
  );
  return id === null ? null : store.articles.get(id);
}

/** The record of this very page: a process may have died before it could be found by its keys. */
function isUnfinished(record: ArticleRecord, { article, visit }: Find): boolean {
  return record.sourceId === visit.source.id && record.article.url === article.url;
}

/** An id that no other document has: two letters may share the strongest key and yet be two. */
async function freeId(
  deps: CrawlDeps,
  find: Find,
  taken: ReadonlySet<string> = new Set(),
): Promise<string> {
  const { identity, visit } = find;
  for (const id of [identity.id, ...identity.keys]) {
    if (taken.has(id)) continue;
    const other = await deps.store.articles.get(id);
    if (other === null || isUnfinished(other, find)) return id;
  }
  const place = createHash('sha256').update(visit.key).digest('hex').slice(0, 8);
  return `${identity.id}-${place}`;
}

function reportOf(
  { visit, article, verdict }: Find,
  settled: { readonly id: string; readonly duplicateOf: string | null },
  deliveries?: number,
): EntryReport {
  const { kind, relevance, evidence } = verdict;
  const outcome = settled.duplicateOf === null ? 'queued' : 'duplicate';
  const judged = { ...settled, title: article.title, kind, relevance, evidence };
  const queued = deliveries === undefined ? {} : { deliveries };
  return { entry: visit.entry, outcome, reason: null, ...queued, article: judged };
}

/** Notes one more place where a known document stands; messages that show it are brought up to date. */
async function addPublication(deps: CrawlDeps, find: Find, record: ArticleRecord): Promise<void> {
  const { article, verdict, summary, identity, visit } = find;
  const url = article.url ?? visit.entry.url;
  const publisher = visit.source.agency;
  const merged = mergePublication(record, { article, verdict, summary, url, publisher });
  const current = merged ?? record;
  if (merged !== null) await deps.store.articles.save(merged);
  // The record speaks with another text now and must be found by it.
  if (merged !== null && merged.article !== record.article) {
    const keys = [...identity.keys, ...identity.bands()];
    await deps.store.identities.add(keys, record.articleId);
  }
  // Also when nothing is new: a crash may have come between the record and this line.
  if (current.card.revision > 1) await deps.queueEdits(current.card);
}

async function settle(deps: CrawlDeps, find: Find): Promise<EntryReport> {
  const { article, verdict, summary, identity, visit } = find;
  const known = await knownRecord(deps, find);
  if (known !== null) {
    const { articleId } = known;
    await addPublication(deps, find, known);
    await rememberEntry(deps, visit, { outcome: 'duplicate', reason: null, articleId });
    return reportOf(find, { id: identity.id, duplicateOf: articleId });
  }
  const articleId = await freeId(deps, find);
  const card = buildCard({ articleId, article, verdict, summary });
  // Queue first, mark known last: a crash in between repeats work, never loses a reply.
  const deliveries = await deps.queueCard(card, visit.occasion);
  await deps.store.articles.save({
    articleId,
    article,
    verdict,
    summary,
    card,
    publications: [],
    firstSeenAt: deps.now().toISOString(),
    sourceId: visit.source.id,
  });
  await deps.store.identities.add([...identity.keys, ...identity.bands()], articleId);
  await rememberEntry(deps, visit, { outcome: 'queued', reason: null, articleId });
  return reportOf(find, { id: articleId, duplicateOf: null }, deliveries);
}

/** Queues a document's card, or notes where else a known one stands. Runs in the store's turn. */
export function settleFind(deps: CrawlDeps, find: Find): Promise<EntryReport> {
  return catchEntryFailure(deps, find.visit, () => settle(deps, find));
}

/** Each document among the finds that is news, once; after a crash also those already queued from here. */
async function cardsOfNews(deps: CrawlDeps, finds: readonly Find[]): Promise<readonly Card[]> {
  const cards = new Map<string, Card>();
  for (const [first] of clusterArticles(finds.map(({ article }) => article))) {
    const find = first === undefined ? undefined : finds[first];
    if (find === undefined) continue;
    const { article, verdict, summary } = find;
    const known = await knownRecord(deps, find);
    if (known !== null) {
      if (known.article.url === article.url) cards.set(known.articleId, known.card);
      continue;
    }
    const articleId = await freeId(deps, find, new Set(cards.keys()));
    cards.set(articleId, buildCard({ articleId, article, verdict, summary }));
  }
  return [...cards.values()];
}

/** A bug turns a digest into single cards; it must not stop the visit. */
async function cardsOrNone(deps: CrawlDeps, finds: readonly Find[]): Promise<readonly Card[]> {
  const [first] = finds;
  if (first === undefined) return [];
  try {
    return await cardsOfNews(deps, finds);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    deps.onBug(first.visit.entry, error);
    return [];
  }
}

/**
 * Queues what one visit brought: as cards, or as a digest when it is more than the operator wants as cards.
 * The digest is queued before any of it is marked known, and under the ids that single cards would have:
 * what comes after finds them queued, and so does a visit that is repeated after a crash.
 */
export function settleFinds(
  deps: CrawlDeps,
  batch: FoundBatch,
): Promise<{ readonly reports: readonly EntryReport[]; readonly isDigest: boolean }> {
  const { source, finds, goesOn, onDigest } = batch;
  return inTurn(deps.store, async () => {
    const cards = await cardsOrNone(deps, finds);
    const isDigest = cards.length > deps.limits.digestAbove || (goesOn && cards.length > 0);
    let inDigest = {};
    if (isDigest) {
      await onDigest();
      inDigest = { deliveries: await deps.queueDigest(cards, source) };
    }
    const reports: EntryReport[] = [];
    for (const find of finds) reports.push({ ...(await settleFind(deps, find)), ...inDigest });
    return { reports, isDigest };
  });
}
