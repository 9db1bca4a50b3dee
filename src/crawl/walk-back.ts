import type { FailureReason } from '../domain/fetch.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { SourceState } from '../domain/source-state.ts';
import { shanghaiDay } from '../base/clock.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { findList, type FoundList } from './find-list.ts';
import { isCutForGood } from './cut-lists.ts';
import { lookUpRows } from './known-rows.ts';
import type { Row } from './row.ts';

/** What reading the rows of a visit needs to know. */
export interface RowsContext {
  readonly source: Source;
  /** The state that the visit found; null on the very first one. */
  readonly before: SourceState | null;
}

/** The rows of the first list page and of those behind it. */
interface WalkResult {
  readonly entries: readonly Entry[];
  /** An older page was requested. */
  readonly wentBack: boolean;
  /** An older page could not be fetched now. */
  readonly isCutShort: boolean;
}

/** Reasons that may pass; any other reason on an older page counts as the end of the list. */
const PASSING: ReadonlySet<string> = new Set<FailureReason>([
  'challenge',
  'unreadable',
  'timeout',
  'connection',
  'malformed',
  'cut',
  'server-error',
  'rate-limited',
  'budget',
  'paused-host',
  'closed',
]);

/**
 * Walks back over older list pages while every row is new, so that a busy week is not cut off; also where the
 * visit before left something there.
 */
export async function walkBack(
  deps: CrawlDeps,
  { source, before }: RowsContext,
  first: { readonly list: FoundList; readonly rows: readonly Row[] },
): Promise<WalkResult> {
  const entries = first.rows.map(({ entry }) => entry);
  let nextPage = first.list.discovery?.nextPage ?? null;
  let goesOn = before?.olderPagesWait === true || first.rows.every(({ known }) => known === null);
  let page = 1;
  const today = shanghaiDay(deps.now());
  for (; page < deps.limits.pagesPerVisit && goesOn && nextPage !== null; page += 1) {
    const { outcome, discovery } = await findList(deps, {
      source,
      url: nextPage,
      validators: null,
      today,
      takesCut: isCutForGood(before),
    });
    const reason = outcome.kind === 'failure' ? outcome.reason : discovery?.reason;
    if (PASSING.has(reason ?? '')) {
      return { entries, wentBack: true, isCutShort: true };
    }
    if (discovery?.state !== 'list') break;
    const rows = await lookUpRows(deps.store, source, discovery.entries);
    const seen = new Set(entries.map(({ url }) => url));
    const fresh = rows.filter(({ entry }) => !seen.has(entry.url));
    entries.push(...fresh.map(({ entry }) => entry));
    const isAllNew = fresh.length > 0 && fresh.every(({ known }) => known === null);
    goesOn = before?.olderPagesWait === true || isAllNew;
    nextPage = discovery.nextPage;
  }
  return { entries, wentBack: page > 1, isCutShort: false };
}
