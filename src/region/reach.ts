import type { Region } from '../domain/source.ts';
import type { Standing } from '../domain/standing.ts';
import { liesIn, NATIONAL } from './divisions.ts';
import { regionsOfHost } from './host-regions.ts';

/** What of a page decides how far it goes. */
interface Signed {
  /** Of the body that signs. */
  readonly region: Region | null;
  readonly standing: Standing | null;
  readonly host: string | null;
}

/** Pages that the body's own site or one of its place vouches for. */
const VOUCHED: ReadonlySet<Standing | null> = new Set(['own', 'region', null]);

/**
 * Codes of the regions that a document concerns; `000000` is everywhere. One that is signed for a higher body on the site of a
 * lower place concerns that place alone, until a site of the body itself is seen with it: anybody's site can sign for a ministry.
 */
export function reachOf({ region, standing, host }: Signed): readonly string[] {
  if (region === null) return [];
  if (VOUCHED.has(standing)) return [region.code];
  const below = regionsOfHost(host ?? '').filter(
    ({ code }) => code !== region.code && liesIn(code, region.code),
  );
  if (below.length > 0) return below.map(({ code }) => code);
  return region.code === NATIONAL.code ? [] : [region.code];
}
