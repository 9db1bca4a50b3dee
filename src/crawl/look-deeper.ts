import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { findList, type FoundList } from './find-list.ts';
import { lookUpRows } from './known-rows.ts';
import type { Row } from './row.ts';
import type { RowsContext } from './walk-back.ts';

/** What stands behind the first list page. */
export interface DeepLook {
  /** Put between rows that were known: with a day that is not theirs, or late. */
  readonly news: readonly Row[];
  /** Seen for the first time, or slid in from further behind. */
  readonly old: readonly Row[];
  /** All rows of those pages. */
  readonly rows: readonly Row[];
}

const WEEK_MS = 7 * DAY_MS;
/** So many pages at least, and more where the last of them is not older than this many days before the look before. */
const PAGES = 2;
const REACH_MS = 14 * DAY_MS;
/** A burst of 150 letters at 10 a page, and the two weeks before it. */
const MAX_PAGES = 20;
/** More unknown rows among known ones are a site's doing: rows of a rebuilt list that were not recognized. */
const MAX_NEWS = 3;

/**
 * Looks at the pages behind the first once a week, as a letter may be put there with the day of its signature: two of them, and
 * behind a burst as many as the days reach back. The first look takes everything on them as known. Null where it is not due,
 * or cannot be done now.
 */
export async function lookDeeper(
  deps: CrawlDeps,
  { source, before }: RowsContext,
  {
    list,
    rows,
    waiting,
  }: {
    readonly list: FoundList;
    readonly rows: readonly Row[];
    /** Keys of rows that wait to be read: they are settled elsewhere. */
    readonly waiting: ReadonlySet<string>;
  },
): Promise<DeepLook | null> {
  const lastMs = Date.parse(before?.deepLookAt ?? '');
  if (Math.abs(deps.now().getTime() - lastMs) < WEEK_MS) return null;
  // Without days the order of a list says nothing.
  if (rows.some(({ entry }) => entry.date === null)) return null;
  const reach = shanghaiDay(new Date((lastMs || deps.now().getTime()) - REACH_MS));
  const deep = await readPages(deps, source, { list, reach });
  if (deep === null) return null;
  const listed = new Set(rows.map(({ key }) => key));
  const others = deep.filter(({ key }) => !listed.has(key) && !waiting.has(key));
  const lastKnown = others.findLastIndex(({ known }) => known !== null);
  const isNew = (row: Row, at: number): boolean => row.known === null && at < lastKnown;
  const found = others.filter(isNew);
  // What is dated since the look before was put there since, whatever else the site did.
  const since = Number.isNaN(lastMs) ? null : shanghaiDay(new Date(lastMs));
  const isSince = ({ entry }: Row): boolean => since !== null && (entry.date ?? '') >= since;
  const doubtful = found.filter((row) => !isSince(row));
  const areBelieved = since !== null && doubtful.length <= MAX_NEWS;
  const news = areBelieved ? found : found.filter(isSince);
  const old = others.filter((row) => row.known === null && !news.includes(row));
  return { news, old, rows: others };
}

async function readPages(
  deps: CrawlDeps,
  source: RowsContext['source'],
  { list, reach }: { readonly list: FoundList; readonly reach: string },
): Promise<readonly Row[] | null> {
  const today = shanghaiDay(deps.now());
  const read = new Map<string, Row>();
  let page = list.discovery?.nextPage ?? null;
  let isRecent = true;
  for (let pages = 0; page !== null && pages < (isRecent ? MAX_PAGES : PAGES); pages += 1) {
    const { outcome, discovery } = await findList(deps, {
      source,
      url: page,
      validators: null,
      today,
    });
    if (discovery?.state !== 'list') {
      // The end of the list is one; anything else is tried again on the next visit.
      return outcome.kind === 'failure' && outcome.reason === 'gone' ? [...read.values()] : null;
    }
    for (const row of await lookUpRows(deps.store, source, discovery.entries)) {
      if (!read.has(row.key)) read.set(row.key, row);
    }
    isRecent = discovery.entries.some(({ date }) => date !== null && date >= reach);
    page = discovery.nextPage;
  }
  return [...read.values()];
}
