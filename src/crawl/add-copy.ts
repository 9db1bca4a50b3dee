import { buildCard } from '../card/build-card.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import { reachesAllOf } from '../domain/audience.ts';
import type { Card } from '../domain/card.ts';
import { reachOf } from '../region/reach.ts';
import type { ArticleRecord } from '../store/articles.ts';
import { keysOf, type Candidate } from './candidate.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { worseIn } from '../revise/look-again.ts';
import { hostOfPage } from '../revise/next-look.ts';
import { mergePublication } from '../revise/merge-publication.ts';
import { settleExclusively } from '../revise/settle-look.ts';

/**
 * A known document was found once more; it is no longer changed once its text is erased. Who brings it decides what that may change: a source that only some servers
 * have changes nothing that others see, and what a source for all brings takes the place of such a one's.
 */
export async function addCopy(
  deps: CrawlDeps,
  candidate: Candidate,
  record: ArticleRecord,
): Promise<void> {
  const { source } = candidate.visit;
  if (source.guildIds === undefined && record.guildIds !== undefined) {
    await takeOver(deps, candidate, record);
  } else if (reachesAllOf(source, record)) {
    if (isOwnPage(candidate, record)) await readOwnPage(deps, candidate, record);
    else if (record.article.isErased !== true) await addPublication(deps, candidate, record);
  } else if (record.guildIds !== undefined) {
    // Both are of single servers: each sees its own source's copy.
    await deps.queueCard(cardOf(candidate, record.articleId, 1), candidate.visit.occasion, source);
  }
}

/** Its own page was read again, as its row looks otherwise than before. */
function isOwnPage({ article, visit }: Candidate, record: ArticleRecord): boolean {
  const url = article.url ?? visit.entry.url;
  return record.article.url !== null && canonicalUrl(url) === canonicalUrl(record.article.url);
}

async function readOwnPage(
  deps: CrawlDeps,
  candidate: Candidate,
  record: ArticleRecord,
): Promise<void> {
  if (
    record.article.isErased !== true &&
    worseIn(candidate.article, record.article) !== undefined
  ) {
    return;
  }
  const { article, verdict, summary, identity } = candidate;
  const found = { article, verdict, summary, identity };
  const validators = { etag: null, lastModified: null };
  await settleExclusively(deps, record.articleId, { look: { kind: 'read', found, validators } });
}

/** The first source for all servers that brings it: its copy represents the document, and everybody gets it. */
async function takeOver(
  deps: CrawlDeps,
  candidate: Candidate,
  record: ArticleRecord,
): Promise<void> {
  const { article, verdict, summary, visit } = candidate;
  const { guildIds: _before, corrections: _changes, withdrawal: _gone, ...others } = record;
  const { articleId } = record;
  const card = cardOf(candidate, articleId, record.card.revision + 1);
  // Queue first, as for a new document; the servers that have it already get an edit.
  await deps.queueCard(card, visit.occasion, visit.source);
  await deps.store.articles.save({
    ...others,
    article: { ...article, url: article.url ?? visit.entry.url },
    verdict,
    summary,
    card,
    publications: [],
  });
  await deps.store.identities.add(keysOf(candidate), articleId);
  await deps.queueEdits(card);
}

/** Adds one more address of a known document, and queues the edits of messages that show it. */
async function addPublication(
  deps: CrawlDeps,
  candidate: Candidate,
  record: ArticleRecord,
): Promise<void> {
  const { article, verdict, summary, visit } = candidate;
  const url = article.url ?? visit.entry.url;
  const publisher = visit.source.agency;
  const merged = mergePublication(record, { article, verdict, summary, url, publisher });
  const current = withRow(merged ?? record, { candidate, url, now: deps.now() });
  // The body's own site vouches for it now: it reaches those whom a lower host's copy could not. Queued first, as a crash
  // may come before the saving.
  if (hasOtherReach(record.card, current.card)) {
    await deps.queueCard(current.card, visit.occasion, record);
  }
  if (current !== record) await deps.store.articles.save(current);
  // The record has another text now and must be found by its keys too.
  if (merged !== null && merged.article !== record.article) {
    await deps.store.identities.add(keysOf(candidate), record.articleId);
  }
  // Also when nothing is new: a crash may have come between the saving above and this line.
  if (current.card.revision > 1) await deps.queueEdits(current.card);
}

/** Its own site shows it at another address, too: where its page is gone from the first one, it is looked for there. */
function withRow(
  record: ArticleRecord,
  {
    candidate,
    url,
    now,
  }: { readonly candidate: Candidate; readonly url: string; readonly now: Date },
): ArticleRecord {
  const own = record.article.url ?? '';
  const isOwn =
    candidate.visit.source.id === record.sourceId && hostOfPage(own) === hostOfPage(url);
  if (!isOwn || record.row?.url === url) return record;
  return { ...record, row: { look: record.row?.look ?? '', url, at: now.toISOString() } };
}

function hasOtherReach(before: Card, after: Card): boolean {
  return reachOf(before).join(' ') !== reachOf(after).join(' ');
}

function cardOf({ article, verdict, summary }: Candidate, articleId: string, revision: number) {
  return buildCard({ articleId, article, verdict, summary, revision, isAllowed: true });
}
