import { createHash } from 'node:crypto';

import { buildCard } from '../card/build-card.ts';
import { clusterArticles } from '../dedupe/cluster-articles.ts';
import { findDuplicate } from '../dedupe/find-duplicate.ts';
import type { Card } from '../domain/card.ts';
import { StoreError } from '../domain/errors.ts';
import type { Source } from '../domain/source.ts';
import type { ArticleRecord } from '../store/articles.ts';
import { type Around, NOTHING_AROUND, type Write } from '../store/together.ts';
import { addCopy } from './add-copy.ts';
import { keysOf, type Candidate } from './candidate.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { forgottenAddress, forgottenEntry, isForgotten } from '../rows/forgotten.ts';
import { isOnlyLetter, linkLetters, relatedLetters } from '../revise/link-letters.ts';
import { firstLook } from '../revise/next-look.ts';
import { runExclusive } from '../revise/run-exclusive.ts';
import { completeTitle, isTitleOf } from './title-card.ts';
import {
  catchEntryFailure,
  rememberEntry,
  rememberingEntry,
  type EntryVisit,
} from './remember-entry.ts';

/** The candidates of one visit, read before any of them is queued. */
export interface CandidateBatch {
  readonly source: Source;
  readonly candidates: readonly Candidate[];
  /** The visit before left rows of a digest: what is read now continues it. */
  readonly continuesDigest: boolean;
  /** Called when it becomes a digest, before anything is queued. */
  readonly onDigest: () => Promise<void>;
}

/** The known document that a candidate re-publishes, or null. */
async function knownRecord(deps: CrawlDeps, candidate: Candidate): Promise<ArticleRecord | null> {
  const { store } = deps;
  const id = await findDuplicate(
    {
      lookup: (keys) => store.identities.lookup(keys),
      loadArticle: async (known) => (await store.articles.get(known))?.article ?? null,
    },
    candidate.article,
    { ...candidate.identity, bands: () => candidate.identity.bands },
  );
  return id === null ? null : store.articles.get(id);
}

/** Whether the record is of this very page: the process may have died before its keys were stored. */
function isUnfinished(record: ArticleRecord, { article, visit }: Candidate): boolean {
  return record.sourceId === visit.source.id && record.article.url === article.url;
}

/** An id that no other document has: two different letters may share the strongest key. */
async function freeId(
  deps: CrawlDeps,
  candidate: Candidate,
  taken: ReadonlySet<string> = new Set(),
): Promise<string> {
  const { identity, visit } = candidate;
  for (const id of [identity.id, ...identity.keys]) {
    if (taken.has(id)) continue;
    const other = await deps.store.articles.get(id);
    if (other === null || isUnfinished(other, candidate)) return id;
  }
  const place = createHash('sha256').update(visit.key).digest('hex').slice(0, 8);
  return `${identity.id}-${place}`;
}

function reportOf(
  { visit, article, verdict }: Candidate,
  settled: { readonly id: string; readonly duplicateOf: string | null },
  deliveries?: number,
): EntryReport {
  const { kind, relevance, evidence } = verdict;
  const outcome = settled.duplicateOf === null ? 'queued' : 'duplicate';
  const judged = { ...settled, title: article.title, kind, relevance, evidence };
  const queued = deliveries === undefined ? {} : { deliveries };
  return { entry: visit.entry, outcome, reason: null, ...queued, article: judged };
}

/** A forgotten document at another address: nothing is kept of this one either. */
async function forgetAgain(deps: CrawlDeps, { visit }: Candidate): Promise<EntryReport> {
  const { entry, key } = visit;
  await deps.store.entries.save(forgottenAddress(entry.url), forgottenEntry(deps.now()));
  await deps.store.entries.removeMany([key]);
  return { entry, outcome: 'forgotten', reason: null, article: null };
}

