import { redactPersonalData } from '../privacy/redact-title.ts';
import type { NoPage, PageIssue } from '../domain/page.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { PageOptions } from '../reading/read-page.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { runExclusive } from './run-exclusive.ts';
import { cutFailure } from './find-list.ts';
import { withDocuments } from './read-article.ts';
import { readThroughRefresh } from './read-through-refresh.ts';
import {
  catchEntryFailure,
  isTriedEnough,
  recordFailure,
  rememberEntry,
  type EntryVisit,
} from './remember-entry.ts';
import type { Candidate } from './candidate.ts';
import { recordCandidate } from './record-candidate.ts';

/** Issues that say why a page holds no letter; `unreadable` is only a guess from its words. */
const NO_PAGE: ReadonlySet<string> = new Set<NoPage>([
  'challenge',
  'login',
  'soft-404',
  'server-error',
  'shell',
]);

function reasonOf(issues: readonly PageIssue[]): NoPage {
  const isNoPage = (issue: PageIssue): issue is NoPage => NO_PAGE.has(issue);
  return issues.includes('unreadable') ? 'unreadable' : (issues.find(isNoPage) ?? 'unreadable');
}

/**
 * Takes one new entry from its address to the outbox. Safe to repeat after a crash at any point.
 */
export async function visitEntry(deps: CrawlDeps, visit: EntryVisit): Promise<EntryReport> {
  const read = await readEntry(deps, visit);
  if ('outcome' in read) return read;
  return runExclusive(deps.store, () => recordCandidate(deps, read));
}

/** Reads one entry: a relevant document, or the report of what became of the entry. Queues nothing. */
export function readEntry(deps: CrawlDeps, visit: EntryVisit): Promise<Candidate | EntryReport> {
  return catchEntryFailure(deps, visit, () => processEntry(deps, visit));
}

async function processEntry(deps: CrawlDeps, visit: EntryVisit): Promise<Candidate | EntryReport> {
  const { entry, source } = visit;
  const options: PageOptions = {
    address: entry.url,
    hints: {
      today: shanghaiDay(deps.now()),
      entryTitle: entry.title,
      entryDate: entry.date,
      sourceAgency: source.agency,
      sourceRegionCode: source.regionCode,
    },
  };
  const answer = await readThroughRefresh(deps.fetchPage, {
    url: entry.url,
    options: { referer: source.url },
    read: (raw) => deps.reader.readPage(raw, options),
  });
  if (answer.kind === 'failure') return recordFailure(deps, visit, answer);
  if (answer.kind === 'not-modified') {
    return { entry, outcome: 'waits', reason: 'not-modified', article: null };
  }

  // What is cut at every try is all that there is: the card says that it is not whole.
  const takesCut = isTriedEnough(deps, visit, 'cut');
  if (answer.raw.isCut === true && !takesCut) {
    return recordFailure(deps, visit, cutFailure(answer.status));
  }
  const reading = await withDocuments({ ...deps, takesCut }, answer.reading, options);
  const { article, verdict, identity, summary, kept, documentFailure } = reading;
  if (documentFailure !== null) return recordFailure(deps, visit, documentFailure);
  const { kind, relevance, evidence } = verdict;
  // A cover page whose file we cannot read (ofd, wps) still says by its title what it is, and links the file.
  const isCover = article.issues.includes('attachment-only') && kept !== null;
  if (article.body === '' && !isCover) {
    return recordFailure(deps, visit, {
      kind: 'failure',
      reason: reasonOf(article.issues),
      detail: article.issues.join(', '),
      status: answer.status,
      retryAfterMs: null,
    });
  }
  // An injected page is tried again, like one that cannot be read: its site may be cleaned meanwhile.
  if (article.issues.includes('injected')) {
    return recordFailure(deps, visit, {
      kind: 'failure',
      reason: 'injected',
      detail: 'Advertising was set into the page.',
      status: answer.status,
      retryAfterMs: null,
    });
  }
  const title = redactPersonalData(article.title, article.addresseeNames);
  const judged = { id: identity.id, title, kind, relevance, evidence };
  if (kept === null) {
    await rememberEntry(deps, visit, { outcome: 'irrelevant', reason: kind, articleId: null });
    const report = { entry, article: { ...judged, duplicateOf: null } };
    return { ...report, outcome: 'irrelevant', reason: kind };
  }
  return { visit, ...kept, identity, summary };
}
