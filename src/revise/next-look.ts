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
function nextLookAt(
  { firstSeenAt, withdrawal }: Pick<ArticleRecord, 'firstSeenAt' | 'withdrawal'>,
  { days, now }: { readonly days: readonly number[]; readonly now: Date },
): string | null {
  const begins = withdrawal === undefined ? firstSeenAt : `${withdrawal.on}T00:00:00+08:00`;
  const offsets = withdrawal === undefined ? days : RETURN_DAYS;
  const longestMs = Math.max(...offsets) * DAY_MS;
  const beganMs = now.getTime() - Date.parse(begins);
  // It was written by a clock that was ahead.
  if (beganMs < 0) return new Date(now.getTime() + longestMs).toISOString();
  const [next] = offsets
    .map((day) => day * DAY_MS - beganMs)
    .filter((waitMs) => waitMs > 0)
    .toSorted((a, b) => a - b);
  return next === undefined ? null : new Date(now.getTime() + next).toISOString();
}

/** When a document's page is looked at after a look; one that was the last is remembered as such. */
export function withNextLook(
  record: Pick<ArticleRecord, 'firstSeenAt' | 'withdrawal'>,
  { endedAt: _ended, ...reread }: Reread,
  schedule: { readonly days: readonly number[]; readonly now: Date },
): Reread {
  const dueAt = nextLookAt(record, schedule);
  const open: Reread = { ...reread, attempts: 0 };
  return dueAt === null ? { ...open, endedAt: schedule.now.toISOString() } : { ...open, dueAt };
}

/** So long it is remembered that the last look was made: by a clock that was ahead, it was not the last one. */
const REMEMBERED_MS = 60 * DAY_MS;

/** Whether a document's last look is so long ago that nothing of it need be kept. */
export function isForgettable({ endedAt }: Reread, now: Date): boolean {
  return endedAt !== undefined && now.getTime() - Date.parse(endedAt) > REMEMBERED_MS;
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

/**
 * A time further off than any schedule gives comes from a wrong clock: such a look is due now. So is one after a last look that
 * was made in the future.
 */
export function isLookDue(
  { dueAt, endedAt }: Pick<Reread, 'dueAt' | 'endedAt'>,
  { days, now }: { readonly days: readonly number[]; readonly now: Date },
): boolean {
  if (endedAt !== undefined) return Date.parse(endedAt) > now.getTime();
  const waitMs = Date.parse(dueAt) - now.getTime();
  const longest = Math.max(...days, ...RETURN_DAYS) * DAY_MS;
  return !(waitMs > 0 && waitMs <= longest);
}
