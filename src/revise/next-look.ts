import { DAY_MS } from '../base/clock.ts';
import type { ArticleRecord } from '../store/articles.ts';
import type { Reread } from '../store/rereads.ts';

/** Days after a page was found gone on which it is looked for again. */
const RETURN_DAYS: readonly number[] = [2, 7, 30, 90];
/** After a look that told nothing. */
const RETRY_MS = DAY_MS;

/** When a look is due beside the days of the schedule. */
export function retryAt(now: Date): string {
  return new Date(now.getTime() + RETRY_MS).toISOString();
}

/** The next day on which a document's page is looked at, as an ISO time; null where none is left. */
export function nextLookAt(
  { firstSeenAt, withdrawal }: Pick<ArticleRecord, 'firstSeenAt' | 'withdrawal'>,
  { days, now }: { readonly days: readonly number[]; readonly now: Date },
): string | null {
  const begins = withdrawal === undefined ? firstSeenAt : `${withdrawal.on}T00:00:00+08:00`;
  const offsets = withdrawal === undefined ? days : RETURN_DAYS;
  const times = offsets.map((day) => Date.parse(begins) + day * DAY_MS);
  const [next] = times.filter((time) => time > now.getTime()).toSorted((a, b) => a - b);
  return next === undefined ? null : new Date(next).toISOString();
}

/** The first look at a new document's page; null where looking again is switched off, or the document has no page. */
export function firstLook(
  record: Pick<ArticleRecord, 'articleId' | 'firstSeenAt' | 'article'>,
  schedule: { readonly days: readonly number[]; readonly now: Date },
): Reread | null {
  const { articleId, article } = record;
  const dueAt = nextLookAt(record, schedule);
  if (dueAt === null || article.url === null) return null;
  return { articleId, host: hostOfPage(article.url), dueAt, attempts: 0, validators: null };
}

/** The host of an address with its port: rereads are counted by it. */
export function hostOfPage(url: string): string {
  return URL.parse(url)?.host ?? '';
}

/** A time further off than any schedule gives comes from a wrong clock: such a look is due now. */
export function isLookDue(
  { dueAt }: Pick<Reread, 'dueAt'>,
  { days, now }: { readonly days: readonly number[]; readonly now: Date },
): boolean {
  const waitMs = Date.parse(dueAt) - now.getTime();
  const longest = Math.max(...days, ...RETURN_DAYS) * DAY_MS;
  return !(waitMs > 0 && waitMs <= longest);
}
