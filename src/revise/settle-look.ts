import { DAY_MS, shanghaiDay } from '../base/clock.ts';
import type { Publication, Withdrawal } from '../domain/card.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { Reread } from '../store/rereads.ts';
import type { RereadReport, ReviseDeps } from './revise-deps.ts';
import { linkLetters } from './link-letters.ts';
import type { Look } from './look-again.ts';
import { firstLook, hostOfPage, retryAt, withNextLook } from './next-look.ts';
import { reviseRecord } from './revise-record.ts';
import { runExclusive } from './run-exclusive.ts';
import { withCard } from './with-card.ts';

/** Everything that was seen of a document at one look. */
export interface Seen {
  readonly look: Look;
  /** The document's own address, when it was looked at. */
  readonly url?: string;
  /** The address of the list's row where the document was found, its own being gone. */
  readonly movedTo?: string;
  /**
   * Of other government sites, the one that still has the document; null where none has it, `unknown` where one did not answer. Absent
   * where none was looked at: the page was not gone, or for the first time.
   */
  readonly copies?: Publication | 'unknown' | null;
  /** Whether there were any to look at. */
  readonly hasCopies?: boolean;
}

/** What a look makes of a document, before it is written. */
interface Settled {
  readonly record: ArticleRecord;
  readonly reread: Reread;
  readonly outcome: RereadReport['outcome'];
  readonly reason: string | null;
}

/** Looks that told nothing before the next day of the schedule is waited for; and where there is none, before it was the last. */
const MAX_ATTEMPTS = 5;
const MAX_LAST_ATTEMPTS = 14;

/**
 * Writes down what a look showed, and queues the edits that follow. The look is done with last: a crash before that repeats
 * it, and it ends the same. Null where the document was forgotten meanwhile.
 */
export function settleLook(
  deps: ReviseDeps,
  articleId: string,
  seen: Seen,
): Promise<Pick<Settled, 'outcome' | 'reason'> | null> {
  return runExclusive(deps.store, () => settleExclusively(deps, articleId, seen));
}

/** The same for one who has the store alone already. */
export async function settleExclusively(
  deps: ReviseDeps,
  articleId: string,
  seen: Seen,
): Promise<Pick<Settled, 'outcome' | 'reason'> | null> {
  const { store, now, limits } = deps;
  const [record, known] = [
    await store.articles.get(articleId),
    await store.rereads.load(articleId),
  ];
  if (record === null) {
    await store.rereads.remove(articleId);
    return null;
  }
  const schedule = { days: limits.rereadDays, now: now() };
  const reread = known ?? { ...(firstLook(record, schedule) ?? blankLook(record)), attempts: 0 };
  // Another copy may represent the document by now.
  const isOther = seen.url !== undefined && seen.url !== record.article.url;
  const settled = isOther
    ? postponed(deps, { record, reread }, 'other-copy')
    : judgeLook(deps, { record, reread }, seen);
  await write(deps, record, { settled, seen });
  const { outcome, reason } = settled;
  return { outcome, reason };
}

function blankLook({ articleId, article }: ArticleRecord): Reread {
  const host = hostOfPage(article.url ?? '');
  return { articleId, host, dueAt: '', attempts: 0, validators: null };
}

async function write(
  deps: ReviseDeps,
  before: ArticleRecord,
  { settled, seen }: { readonly settled: Settled; readonly seen: Seen },
): Promise<void> {
  const { store } = deps;
  const { record, reread } = settled;
  // The text may be what a channel subscribed to, where its title alone was not. Before the record, so that a crash repeats it.
  const isFirstText = before.article.body === '' && record.article.body !== '';
  if (isFirstText) await deps.queueCard(record.card, 'new', record);
  if (record !== before) {
    if (seen.look.kind === 'read') {
      const { keys, bands, matters } = seen.look.found.identity;
      await store.identities.add([...keys, ...bands, ...matters], record.articleId);
    }
    await (record.article.isErased === true
      ? store.articles.replace(record)
      : store.articles.save(record));
  }
  // Also when nothing is new: a crash may have come between the saving and this line.
  if (record.article.isErased !== true && record.card.revision > 1) {
    await deps.queueEdits(record.card);
  }
  if (record.card !== before.card) await linkLetters(deps, record.articleId);
  await store.rereads.save(reread);
}

interface Known {
  readonly record: ArticleRecord;
  readonly reread: Reread;
}

const HOST_PAUSES: ReadonlySet<string> = new Set(['paused-host', 'read-paused']);

function judgeLook(deps: ReviseDeps, known: Known, seen: Seen): Settled {
  const { look } = seen;
  // A host that cannot be had may stay so: its other letters are not to wait behind this one.
  const isHostPaused = look.kind === 'waits' && HOST_PAUSES.has(look.reason);
  if (look.kind === 'waits' && !isHostPaused) {
    return { ...known, outcome: 'waits', reason: look.reason };
  }
  if (look.kind === 'unsure' || look.kind === 'waits') return postponed(deps, known, look.reason);
  if (look.kind === 'read') return settleRead(deps, known, { seen, look });
  // Servers' validators are often wrong: that nothing changed is believed once, and the next look is at the page in full.
  if (look.kind === 'same') return settleThere(deps, known, { seen, validators: null });
  return settleGone(deps, known, { seen, kind: look.kind });
}

