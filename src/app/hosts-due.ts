import type { CrawlDeps } from '../crawl/crawl-deps.ts';
import { dueSources } from '../crawl/run-round.ts';
import type { Source } from '../domain/source.ts';
import { isForgettable, isLookDue } from '../revise/next-look.ts';

/** The host by which the turns of a source's visits, or of a page's looks, are named; with its port. */
export function hostOfVisit(url: string): string {
  return URL.parse(url)?.host ?? url;
}

/** The hosts at which something is due, and whether a source is among it. */
export interface DueHosts {
  readonly hosts: readonly string[];
  readonly areSourcesDue: boolean;
}

/**
 * The hosts at which something is due: a source, the longest overdue first, or a page that is to be read again. Pages that are
 * looked at no more are forgotten.
 */
export async function hostsDue(
  deps: Pick<CrawlDeps, 'store' | 'now' | 'limits'>,
  sources: readonly Source[],
): Promise<DueHosts> {
  const { store, now, limits } = deps;
  const due = await dueSources(deps, sources);
  const schedule = { days: limits.rereadDays, now: now() };
  const rereads = limits.rereadDays.length === 0 ? [] : await store.rereads.all();
  for (const reread of rereads)
    if (isForgettable(reread, schedule.now)) await store.rereads.remove(reread.articleId);
  const looks = rereads.filter((reread) => isLookDue(reread, schedule));
  const hosts = [...due.map(({ url }) => hostOfVisit(url)), ...looks.map(({ host }) => host)];
  return { hosts: [...new Set(hosts)], areSourcesDue: due.length > 0 };
}
