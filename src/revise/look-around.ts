import { DAY_MS } from '../base/clock.ts';
import { canonicalUrl } from '../discover/canonical-url.ts';
import type { Publication } from '../domain/card.ts';
import type { Standing } from '../domain/standing.ts';
import { judgeStanding } from '../region/standing.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { Reread } from '../store/rereads.ts';
import type { ReviseDeps } from './revise-deps.ts';
import { lookAgain, type Look } from './look-again.ts';
import { hostOfPage } from './next-look.ts';
import type { Seen } from './settle-look.ts';

/** Copies on other government sites that are looked at where the document's own page is gone. */
const MAX_COPIES = 3;
/** Other letters of its site that are looked at then. */
const WITNESSES = 3;
const GOVERNMENT: ReadonlySet<Standing | null> = new Set<Standing>(['own', 'region', 'government']);

/** What is looked at, and what else waits to be. */
export interface LookAround {
  readonly reread: Reread;
  readonly url: string;
  readonly waiting: readonly Reread[];
}

/**
 * Looks at a document's own page. Where that cannot be read, also at where its row leads now; where it is gone, also at the other
 * government sites that had it, and at other letters' pages of its site.
 */
export async function lookAround(
  deps: ReviseDeps,
  record: ArticleRecord,
  { reread, url, waiting }: LookAround,
): Promise<Seen> {
  const { validators } = reread;
  // A file behind a cover page may change while the cover does not.
  const isCover = record.article.attachments.length > 0;
  const own = await lookAgain(deps, record, { url, validators: isCover ? null : validators });
  if (own.kind === 'same' || own.kind === 'read') return { look: own };
  const row = own.kind === 'withdrawn' ? null : rowOf(record, url);
  const look = row === null ? own : await lookAgain(deps, record, { url: row, validators: null });
  if (row !== null && look.kind === 'read') return { look, movedTo: row };
  // Taken back before its site was rebuilt: the old address says no more than those of all other letters.
  if (row !== null && look.kind === 'withdrawn') {
    return { look, ...(await lookForCopies(deps, record)) };
  }
  if (look.kind !== 'gone' && look.kind !== 'withdrawn') return { look };
  if (look.kind === 'gone' && (await isSought(deps, record))) {
    return { look: { kind: 'unsure', reason: 'site' } };
  }
  const isFirst =
    look.kind === 'gone' && record.withdrawal === undefined && !isGoneLong(reread, deps.now());
  if (isFirst) return { look };
  const around = await lookForCopies(deps, record);
  const isAlone = look.kind === 'gone' && around.copies === null;
  const isSites = isAlone && record.withdrawal === undefined;
  if (isSites && (await isWholeSiteGone(deps, reread, waiting))) {
    return { look: { kind: 'unsure', reason: 'site' } };
  }
  return { look, ...around };
}

/** Whether its site was rebuilt, and older list pages are still being searched for where it is now. */
async function isSought({ store }: ReviseDeps, record: ArticleRecord): Promise<boolean> {
  const backlog = await store.backlogs.load(record.sourceId);
  return backlog?.search?.articleIds.includes(record.articleId) === true;
}

/**
 * Whether other letters' pages of the same site are gone, too: it was rebuilt or moved then, and nobody took a letter down. Of few
 * letters nobody can tell.
 */
async function isWholeSiteGone(
  deps: ReviseDeps,
  { host, articleId }: Reread,
  waiting: readonly Reread[],
): Promise<boolean> {
  const others = waiting
    .filter((other) => other.host === host && other.articleId !== articleId)
    .toSorted((a, b) => Number(isMissing(a)) - Number(isMissing(b)))
    .slice(0, WITNESSES);
  if (others.length < WITNESSES) return false;
  for (const other of others) {
    if (!isMissing(other) && (await isThere(deps, other.articleId))) return false;
  }
  return true;
}

function isMissing({ goneSince }: Reread): boolean {
  return goneSince !== undefined;
}

async function isThere(deps: ReviseDeps, articleId: string): Promise<boolean> {
  const record = await deps.store.articles.get(articleId);
  const url = record?.article.url ?? null;
  if (record === null || url === null) return false;
  const place = rowOf(record, url) ?? url;
  return (await lookAgain(deps, record, { url: place, validators: null })).kind === 'read';
}

/** Where the document's row leads now: another address of its site, or of a government's. Null where it leads to its own. */
function rowOf({ article, row }: ArticleRecord, from: string): string | null {
  const to = row?.url;
  if (to === undefined || canonicalUrl(from) === canonicalUrl(to)) return null;
  const isOneHost = hostOfPage(canonicalUrl(from)) === hostOfPage(canonicalUrl(to));
  const isGovernment = GOVERNMENT.has(judgeStanding(to, article.agency, article.region));
  return isOneHost || isGovernment ? to : null;
}

function isGoneLong({ goneSince }: Reread, now: Date): boolean {
  return goneSince !== undefined && Math.abs(now.getTime() - Date.parse(goneSince)) >= DAY_MS;
}

/** A government site that still has the document, known from before; the last one that had it is tried first. */
async function lookForCopies(
  deps: ReviseDeps,
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