async function queueOrMerge(deps: CrawlDeps, candidate: Candidate): Promise<EntryReport> {
  const { article, verdict, summary, identity, visit } = candidate;
  const known = (await titledRecord(deps, candidate)) ?? (await knownRecord(deps, candidate));
  if (known !== null) {
    const { articleId } = known;
    if (known.isQueued === false) await queueRecord(deps, known, visit);
    // Whether it is that letter the page itself will tell, once it can be read.
    if (candidate.isTitleOnly === true) {
      return noteTitle(deps, candidate, { articleId, deliveries: 0 });
    }
    if (isTitleOf(known, candidate)) return completeKnown(deps, candidate, known);
    const { isQueued: _queued, ...record } = known;
    await addCopy(deps, candidate, record);
    await linkLetters(deps, articleId);
    await rememberEntry(deps, visit, { outcome: 'duplicate', reason: null, articleId });
    return reportOf(candidate, { id: identity.id, duplicateOf: articleId });
  }
  if (await isForgotten(deps.store.entries, candidate)) return forgetAgain(deps, candidate);
  const articleId = await freeId(deps, candidate);
  const { source } = visit;
  const audience = source.guildIds === undefined ? {} : { guildIds: source.guildIds };
  const { matters } = identity;
  const related = await relatedLetters(deps, { articleId, matters, ...audience });
  const card = buildCard({ articleId, article, verdict, summary, related, isAllowed: true });
  const firstSeenAt = deps.now().toISOString();
  const record: ArticleRecord = {
    articleId,
    article,
    verdict,
    summary,
    card,
    publications: [],
    firstSeenAt,
    sourceId: source.id,
    ...audience,
    ...(related.length === 0 ? {} : { related }),
    ...(deps.readWith === undefined ? {} : { readWith: deps.readWith }),
    isQueued: false,
  };
  const { store } = deps;
  const saved = store.articles.saving(record);
  // Its keys first, then the record, and both before it is queued: whatever comes next after a crash, this page again or a copy of
  // it elsewhere, finds one document under one id.
  const before: readonly Write[] = [
    ...(await store.identities.adding(keysOf(candidate), articleId)),
    ...firstLookOf(deps, record),
    { ...saved.record, isProvisional: true },
    saved.line,
  ];
  // Nothing is left to do behind the queueing where no other letter is on its proposals: then it is known with that.
  const isAlone = candidate.isTitleOnly !== true && (await isOnlyLetter(deps, record));
  const end = rememberingEntry(deps, visit, { outcome: 'queued', reason: null, articleId });
  const around: Around = { before, after: isAlone ? [end] : [] };
  const { occasion } = visit;
  const deliveries = await queueRecord(deps, record, { occasion, around });
  await store.articles.noteSaved();
  if (!isAlone) await linkLetters(deps, articleId);
  if (candidate.isTitleOnly === true) return noteTitle(deps, candidate, { articleId, deliveries });
  if (!isAlone) await end.run();
  return reportOf(candidate, { id: articleId, duplicateOf: null }, deliveries);
}

/** Written before the record: a look at what was not recorded then finds nothing, and goes. */
function firstLookOf({ store, limits, now }: CrawlDeps, record: ArticleRecord): readonly Write[] {
  const reread = firstLook(record, { days: limits.rereadDays, now: now() });
  return reread === null ? [] : [store.rereads.saving(reread)];
}

/** The record of the title that was posted while the page could not be read; null where none was. */
async function titledRecord(
  { store }: CrawlDeps,
  candidate: Candidate,
): Promise<ArticleRecord | null> {
  const articleId = candidate.visit.known?.articleId ?? null;
  const record = articleId === null ? null : await store.articles.get(articleId);
  return record !== null && isTitleOf(record, candidate) ? record : null;
}

/** The entry is still to be read; it is noted which document says its title. */
async function noteTitle(
  deps: CrawlDeps,
  candidate: Candidate,
  { articleId, deliveries }: { readonly articleId: string; readonly deliveries: number },
): Promise<EntryReport> {
  const { key } = candidate.visit;
  const known = (await deps.store.entries.getMany([key])).get(key);
  if (known !== undefined) await deps.store.entries.save(key, { ...known, articleId });
  const report = reportOf(candidate, { id: articleId, duplicateOf: null }, deliveries);
  return { ...report, outcome: 'title', reason: known?.reason ?? null };
}

