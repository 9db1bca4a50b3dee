import { DAY_MS } from '../base/clock.ts';

/** The setting that says that what is in the store was put into it from elsewhere, and how old that was. */
export const PUT_BACK_KEY = 'put-back';

/**
 * For so long each start compares the channels with the store since then. A letter that was posted in between may be read again
 * late: a page that cannot be had is tried for 21 days (`crawl/visit-entry.ts`).
 */
const COMPARED_DAYS = 30;

/** Both ISO times. */
export interface PutBackNote {
  /** What was posted later is in the channels and not in the store. */
  readonly since: string;
  /** When it was put into the store. */
  readonly at: string;
}

/** Since when the channels may show what the store does not know, by such a note; null where they do not. */
export function comparedSince(note: unknown, now: Date): Date | null {
  if (typeof note !== 'object' || note === null) return null;
  const { since, at } = { since: '', at: '', ...note };
  const isOver = now.getTime() - new Date(at).getTime() > COMPARED_DAYS * DAY_MS;
  const from = new Date(since);
  return isOver || Number.isNaN(from.getTime()) || from > now ? null : from;
}
