import { createHash } from 'node:crypto';

import { DAY_MS } from '../base/clock.ts';
import { addressKey } from '../discover/canonical-url.ts';
import { bareText } from '../text/han.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { Store } from '../store/open-store.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { hostOfPage } from '../revise/next-look.ts';
import { unseenRows } from '../rows/recognize-rows.ts';
import type { Row } from '../rows/row.ts';
import { runExclusive } from '../revise/run-exclusive.ts';

/** Where more rows of a list look otherwise at once, its site changed, and not the letters. */
export const MOST_AT_ONCE = 3;
export const MOST_SHARE = 1 / 3;

/** A known row whose document is posted. */
interface Posted {
  readonly key: string;
  readonly articleId: string;
  readonly entry: Entry;
  /** It leads to another address than it did. */
  readonly hasMoved: boolean;
  /** This source made it known; a row that another one did may be listed here for the first time. */
  readonly isOwn: boolean;
}

/**
 * Has the pages of those documents read again soon whose rows look otherwise than ever before: another title, as by 更正, or
 * another day. Where a row leads is noted in any case, so that a page that moved is not taken for gone. Call it before
 * the rows are noted.
 */
export async function noteChangedRows(
  deps: CrawlDeps,
  source: Source,
  rows: readonly Row[],
): Promise<void> {
  if (deps.limits.rereadDays.length === 0) return;
  const posted = rows.flatMap(({ key, entry, known }): readonly Posted[] => {
    if (known === null || known.articleId === null) return [];
    const hasMoved = addressKey(entry.url) !== addressKey(known.url);
    const isOwn = known.sourceId === source.id;
    return [{ key, articleId: known.articleId, entry, hasMoved, isOwn }];
  });
  const unseen = await unseenRows(
    deps.store,
    source,
    posted.filter(({ isOwn }) => isOwn),
  );
  const isSites = unseen.size > Math.max(MOST_AT_ONCE, posted.length * MOST_SHARE);
  for (const row of posted) {
    if (!unseen.has(row) && !row.hasMoved) continue;
    const isPrompting = unseen.has(row) && !isSites;
    await runExclusive(deps.store, () => noteRow(deps, row, { isPrompting }));
  }
}

async function noteRow(
  { store, now }: CrawlDeps,
  { articleId, entry }: Posted,
  { isPrompting }: { readonly isPrompting: boolean },
): Promise<void> {
  const record = await store.articles.get(articleId);
  if (record === null) return;
  const { row, article } = record;
  const look = lookOf(entry);
  const isNew = row?.look !== look;
  const isRecent = row !== undefined && Math.abs(now().getTime() - Date.parse(row.at)) < DAY_MS;
  // An address that is another one at each visit is not written down each time.
  if (!isNew && (isRecent || row.url === entry.url)) return;
  const at = now().toISOString();
  if (isNew && isPrompting && article.url !== null) {
    await promptLook(store, {
      articleId,
      host: hostOfPage(article.url),
      dueAt: isRecent ? laterThan(at) : at,
    });
  }
  await store.articles.replace({ ...record, row: { look, url: entry.url, at } });
}

/** At most once a day: a row may look otherwise at each visit. */
function laterThan(at: string): string {
  return new Date(Date.parse(at) + DAY_MS).toISOString();
}

/** Has a document looked at by then. Write it before what says that it was prompted: a crash in between prompts it again. */
export async function promptLook(
  { rereads }: Pick<Store, 'rereads'>,
  due: { readonly articleId: string; readonly host: string; readonly dueAt: string },
): Promise<void> {
  const before = await rereads.load(due.articleId);
  const { endedAt, ...open } = before ?? { attempts: 0, dueAt: due.dueAt };
  const isSooner = endedAt === undefined && open.dueAt < due.dueAt;
  const dueAt = isSooner ? open.dueAt : due.dueAt;
  await rereads.save({ ...open, ...due, dueAt, validators: null });
}

function lookOf({ title, date }: Entry): string {
  return createHash('sha256')
    .update(`${bareText(title)} ${date ?? '-'}`)
    .digest('hex')
    .slice(0, 16);
}
