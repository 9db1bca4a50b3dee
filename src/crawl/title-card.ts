import { canonicalUrl } from '../discover/canonical-url.ts';
import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import { ReaderError } from '../domain/errors.ts';
import { isGone } from '../revise/failure-scope.ts';
import { withCard } from '../revise/with-card.ts';
import type { ArticleRecord } from '../store/articles.ts';
import { keysOf, type Candidate } from './candidate.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { hintsFor, type EntryVisit } from './remember-entry.ts';

/** So long a letter may fail before its title is posted alone. */
const TITLE_AFTER_MS = DAY_MS;

/**
 * A letter that cannot be read is told of by what its title says, once it failed for a day: who answers which proposal about what.
 * Null where the title says too little, or was posted already.
 */
export async function titleCandidate(
  deps: CrawlDeps,
  visit: EntryVisit,
  report: EntryReport,
): Promise<Candidate | null> {
  const { entry, known, source, occasion } = visit;
  const isFailing = report.outcome === 'retry' || report.outcome === 'unreadable';
  // A page that is not there is no letter that could be opened.
  if (!isFailing || isGone(report.reason) || occasion !== 'new') return null;
  if (known === null || known.articleId !== null) return null;
  const seenMs = deps.now().getTime() - Date.parse(known.firstSeenAt);
  const isTried = known.attempts + 1 >= deps.limits.attemptsPerEntry;
  if (report.outcome === 'retry' && (seenMs < TITLE_AFTER_MS || !isTried)) return null;
  try {
    const { verdict, kept, identity, summary } = await deps.reader.readPage(
      { url: entry.url, bytes: pageOf(entry.title), contentType: 'text/html; charset=utf-8' },
      {
        // An address of its own, as the page's may have been given up.
        address: `title of ${entry.url}`,
        hints: hintsFor(entry, source, shanghaiDay(deps.now())),
        isTitleOnly: true,
      },
    );
    const isTold = verdict.kind === 'reply' && TOLD.has(verdict.relevance);
    if (kept === null || !isTold) return null;
    return { visit, ...kept, identity, summary, isTitleOnly: true };
  } catch (error) {
    // The page is tried again, and so is its title.
    if (error instanceof ReaderError) return null;
    throw error;
  }
}

const TOLD: ReadonlySet<string> = new Set(['core', 'related']);

function pageOf(title: string): Uint8Array {
  const shown = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const page = `<html><head><title>${shown}</title></head><body><h1>${shown}</h1></body></html>`;
  return new TextEncoder().encode(page);
}

/**
 * Whether a record holds no more than the title of the page that a candidate read: at its address, or, where that is another one at each
 * request or was moved, as the row of its own source was told of.
 */
export function isTitleOf(
  { article, articleId, sourceId }: ArticleRecord,
  { visit, article: found }: Candidate,
): boolean {
  if (!article.issues.includes('unreadable') || article.url === null) return false;
  const isSame = canonicalUrl(article.url) === canonicalUrl(found.url ?? visit.entry.url);
  return isSame || (visit.known?.articleId === articleId && visit.source.id === sourceId);
}

/**
 * The letter of a title that was posted can be read now: whoever subscribed to what it says gets it, and the messages that
 * show the title are edited. Safe to repeat.
 */
export async function completeTitle(
  deps: CrawlDeps,
  candidate: Candidate,
  record: ArticleRecord,
): Promise<number> {
  const { article, verdict, summary, visit } = candidate;
  const url = article.url ?? visit.entry.url;
  const whole = withCard({ ...record, article: { ...article, url }, verdict, summary });
  await deps.store.identities.add(keysOf(candidate), record.articleId);
  const deliveries = await deps.queueCard(whole.card, visit.occasion, record);
  await deps.store.articles.save(whole);
  await deps.queueEdits(whole.card);
  return deliveries;
}
