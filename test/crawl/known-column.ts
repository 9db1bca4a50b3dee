import * as letters from '../../src/demo/letters.ts';
import {
  columnUrl,
  type ColumnRow,
  scriptedSite,
  type ScriptedSite,
  showRows,
} from './reply-column.ts';

/** Rows of the column, by what their letters are about. */
export const column = {
  training: { path: '202609/t20260911_101.html', letter: letters.TRAINING },
  fertiliser: { path: '202609/t20260915_102.html', letter: letters.FERTILISER },
  homework: { path: '202609/t20260918_103.html', letter: letters.HOMEWORK },
  province: { path: '202610/t20261009_104.html', letter: letters.PROVINCE },
  county: { path: '202610/t20261016_105.html', letter: letters.COUNTY },
  sport: { path: '202611/t20261120_106.html', letter: letters.LATECOMER },
} as const satisfies Readonly<Record<string, ColumnRow>>;

/** What is on the list at the first visit. */
export const known: readonly ColumnRow[] = [column.homework, column.fertiliser, column.training];

/** Where a row leads. */
export function urlOf({ path }: ColumnRow): string {
  return `${columnUrl}${path}`;
}

/** A site whose list shows these rows. */
export function siteWith(shown: readonly ColumnRow[]): ScriptedSite {
  const site = scriptedSite();
  showRows(site, shown);
  return site;
}
