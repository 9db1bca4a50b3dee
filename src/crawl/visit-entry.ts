import { redactPersonalData } from '../privacy/redact-title.ts';
import type { Relevance, Verdict } from '../domain/verdict.ts';
import type { EntryReason } from '../domain/fetch.ts';
import type { NoPage, PageIssue } from '../domain/page.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { PageOptions } from '../reading/read-page.ts';
import type { CrawlDeps, EntryReport } from './crawl-deps.ts';
import { runExclusive } from '../revise/run-exclusive.ts';
import { cutFailure, withDocuments } from '../revise/read-article.ts';
import { readThroughRefresh } from '../revise/read-through-refresh.ts';
import { titleCandidate } from './title-card.ts';
import {
  catchEntryFailure,
  hintsFor,
  isLastTry,
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

/** Words of a text that was near the line. */
const MAX_NEAR = 3;
const MAX_NEAR_LENGTH = 20;

/** What spoke for a document that was judged irrelevant, in few words. */
function nearWords({ reasons }: Verdict): readonly string[] {
  const spoke = reasons.filter(({ label, weight }) => RELEVANT.has(label) && weight > 0);
  const words = spoke.map(({ text }) => redactPersonalData(text.slice(0, MAX_NEAR_LENGTH)));
  return [...new Set(words)].slice(0, MAX_NEAR);
}

const RELEVANT: ReadonlySet<string> = new Set<Relevance>(['core', 'related', 'adjacent']);

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

/**
 * Reads one entry: a relevant document, or the report of what became of the entry; of a page that fails for long, what its
 * title says. Queues nothing.
 */
export async function readEntry(
  deps: CrawlDeps,
  visit: EntryVisit,
): Promise<Candidate | EntryReport> {
  const read = await catchEntryFailure(deps, visit, () => processEntry(deps, visit));
  return 'outcome' in read ? ((await titleCandidate(deps, visit, read)) ?? read) : read;
}

async function processEntry(deps: CrawlDeps, visit: EntryVisit): Promise<Candidate | EntryReport> {
  const { entry, source } = visit;
  const options: PageOptions = {
    address: entry.url,
    hints: hintsFor(entry, source, shanghaiDay(deps.now())),
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
  const takesCut = isLastTry(deps, visit, 'cut');
  if (answer.raw.isCut === true && !takesCut) {
    return recordFailure(deps, visit, cutFailure(answer.status));
  }
  const reading = await withDocuments({ ...deps, takesCut }, answer.reading, options);
  const { article, verdict, identity, summary, kept, documentFailure } = reading;
  if (documentFailure !== null) return recordFailure(deps, visit, documentFailure);
  const { kind, relevance, evidence } = verdict;
  // A cover page whose file we cannot read (ofd, wps) still says by its title what it is, and links the file.
  const isCover = article.issues.includes('attachment-only') && kept !== null;
  const fails = (reason: EntryReason, detail: string): Promise<EntryReport> =>
    recordFailure(deps, visit, {
      kind: 'failure',
      reason,
      detail,
      status: answer.status,
      retryAfterMs: null,
    });
  if (article.body === '' && !isCover) {
    return fails(reasonOf(article.issues), article.issues.join(', '));
  }
  // An injected page is tried again, like one that cannot be read: its site may be cleaned meanwhile.
  if (article.issues.includes('injected')) {
    return fails('injected', 'Advertising was set into the page.');
  }
  // A letter that answers at this address again and again is taken for the row's, however the list names it.
  const isAccepted = kept !== null && isLastTry(deps, visit, 'other-page');
  if (reading.answer === 'stub' || (reading.answer === 'other-page' && !isAccepted)) {
    return fails(reading.answer, 'The page is not the one that the list leads to.');
  }
  // What it is about may stand in the part that did not come.
  const isOpen = kept === null && kind === 'reply' && reading.isUnfinished && !takesCut;
  if (isOpen) return recordFailure(deps, visit, cutFailure(answer.status));
  const title = redactPersonalData(article.title, article.addresseeNames);
  const judged = { id: identity.id, title, kind, relevance, evidence };
  if (kept === null) {
    const near = nearWords(verdict);
    await rememberEntry(deps, visit, {
      outcome: 'irrelevant',
      reason: kind,
      articleId: visit.known?.articleId ?? null,
      ...(near.length > 0 ? { near } : {}),
    });
    const report = { entry, article: { ...judged, duplicateOf: null } };
    return {
      ...report,
      ...(near.length > 0 ? { isNear: true } : {}),
      outcome: 'irrelevant',
      reason: kind,
    };
  }
  return { visit, ...kept, identity, summary };
}
