import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import type { Source } from '../domain/source.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { findList } from '../rows/find-list.ts';
import { lookUpRows } from '../rows/known-rows.ts';
import type { Row } from '../rows/row.ts';

/** A letter may be put on its column with the day of its signature: so much older it is looked for. */
const REACH_MS = 14 * DAY_MS;
/** Of a rebuilt list most rows are unknown where they were not recognized; of a batch of 150 some may be back-dated. */
const FEW_BETWEEN = 3;
const FEW_SHARE = 1 / 10;

/** Whether unknown rows among known ones, of days that were seen before, are letters that came late, and no site's doing. */
export function areFew(doubtful: readonly Row[], among: readonly Row[]): boolean {
  return doubtful.length <= Math.max(FEW_BETWEEN, among.length * FEW_SHARE);
}

/** The first day on which a letter that appeared since `ms` may be dated. */
export function reachBefore(ms: number): string {
  return shanghaiDay(new Date(ms - REACH_MS));
}

/** Whether a row is dated before a day. */
export function isOlder({ entry }: Row, day: string): boolean {
  return entry.date !== null && entry.date < day;
}

/** Rows of older list pages, each once. */
export interface RowsBehind {
  readonly rows: readonly Row[];
  /** Every page could be had, or the list ended. */
  readonly isWhole: boolean;
}

/** Reads older list pages from one on: `least`, and up to `most` while one has a row of `reach` or newer. */
export async function readPagesBehind(
  deps: CrawlDeps,
  source: Source,
  first: {
    readonly page: string | null;
    readonly least: number;
    readonly most: number;
    readonly reach: string;
  },
): Promise<RowsBehind> {
  const today = shanghaiDay(deps.now());
  const read = new Map<string, Row>();
  let { page } = first;
  let isRecent = true;
  for (let pages = 0; page !== null && pages < (isRecent ? first.most : first.least); pages += 1) {
    const request = { source, url: page, validators: null, today };
    const { outcome, discovery } = await findList(deps, request);
    if (discovery?.state !== 'list') {
      const isEnd = outcome.kind === 'failure' && outcome.reason === 'gone';
      return { rows: [...read.values()], isWhole: isEnd };
    }
    const rows = await lookUpRows(deps.store, source, discovery.entries);
    for (const row of rows) if (!read.has(row.key)) read.set(row.key, row);
    isRecent = !rows.every((row) => isOlder(row, first.reach));
    page = discovery.nextPage;
  }
  return { rows: [...read.values()], isWhole: true };
}
