import { StoreError } from '../domain/errors.ts';
import type { Reread } from '../store/rereads.ts';
import type { RereadReport, ReviseDeps } from './revise-deps.ts';
import { runExclusive } from './run-exclusive.ts';
import { lookAround } from './look-around.ts';
import { isForgettable, isLookDue, retryAt } from './next-look.ts';
import { settleLook } from './settle-look.ts';

/** What the looks of one round found. */
export interface RereadCounts {
  readonly reread: number;
  readonly corrected: number;
  readonly withdrawn: number;
  readonly restored: number;
}

export const NO_REREADS: RereadCounts = { reread: 0, corrected: 0, withdrawn: 0, restored: 0 };

// New letters come first: a round is over soon after its visits, and what is left is due in the next one.
const PER_HOST = 2;
const PER_ROUND = 40;
const MAX_MS = 60_000;
const MAX_BUGS = 3;

/** Looks at the pages of posted documents whose time has come, a few of each host. */
export async function rereadDue(
  deps: ReviseDeps,
  isStopping: () => boolean = () => false,
): Promise<RereadCounts> {
  if (deps.limits.rereadDays.length === 0) return NO_REREADS;
  return rereadOf(deps, await deps.store.rereads.all(), isStopping);
}

/** The same of these alone, as they were found a while ago. */
export async function rereadOf(
  deps: ReviseDeps,
  waiting: readonly Reread[],
  isStopping: () => boolean = () => false,
): Promise<RereadCounts> {
  const { store, limits, now } = deps;
  const started = now();
  const schedule = { days: limits.rereadDays, now: started };
  for (const reread of waiting) {
    if (isForgettable(reread, started)) await store.rereads.remove(reread.articleId);
  }
  const due = waiting.filter((reread) => isLookDue(reread, schedule));
  const queues = [...Map.groupBy(due, ({ host }) => host).values()].map((of) =>
    of.slice(0, PER_HOST),
  );
  const outcomes: RereadReport['outcome'][] = [];
  const isOver = (): boolean =>
    isStopping() ||
    outcomes.length >= PER_ROUND ||
    Math.abs(now().getTime() - started.getTime()) > MAX_MS;
  async function work(): Promise<void> {
    for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) {
      for (const reread of queue) {
        if (isOver()) return;
        const outcome = await catchBug(deps, reread, () => rereadOne(deps, reread, waiting));
        if (outcome === 'waits') break;
        if (outcome !== null) outcomes.push(outcome);
      }
    }
  }
  await Promise.all(Array.from({ length: limits.parallelVisits }, work));
  const counts = countsOf(outcomes);
  if (counts.reread > 0) await runExclusive(store, () => addToTally(deps, counts));
  return counts;
}

function countsOf(outcomes: readonly RereadReport['outcome'][]): RereadCounts {
  const count = (...wanted: readonly RereadReport['outcome'][]): number =>
    outcomes.filter((outcome) => wanted.includes(outcome)).length;
  return {
    reread: outcomes.length,
    corrected: count('corrected'),
    withdrawn: count('withdrawn'),
    restored: count('restored'),
  };
}

/** A bug that shows on one document must not stop the others; it is looked at again another day, and then no more. */
async function catchBug<T>(
  { store, now, onBug }: ReviseDeps,
  reread: Reread,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) throw error;
    const { articleId, attempts } = reread;
    onBug({ url: articleId, title: '', date: null }, error);
    if (attempts >= MAX_BUGS) await store.rereads.remove(articleId);
    else await store.rereads.save({ ...reread, attempts: attempts + 1, dueAt: retryAt(now()) });
    return null;
  }
}

/** One document: looks at its page, and around it where the page is gone, and settles what was seen. */
async function rereadOne(
  deps: ReviseDeps,
  reread: Reread,
  waiting: readonly Reread[],
): Promise<RereadReport['outcome'] | null> {
  const { store, report } = deps;
  const { articleId } = reread;
  const record = await store.articles.get(articleId);
  const url = record?.article.url ?? null;
  if (record === null || url === null) {
    await store.rereads.remove(articleId);
    return null;
  }
  const seen = { ...(await lookAround(deps, record, { reread, url, waiting })), url };
  if (seen.look.kind === 'waits' && seen.look.reason === 'closed') return 'waits';
  const settled = await settleLook(deps, articleId, seen);
  if (settled !== null) report({ kind: 'reread', report: { articleId, url, ...settled } });
  return settled?.outcome ?? null;
}

/** What looking again has brought since the bot does it. */
export interface RereadTally extends RereadCounts {
  readonly since: string;
}

const TALLY_KEY = 'rereads';

/** The sums of all rounds; null before the first look. */
export async function loadTally({
  store,
}: {
  readonly store: Pick<ReviseDeps['store'], 'settings'>;
}): Promise<RereadTally | null> {
  const tally = await store.settings.load(TALLY_KEY);
  return isTally(tally) ? tally : null;
}

async function addToTally(deps: ReviseDeps, counts: RereadCounts): Promise<void> {
  const before = await loadTally(deps);
  const { since, ...sums } = before ?? { since: deps.now().toISOString(), ...NO_REREADS };
  await deps.store.settings.save(TALLY_KEY, {
    since,
    reread: sums.reread + counts.reread,
    corrected: sums.corrected + counts.corrected,
    withdrawn: sums.withdrawn + counts.withdrawn,
    restored: sums.restored + counts.restored,
  });
}

function isTally(value: unknown): value is RereadTally {
  return typeof value === 'object' && value !== null && 'reread' in value && 'since' in value;
}
