import type { Backlog, Waiting } from '../domain/backlog.ts';
import { loadBacklog, lookUpWaiting, NOTHING_WAITS, saveBacklog } from './backlog.ts';
import type { Gap } from '../domain/source-state.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { readWaiting } from './read-waiting.ts';
import type { Row } from '../rows/row.ts';
import type { RowsContext } from './walk-back.ts';

/** The result of reading a source's rows. */
export interface RowsResult {
  readonly queued: number;
  readonly skipped: number;
  /** Unknown rows that are older than what was known before: marked known without a card. */
  readonly older: number;
  /** All that is new on the lists was seen, if not read. */
  readonly isWholeSeen: boolean;
  /** Pages or rows were left that this visit did not try. */
  readonly isUnfinished: boolean;
  /** A digest was queued, and rows of the same list wait for the next visit. */
  readonly digestGoesOn: boolean;
  /** What is left to read. */
  readonly waiting: Waiting;
  /** Older list pages were given up before rows were met that were known. */
  readonly isWalkGivenUp: boolean;
  /** The rows of every list page that was read; absent where only the first was. */
  readonly listed?: readonly Row[];
  /** Older pages are searched for letters that were posted: the next visit needs the whole list. */
  readonly isSearching: boolean;
  /** Letters may have passed unseen, now or before. */
  readonly gap?: Gap;
  /** The pages behind the first were looked at; absent where they were not. */
  readonly deepLookAt?: string;
}

/** Goes on with what the visits before left to read, where the list itself brought nothing to go by. */
export async function processBacklog(
  deps: CrawlDeps,
  context: RowsContext,
  { isHostDown }: { readonly isHostDown: boolean },
): Promise<RowsResult> {
  const { source, before } = context;
  const backlog = await loadBacklog(deps.store, source);
  const { rows, walk, search } = backlog;
  if (!isHostDown && rows.length > 0) {
    return settleWaiting(deps, context, { ...backlog, older: 0, isWalkGivenUp: false });
  }
  return {
    queued: 0,
    skipped: 0,
    older: 0,
    isWholeSeen: walk === null,
    isUnfinished: false,
    digestGoesOn: before?.digestGoesOn === true,
    waiting: before?.waiting ?? NOTHING_WAITS,
    isWalkGivenUp: false,
    isSearching: search !== undefined,
  };
}

/** Writes down what is to be read before any of it is, reads, and writes down what is left. */
export async function settleWaiting(
  deps: CrawlDeps,
  context: RowsContext,
  { older, isWalkGivenUp, ...backlog }: Backlog & Pick<RowsResult, 'older' | 'isWalkGivenUp'>,
): Promise<RowsResult> {
  const { store } = deps;
  const { source } = context;
  const { rows, walk, search } = backlog;
  await saveBacklog(store, source, backlog);
  const waiting = await lookUpWaiting(
    deps.store,
    source,
    rows.filter(({ isOpen }) => isOpen !== true),
  );
  const result = await readWaiting(deps, context, waiting);
  const left = await saveBacklog(store, source, backlog);
  return {
    ...result,
    skipped: 0,
    older,
    isWholeSeen: walk === null,
    isUnfinished: walk?.failures === 0 || search?.failures === 0 || left.unread > left.failing,
    isSearching: search !== undefined,
    isWalkGivenUp,
    waiting: left,
  };
}
