import { DIVISIONS } from '../region/divisions-table.ts';

const SUFFIX = /(?:(?:[\p{Script=Han}]{1,3}族)*自治)?[省市县区州盟旗]$/u;

let bareNames: ReadonlySet<string> | null = null;

/** Whether this is a division of GB/T 2260 without its last word: 武安 for 武安市. */
export function isBarePlace(text: string): boolean {
  bareNames ??= new Set(
    DIVISIONS.flatMap((line) => line.split(' ')).map((entry) =>
      entry.replace(/^\d+/u, '').replace(SUFFIX, ''),
    ),
  );
  return text.length > 1 && bareNames.has(text);
}
