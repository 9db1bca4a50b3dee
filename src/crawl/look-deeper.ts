import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import type { FoundList } from '../rows/find-list.ts';
import { areFew, reachBefore, readPagesBehind } from './pages-behind.ts';
import type { Row } from '../rows/row.ts';
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
/** So many pages, and more behind a burst: of 150 letters at 10 a page, and the two weeks before it. */
const LEAST_PAGES = 2;
const MOST_PAGES = 20;

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
  const deep = await readPagesBehind(deps, source, {
    page: list.discovery?.nextPage ?? null,
    least: LEAST_PAGES,
    most: MOST_PAGES,
    reach: reachBefore(Number.isNaN(lastMs) ? deps.now().getTime() : lastMs),
  });
  // What could not be had is tried again on the next visit.
  if (!deep.isWhole) return null;
  const listed = new Set(rows.map(({ key }) => key));
  const others = deep.rows.filter(({ key }) => !listed.has(key) && !waiting.has(key));
  const lastKnown = others.findLastIndex(({ known }) => known !== null);
  const isNew = (row: Row, at: number): boolean => row.known === null && at < lastKnown;
  const found = others.filter(isNew);
  // What is dated since the look before was put there since, whatever else the site did.
  const since = Number.isNaN(lastMs) ? null : shanghaiDay(new Date(lastMs));
  const isSince = ({ entry }: Row): boolean => since !== null && (entry.date ?? '') >= since;
  const doubtful = found.filter((row) => !isSince(row));
  const areBelieved = since !== null && areFew(doubtful, others);
  const news = areBelieved ? found : found.filter(isSince);
  const old = others.filter((row) => row.known === null && !news.includes(row));
  return { news, old, rows: others };
}
