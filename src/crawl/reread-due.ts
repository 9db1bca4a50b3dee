import { DAY_MS } from '../base/clock.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type { Publication } from '../domain/card.ts';
import { judgeStanding } from '../region/standing.ts';
import type { Standing } from '../domain/standing.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { Reread } from '../store/rereads.ts';
import type { CrawlDeps, RereadReport } from './crawl-deps.ts';
import { lookAgain, type Look } from './look-again.ts';
import { hostOfPage, isLookDue } from './next-look.ts';
import { settleLook, type Seen } from './settle-look.ts';

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
/** Copies on other government sites that are looked at where the document's own page is gone. */
const MAX_COPIES = 3;
const GOVERNMENT: ReadonlySet<Standing | null> = new Set<Standing>(['own', 'region', 'government']);

/** Looks at the pages of posted documents whose time has come, a few of each host. */
export async function rereadDue(
  deps: CrawlDeps,
  isStopping: () => boolean = () => false,
): Promise<RereadCounts> {
  const { store, limits, now } = deps;
  const started = now();
  if (limits.rereadDays.length === 0) return NO_REREADS;
  const schedule = { days: limits.rereadDays, now: started };
  const due = (await store.rereads.all()).filter((reread) => isLookDue(reread, schedule));
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
        const outcome = await rereadOne(deps, reread);
        if (outcome === 'waits') break;
        if (outcome !== null) outcomes.push(outcome);
      }
    }
  }
  await Promise.all(Array.from({ length: limits.parallelVisits }, work));
  await addToTally(deps, countsOf(outcomes));
  return countsOf(outcomes);
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

/** One document: looks at its page, and around it where the page is gone, and settles what was seen. */
async function rereadOne(deps: CrawlDeps, reread: Reread): Promise<RereadReport['outcome'] | null> {
  const { store, report } = deps;
  const { articleId } = reread;
  const record = await store.articles.get(articleId);
  const url = record?.article.url ?? null;
  if (record === null || url === null) {
    await store.rereads.remove(articleId);
    return null;
  }
  const seen = await lookAround(deps, record, { reread, url });
  if (seen.look.kind === 'waits' && seen.look.reason === 'closed') return 'waits';
  const settled = await settleLook(deps, articleId, seen);
  if (settled !== null) report({ kind: 'reread', report: { articleId, url, ...settled } });
  return settled?.outcome ?? null;
}

async function lookAround(
  deps: CrawlDeps,
  record: ArticleRecord,
  { reread, url }: { readonly reread: Reread; readonly url: string },
): Promise<Seen> {
  const { validators } = reread;
  // A file behind a cover page may change while the cover does not.
  const isCover = record.article.attachments.length > 0;
  const look = await lookAgain(deps, record, { url, validators: isCover ? null : validators });
  if (look.kind !== 'gone' && look.kind !== 'withdrawn') return { look };
  const row = record.row?.url;
  if (look.kind === 'gone' && row !== undefined && mayHaveMoved(record, url, row)) {
    const there = await lookAgain(deps, record, { url: row, validators: null });
    if (there.kind === 'read') return { look: there, movedTo: row };
    if (there.kind === 'unsure' || there.kind === 'waits') return { look: there };
  }
  const isFirst =
    look.kind === 'gone' && record.withdrawal === undefined && !isGoneLong(reread, deps.now());
  return isFirst ? { look } : { look, ...(await lookForCopies(deps, record)) };
}

/** Whether a row's address may be the document's own now: another one of its site, or of a government's. */
function mayHaveMoved({ article }: ArticleRecord, from: string, to: string): boolean {
  if (canonicalUrl(from) === canonicalUrl(to)) return false;
  const isOneHost = hostOfPage(canonicalUrl(from)) === hostOfPage(canonicalUrl(to));
  return isOneHost || GOVERNMENT.has(judgeStanding(to, article.agency, article.region));
}

function isGoneLong({ goneSince }: Reread, now: Date): boolean {
  return goneSince !== undefined && Math.abs(now.getTime() - Date.parse(goneSince)) >= DAY_MS;
}

/** A government site that still has the document, known from before; the last one that had it is tried first. */
async function lookForCopies(
  deps: CrawlDeps,
  record: ArticleRecord,
): Promise<Pick<Seen, 'copies' | 'hasCopies'>> {
  const candidates = copiesOf(record);
  let isUnknown = false;
  for (const copy of candidates) {
    const look: Look = await lookAgain(deps, record, { url: copy.url, validators: null });
    if (look.kind === 'read') return { copies: copy, hasCopies: true };
    if (look.kind === 'unsure' || look.kind === 'waits') isUnknown = true;
  }
  return { copies: isUnknown ? 'unknown' : null, hasCopies: candidates.length > 0 };
}

function copiesOf({ article, publications, withdrawal }: ArticleRecord): readonly Publication[] {
  const own = canonicalUrl(article.url ?? '');
  const isLast = ({ url }: Publication): boolean => url === withdrawal?.stillAt?.url;
  return publications
    .filter(({ url, mirror }) => mirror !== true && canonicalUrl(url) !== own)
    .filter(({ url }) => GOVERNMENT.has(judgeStanding(url, article.agency, article.region)))
    .toSorted((a, b) => Number(isLast(b)) - Number(isLast(a)))
    .slice(0, MAX_COPIES);
}

/** What looking again has brought since the bot does it. */
export interface RereadTally extends RereadCounts {
  readonly since: string;
}

const TALLY_KEY = 'rereads';

/** The sums of all rounds; null before the first look. */
export async function loadTally({ store }: Pick<CrawlDeps, 'store'>): Promise<RereadTally | null> {
  const tally = await store.settings.load(TALLY_KEY);
  return isTally(tally) ? tally : null;
}

async function addToTally(deps: CrawlDeps, counts: RereadCounts): Promise<void> {
  if (counts.reread === 0) return;
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
