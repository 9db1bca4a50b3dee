import type { Region, RegionLevel } from '../domain/source.ts';
import { DIVISIONS } from './divisions-table.ts';

/** The whole country: GB/T 2260 has no code for it, `000000` is this program's. */
export const NATIONAL: Region = { code: '000000', name: '全国', level: 'national' };

let regions: ReadonlyMap<string, Region> | null = null;

/** Every province, city and county, in the order of their codes. */
export function allRegions(): ReadonlyMap<string, Region> {
  regions ??= new Map(DIVISIONS.flatMap(readProvince));
  return regions;
}

function readProvince(line: string): readonly (readonly [string, Region])[] {
  const prefix = line.slice(0, 2);
  return line.split(' ').map((entry, index) => {
    const code = index === 0 ? entry.slice(0, 6) : `${prefix}${entry.slice(0, 4)}`;
    const name = entry.slice(index === 0 ? 6 : 4);
    return [code, { code, name, level: levelOf(code) }] as const;
  });
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
