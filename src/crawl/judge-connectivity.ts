import type { Source } from '../domain/source.ts';
import type { VisitReport } from './crawl-deps.ts';

/** Whether this machine reaches the sites; `unknown`: too few requests to tell. */
export type Connectivity = 'online' | 'offline' | 'unknown';

/** One visit of a round. */
export interface Visited {
  readonly source: Source;
  readonly visit: VisitReport;
}

/** One site that is down says little; when so many are and no other answers, it is this machine's network. */
const HOSTS_FOR_OFFLINE = 3;

const UNREACHED: ReadonlySet<string | null> = new Set(['dns', 'connection']);
/** No request was sent. */
const NOT_REQUESTED: ReadonlySet<string | null> = new Set(['paused-host', 'budget', 'closed']);

const hostOf = ({ url }: Source): string => URL.parse(url)?.host ?? url;

/** Judges a round: offline when no requested site could be reached. */
export function judgeConnectivity(
  visited: readonly Visited[],
  sources: readonly Source[],
): Connectivity {
  const requested = visited.filter(({ visit }) => !NOT_REQUESTED.has(visit.reason));
  if (requested.length === 0) return 'unknown';
  if (requested.some(({ visit }) => !UNREACHED.has(visit.reason))) return 'online';
  const hosts = new Set(requested.map(({ source }) => hostOf(source))).size;
  const needed = Math.min(HOSTS_FOR_OFFLINE, new Set(sources.map(hostOf)).size);
  return hosts >= needed ? 'offline' : 'unknown';
}
