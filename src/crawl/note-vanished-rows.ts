import { createHash } from 'node:crypto';

import { hostOfPage } from '../revise/next-look.ts';
import { runExclusive } from '../revise/run-exclusive.ts';
import type { Row } from '../rows/row.ts';
import type { CrawlDeps } from './crawl-deps.ts';
import { MOST_AT_ONCE, MOST_SHARE, promptLook } from './note-changed-rows.ts';

/** Marks what is no document's id. */
const NO_DOCUMENT = '-';

function markOf({ key }: Row): string {
  return `${NO_DOCUMENT}${createHash('sha256').update(key).digest('hex').slice(0, 10)}`;
}

/** The rows of a first list page as they are kept until the next visit. */
export function listedMarks(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => row.known?.articleId ?? markOf(row));
}

/**
 * Has the pages of those documents read again soon whose rows are gone from among the others: a row that slides off a list leaves it at
 * the end. Call it before the list is kept.
 */
export async function noteVanishedRows(
  deps: CrawlDeps,
  before: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  if (deps.limits.rereadDays.length === 0) return;
  const here = new Set(rows.flatMap((row) => [markOf(row), row.known?.articleId ?? '']));
  const last = before.findLastIndex((mark) => here.has(mark));
  const vanished = before.filter((mark, at) => at < last && !here.has(mark));
  if (vanished.length > Math.max(MOST_AT_ONCE, before.length * MOST_SHARE)) return;
  for (const articleId of vanished) {
    if (articleId.startsWith(NO_DOCUMENT)) continue;
    await runExclusive(deps.store, () => promptFor(deps, articleId));
  }
}

async function promptFor({ store, now }: CrawlDeps, articleId: string): Promise<void> {
  const record = await store.articles.get(articleId);
  const url = record?.article.url ?? null;
  if (record === null || url === null || record.withdrawal !== undefined) return;
  await promptLook(store, { articleId, host: hostOfPage(url), dueAt: now().toISOString() });
}