/** Tries again in a day, some times; then on the next day of the schedule. What is open stays open. */
function postponed({ limits, now }: ReviseDeps, known: Known, reason: string): Settled {
  const { record, reread } = known;
  const attempts = reread.attempts + 1;
  const after = withNextLook(record, reread, { days: limits.rereadDays, now: now() });
  const most = after.endedAt === undefined ? MAX_ATTEMPTS : MAX_LAST_ATTEMPTS;
  const next = attempts < most ? { ...reread, attempts, dueAt: retryAt(now()) } : after;
  return { record, reread: next, outcome: 'unsure', reason };
}

/** The page is there. Whatever was open about it is closed. */
function settleThere(
  { limits, now }: ReviseDeps,
  { record, reread: { dueAt } }: Known,
  { seen, validators }: { readonly seen: Seen; readonly validators: Reread['validators'] },
): Settled {
  const { withdrawal, ...others } = record;
  const isBack = withdrawal !== undefined;
  const moved = seen.movedTo === undefined ? others : movedTo(others, seen.movedTo);
  const isChanged = isBack || moved !== others;
  const current = isChanged ? withCardUnlessErased(moved) : record;
  const { articleId } = record;
  const host = hostOfPage(current.article.url ?? '');
  const settled: Reread = { articleId, host, dueAt, attempts: 0, validators };
  const here = seen.movedTo === undefined ? 'same' : 'moved';
  return {
    record: current,
    reread: withNextLook(current, settled, { days: limits.rereadDays, now: now() }),
    outcome: isBack ? 'restored' : here,
    reason: null,
  };
}

function movedTo(record: ArticleRecord, url: string): ArticleRecord {
  return { ...record, article: { ...record.article, url } };
}

function withCardUnlessErased(record: ArticleRecord): ArticleRecord {
  return record.article.isErased === true ? record : withCard(record);
}

function settleRead(
  deps: ReviseDeps,
  known: Known,
  { seen, look }: { readonly seen: Seen; readonly look: Extract<Look, { kind: 'read' }> },
): Settled {
  const { now, readWith } = deps;
  const options = { now: now(), readWith, doubted: known.reread.doubted };
  const revision = reviseRecord(known.record, look.found, options);
  if (revision.doubted !== undefined) {
    const { doubted } = revision;
    const { reread } = postponed(deps, known, 'shorter');
    const open = { ...reread, doubted, validators: null };
    return { record: known.record, reread: open, outcome: 'unsure', reason: 'shorter' };
  }
  const there = settleThere(
    deps,
    { ...known, record: revision.record },
    { seen, validators: look.validators },
  );
  const { kind } = revision;
  return kind === 'corrected' || kind === 'completed' ? { ...there, outcome: kind } : there;
}

/** Gone on two looks at least a day apart, or taken back in words: the card says so, and where else the document is. */
function settleGone(
  deps: ReviseDeps,
  { record, reread }: Known,
  { seen, kind }: { readonly seen: Seen; readonly kind: Withdrawal['kind'] },
): Settled {
  const { limits, now } = deps;
  const goneSince = reread.goneSince ?? now().toISOString();
  const open: Reread = { ...reread, goneSince, attempts: 0, validators: null };
  const later = (more: Partial<Reread> = {}): Reread => ({
    ...open,
    ...more,
    dueAt: retryAt(now()),
  });
  const reason = kind;
  const { copies, hasCopies = false } = seen;
  if (copies === undefined) return { record, reread: later(), outcome: 'missing', reason };
  if (copies === 'unknown') return postponed(deps, { record, reread: open }, 'copies');
  const isAlone = copies === null && hasCopies;
  const aloneSince = reread.aloneSince ?? now().toISOString();
  if (isAlone && !isAgreed(aloneSince, now())) {
    return { record, reread: later({ aloneSince }), outcome: 'missing', reason };
  }
  const on = record.withdrawal?.on ?? shanghaiDay(new Date(goneSince));
  // A page that took the document back may go, too: it was taken back all the same.
  const said = record.withdrawal?.kind === 'withdrawn' ? 'withdrawn' : kind;
  const withdrawal: Withdrawal =
    copies === null
      ? { kind: said, on }
      : { kind: said, on, stillAt: { agency: copies.agency, url: copies.url } };
  const current = withCardUnlessErased({ ...record, withdrawal });
  const { aloneSince: _alone, ...settled } = open;
  const next: Reread = { ...settled, ...(isAlone ? { aloneSince } : {}) };
  return {
    record: current,
    reread: withNextLook(current, next, { days: limits.rereadDays, now: now() }),
    outcome: copies === null ? 'withdrawn' : 'elsewhere',
    reason,
  };
}

function isAgreed(since: string, now: Date): boolean {
  return Math.abs(now.getTime() - Date.parse(since)) >= DAY_MS;
}
