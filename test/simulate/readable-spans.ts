import { DAY_MS } from '../../src/base/clock.ts';
import type { WatchedPosting } from './index-year.ts';
import type { Span, World } from './world.ts';

/** So long a letter is there to be read before the bot owes it: twice the longest usual interval, and a day. */
const OWED_AFTER_MS = 5 * DAY_MS;
/** After a list or the machine was away, the next visit may be another week off. */
const RECOVERY_MS = 5 * DAY_MS;
/** The longest that it may take. */
export const LATEST_MS = OWED_AFTER_MS + RECOVERY_MS;

/** What keeps a page from being found or read. */
function obstacles(
  { posting, watched }: WatchedPosting,
  world: World,
): {
  readonly list: readonly Span[];
  readonly details: readonly Span[];
} {
  const { site } = watched;
  const always = { from: 0, to: world.year.to };
  const off = world.mishaps.flatMap((one): readonly Span[] =>
    one.kind === 'off' ? [{ from: one.at, to: one.until }] : [],
  );
  const moves = [...site.corrections].map(([from, to]): Span => ({ from, to }));
  const ends = [posting.deletedAt, posting.withdrawnAt].filter((at) => at !== null);
  const ended = ends.map((from): Span => ({ from, to: world.year.to }));
  const of = (scope: 'list' | 'details'): readonly Span[] =>
    site.troubles.filter((one) => one.scope === scope || one.scope === 'both');
  const own = [posting.stub, posting.cut].filter((span) => span !== null);
  return {
    list: [...off, ...moves, ...ended, ...of('list'), ...slid({ posting, watched }, world)],
    details: [
      ...off,
      ...moves,
      ...ended,
      ...of('details'),
      ...own,
      ...(posting.isEverReadable ? [] : [always]),
    ],
  };
}

/** The time in which a list without a pager no longer shows a row, as newer ones came. */
function slid({ posting, watched }: WatchedPosting, world: World): readonly Span[] {
  const { site } = watched;
  if (site.hasPager) return [];
  const newer = site.postings
    .filter(
      (one) => one !== posting && (site.isDated ? one.day >= posting.day : one.at >= posting.at),
    )
    .map(({ at }) => Math.max(at, posting.at))
    .sort((a, b) => a - b);
  const from = newer[site.perPage - 1];
  return from === undefined ? [] : [{ from, to: world.year.to }];
}

/** Whether there is a time of that length after `since` without any of these spans. */
function hasCalm(spans: readonly Span[], since: Span, lengthMs: number): boolean {
  let { from } = since;
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    if (Math.min(span.from, since.to) - from >= lengthMs) return true;
    from = Math.max(from, span.to);
  }
  return since.to - from >= lengthMs;
}

/** Whether a letter was on its list and its page readable for long enough; or was shown to the bot, and then readable. */
export function isOwed(
  one: WatchedPosting,
  world: World,
  facts: { readonly firstVisit: number; readonly shownAt: number | undefined },
): boolean {
  const { list, details } = obstacles(one, world);
  const { posting, watched } = one;
  const { to } = world.year;
  const from = Math.max(posting.at, watched.addedAt, facts.firstVisit);
  const recovering = list.map((span) => ({ from: span.from, to: span.to + RECOVERY_MS }));
  if (hasCalm([...recovering, ...details], { from, to }, OWED_AFTER_MS)) return true;
  const { shownAt } = facts;
  if (shownAt === undefined || shownAt < facts.firstVisit) return false;
  return hasCalm(details, { from: shownAt, to }, LATEST_MS);
}