async function completeKnown(
  deps: CrawlDeps,
  candidate: Candidate,
  known: ArticleRecord,
): Promise<EntryReport> {
  const { articleId } = known;
  await deps.store.together(firstLookOf(deps, { ...known, article: candidate.article }));
  const deliveries = await completeTitle(deps, candidate, known);
  await linkLetters(deps, articleId);
  await rememberEntry(deps, candidate.visit, { outcome: 'queued', reason: null, articleId });
  return reportOf(candidate, { id: articleId, duplicateOf: null }, deliveries);
}

/** Queues a document for its channels, and notes that it is; safe to repeat. Returns how many deliveries were new. */
async function queueRecord(
  deps: CrawlDeps,
  { isQueued: _queued, ...record }: ArticleRecord,
  {
    occasion,
    around: { before, after } = NOTHING_AROUND,
  }: Pick<EntryVisit, 'occasion'> & { readonly around?: Around },
): Promise<number> {
  const queued = deps.store.articles.replacing(record);
  const around = { before, after: [queued, ...after] };
  const { guildIds } = record;
  const audience = guildIds === undefined ? {} : { guildIds };
  return deps.queueCard(record.card, occasion, { ...audience, around });
}

/** Queues a document's card, or adds an address to a known document. Call it within `runExclusive`. */
export function recordCandidate(deps: CrawlDeps, candidate: Candidate): Promise<EntryReport> {
  return catchEntryFailure(deps, candidate.visit, () => queueOrMerge(deps, candidate));
}

/** The card of each new document among the candidates, once; after a crash also of those already queued from here. */
async function newCards(
  deps: CrawlDeps,
  candidates: readonly Candidate[],
): Promise<readonly Card[]> {
  const cards = new Map<string, Card>();
  for (const [first] of clusterArticles(candidates.map(({ article }) => article))) {
    const candidate = first === undefined ? undefined : candidates[first];
    if (candidate === undefined) continue;
    const { article, verdict, summary } = candidate;
    const known = await knownRecord(deps, candidate);
    if (known !== null) {
      const isCurrent = known.article.isErased !== true && known.article.url === article.url;
      if (isCurrent) cards.set(known.articleId, known.card);
      continue;
    }
    if (await isForgotten(deps.store.entries, candidate)) continue;
    const articleId = await freeId(deps, candidate, new Set(cards.keys()));
    cards.set(articleId, buildCard({ articleId, article, verdict, summary, isAllowed: true }));
  }
  return [...cards.values()];
}

/** A bug turns a digest into single cards; it must not stop the visit. */
async function newCardsOrNone(
  deps: CrawlDeps,
  candidates: readonly Candidate[],
): Promise<readonly Card[]> {
  const [first] = candidates;
  if (first === undefined) return [];
  try {
    return await newCards(deps, candidates);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    deps.onBug(first.visit.entry, error);
    return [];
  }
}

/**
 * Queues what one visit brought: as cards, or as a digest when it is more than the operator wants as cards.
 * The digest is queued before any of it is marked known, and under the ids that single cards would have:
 * what follows finds them queued, and so does a visit that is repeated after a crash.
 */
export function recordCandidates(
  deps: CrawlDeps,
  batch: CandidateBatch,
): Promise<{ readonly reports: readonly EntryReport[]; readonly isDigest: boolean }> {
  const { source, candidates, continuesDigest, onDigest } = batch;
  return runExclusive(deps.store, async () => {
    const cards = await newCardsOrNone(deps, candidates);
    const isDigest =
      cards.length > deps.limits.digestAbove || (continuesDigest && cards.length > 0);
    let inDigest = {};
    if (isDigest) {
      await onDigest();
      inDigest = { deliveries: await deps.queueDigest(cards, source) };
    }
    const reports: EntryReport[] = [];
    for (const candidate of candidates)
      reports.push({ ...(await recordCandidate(deps, candidate)), ...inDigest });
    return { reports, isDigest };
  });
}
