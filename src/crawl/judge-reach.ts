import type { Source } from '../domain/source.ts';
import type { VisitReport } from './crawl-deps.ts';

/** Whether a round reached anything; `unknown`: too little was asked to tell. */
export type Reach = 'online' | 'offline' | 'unknown';

/** One visit of a round. */
export interface Visited {
  readonly source: Source;
  readonly visit: VisitReport;
}

/** A site that is down says little; so many at once, and nothing else, are our own network. */
const HOSTS_FOR_OFFLINE = 3;

const UNREACHED: ReadonlySet<string | null> = new Set(['dns', 'connection']);
/** Nobody was asked. */
const UNASKED: ReadonlySet<string | null> = new Set(['paused-host', 'budget', 'closed']);

const hostOf = ({ url }: Source): string => URL.parse(url)?.host ?? url;

/** Whether this machine seems to be offline: every site that was asked could not be reached. */
export function judgeReach(visited: readonly Visited[], sources: readonly Source[]): Reach {
  const asked = visited.filter(({ visit }) => !UNASKED.has(visit.reason));
  if (asked.length === 0) return 'unknown';
  if (asked.some(({ visit }) => !UNREACHED.has(visit.reason))) return 'online';
  const hosts = new Set(asked.map(({ source }) => hostOf(source))).size;
  const needed = Math.min(HOSTS_FOR_OFFLINE, new Set(sources.map(hostOf)).size);
  return hosts >= needed ? 'offline' : 'unknown';
}
