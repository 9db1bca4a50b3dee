import type { Region } from '../domain/source.ts';
import { allRegions, NATIONAL } from './divisions.ts';
import { shortName } from './region-names.ts';

/** Divisions for a moderator's half-typed name or code, the best first; provinces for an empty query. */
export function searchRegions(query: string, limit: number): Region[] {
  const wanted = query.normalize('NFKC').replaceAll(/\s+/gu, '').slice(0, 20);
  const ranked: { readonly region: Region; readonly rank: number }[] = [];
  for (const region of [NATIONAL, ...allRegions().values()]) {
    const rank = rankOf(region, wanted);
    if (rank !== null) ranked.push({ region, rank });
  }
  return ranked
    .toSorted((a, b) => a.rank - b.rank || levelRank(a.region) - levelRank(b.region))
    .slice(0, Math.max(0, limit))
    .map((each) => each.region);
}

function rankOf(region: Region, wanted: string): number | null {
  if (wanted === '') return region.level === 'province' ? 0 : null;
  if (/^\d+$/u.test(wanted)) return region.code.startsWith(wanted) ? 0 : null;
  if (region.name === wanted || shortName(region) === wanted) return 0;
  if (region.name.startsWith(wanted)) return 1;
  return region.name.includes(wanted) ? 2 : null;
}

function levelRank(region: Region): number {
  return ['national', 'province', 'city', 'county'].indexOf(region.level);
}
