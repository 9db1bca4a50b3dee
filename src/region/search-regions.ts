import type { Region } from '../domain/source.ts';
import { allRegions, NATIONAL, regionChain } from './divisions.ts';
import { foldLatin, latinForms, latinName, type LatinForms } from './latin-name.ts';
import { shortName } from './region-names.ts';

/** A division with everything by which it is found. */
interface Candidate {
  readonly region: Region;
  readonly level: number;
  readonly short: string;
  /** From the province down: 江苏省苏州市, 江苏苏州. */
  readonly whole: readonly string[];
  readonly latin: LatinForms;
  /** `jiangsusuzhou`. */
  readonly wholeLatin: string;
}

/** How well a division suits what was typed, the best first; null when it does not. */
type Rank = (candidate: Candidate) => number | null;

const LEVELS = ['national', 'province', 'city', 'county'] as const;
const MAX_QUERY = 80;
/** Levels in English, which no name carries: `Zhejiang Province`, `Zhejiang Prov`. */
const LEVEL_WORDS =
  'province municipality city county district prefecture banner autonomous special administrative region'.split(
    ' ',
  );
const HAN = /\p{Script=Han}/u;

let candidates: readonly Candidate[] | null = null;

/** Divisions for a moderator's half-typed name, pinyin or code, the best first; provinces for an empty query. */
export function searchRegions(query: string, limit: number): Region[] {
  const rankOf = rankFor(query.slice(0, MAX_QUERY).normalize('NFKC').trim());
  const ranked: { readonly candidate: Candidate; readonly rank: number }[] = [];
  candidates ??= [NATIONAL, ...allRegions().values()].map(describe);
  for (const candidate of candidates) {
    const rank = rankOf(candidate);
    if (rank !== null) ranked.push({ candidate, rank });
  }
  return ranked
    .toSorted((a, b) => a.rank - b.rank || a.candidate.level - b.candidate.level)
    .slice(0, Math.max(0, limit))
    .map(({ candidate }) => candidate.region);
}

function describe(region: Region): Candidate {
  const chain = regionChain(region.code);
  return {
    region,
    level: LEVELS.indexOf(region.level),
    short: shortName(region),
    whole: [chain.map(({ name }) => name).join(''), chain.map(shortName).join('')],
    latin: latinForms(region),
    wholeLatin: foldLatin(chain.map((each) => latinName(each) ?? '').join('')),
  };
}

function rankFor(query: string): Rank {
  const wanted = query.replaceAll(/\s+/gu, '');
  if (wanted === '') return ({ region }) => (region.level === 'province' ? 0 : null);
  if (/^\d+$/u.test(wanted)) return ({ region }) => (region.code.startsWith(wanted) ? 0 : null);
  // A choice that is edited again comes back as it was shown: 江苏省 苏州市 Jiangsu Suzhou.
  if (HAN.test(wanted)) return rankByHan(wanted.replaceAll(/[A-Za-zÀ-ʯ’'()]/gu, ''));
  return rankByLatin(foldLatin(withoutLevel(query)));
}

function withoutLevel(query: string): string {
  const words = query.toLowerCase().split(/\s+/u);
  const isLevel = (typed: string) => LEVEL_WORDS.some((word) => word.startsWith(typed));
  const last = words.findLastIndex((word) => !isLevel(word));
  return words.slice(0, Math.max(1, last + 1)).join('');
}

function rankByHan(wanted: string): Rank {
  return ({ region, short, whole }) => {
    if (region.name === wanted || short === wanted || whole.includes(wanted)) return 0;
    if (region.name.startsWith(wanted)) return 1;
    if (region.name.includes(wanted)) return 2;
    return whole.some((name) => name.startsWith(wanted)) ? 3 : null;
  };
}

function rankByLatin(wanted: string): Rank {
  if (wanted === '') return () => null;
  return ({ latin: { names, initials }, wholeLatin }) => {
    if (names.includes(wanted) || wholeLatin === wanted) return 0;
    if (initials.includes(wanted) || names.some((name) => name.startsWith(wanted))) return 1;
    // One letter begins too many initials, and their names come by that letter anyway.
    if (wanted.length >= 2 && initials.some((name) => name.startsWith(wanted))) return 2;
    return wholeLatin.startsWith(wanted) ? 3 : null;
  };
}
