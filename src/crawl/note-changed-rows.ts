import { createHash } from 'node:crypto';

import { DAY_MS } from '../base/clock.ts';
import { bareText } from '../text/han.ts';
import type { Entry, Source } from '../domain/source.ts';
import type { Store } from '../store/open-store.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { hostOfPage } from './next-look.ts';
import { isRowSeen } from './recognize-rows.ts';
import type { Row } from './row.ts';
import { runExclusive } from './run-exclusive.ts';

/** Where more rows of a list look otherwise at once, its site changed, and not the letters. */
const MOST_AT_ONCE = 3;
const MOST_SHARE = 1 / 3;

/** A known row whose document is posted. */
interface Posted {
  readonly articleId: string;
  readonly entry: Entry;
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
  const known = rows.flatMap(({ key, entry, known: entryKnown }) => {
    const articleId = entryKnown?.articleId ?? null;
    return articleId === null ? [] : [{ key, articleId, entry }];
  });
  const changed: Posted[] = [];
  for (const row of known) if (!(await isRowSeen(deps.store, source, row))) changed.push(row);
  const isSites = changed.length > Math.max(MOST_AT_ONCE, known.length * MOST_SHARE);
  for (const row of changed) {
    await runExclusive(deps.store, () => noteRow(deps, row, { isPrompting: !isSites }));
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

/** The look is written before the row: a crash in between prompts it again. */
async function promptLook(
  { rereads }: Pick<Store, 'rereads'>,
  due: { readonly articleId: string; readonly host: string; readonly dueAt: string },
): Promise<void> {
  const before = await rereads.load(due.articleId);
  const dueAt = before !== null && before.dueAt < due.dueAt ? before.dueAt : due.dueAt;
  await rereads.save({ attempts: 0, ...before, ...due, dueAt, validators: null });
}

function lookOf({ title, date }: Entry): string {
  return createHash('sha256')
    .update(`${bareText(title)} ${date ?? '-'}`)
    .digest('hex')
    .slice(0, 16);
}
