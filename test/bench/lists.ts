import { existsSync, readFileSync } from 'node:fs';

import type { Entry } from '../../src/domain/source.ts';

import { decodePage } from '../../src/decode/decode-page.ts';
import { discoverEntries } from '../../src/discover/discover-entries.ts';

interface GoldItem {
  readonly url: string;
  readonly title: string;
  readonly date: string | null;
}

interface GoldList {
  readonly file: string;
  readonly url: string;
  readonly expected: string;
  readonly next_page: string | null;
  readonly items?: readonly GoldItem[];
}

/** Lists whose gold differs from the page in a way that no detector can meet. */
const ODD: Readonly<Record<string, string>> = {
  'lists/sxdofcom.shaanxi.html': 'gold ignores the page’s <base href>',
  'lists/xm_notices_2026-07.json': 'gold holds the first 30 of 977 rows',
  'lists/policyapi_HEBProvince.json': 'rows differ only after #, which the scorer cuts off',
};

interface Sums {
  rows: number;
  found: number;
  right: number;
  dated: number;
  dates: number;
  pages: number;
  nextPages: number;
  next: number;
  invented: number;
}

const key = (url: string): string =>
  url
    .replace(/^https?:\/\//u, '')
    .replace(/#.*$/u, '')
    .replace(/\/$/u, '');

function emptySums(): Sums {
  return {
    rows: 0,
    found: 0,
    right: 0,
    dated: 0,
    dates: 0,
    pages: 0,
    nextPages: 0,
    next: 0,
    invented: 0,
  };
}

function addList(sums: Sums, gold: GoldList, got: readonly Entry[]): void {
  const wanted = new Map((gold.items ?? []).map((item) => [key(item.url), item]));
  if (gold.expected !== 'list' && gold.expected !== 'home') {
    sums.invented += got.length;
    return;
  }
  sums.pages += 1;
  sums.rows += wanted.size;
  sums.found += got.length;
  for (const entry of got) {
    const item = wanted.get(key(entry.url));
    if (item === undefined) continue;
    sums.right += 1;
    if (item.date === null) continue;
    sums.dated += 1;
    if (item.date === entry.date) sums.dates += 1;
  }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function report(name: string, sums: Sums): void {
  console.log(
    `lists ${name}: ${sums.pages} lists, row precision ${percent(sums.right, sums.found)}, recall ${percent(sums.right, sums.rows)}, ` +
      `dates ${percent(sums.dates, sums.dated)}, next page ${sums.next}/${sums.nextPages}, rows invented on other pages ${sums.invented}`,
  );
}

/** Prints how well rows, dates and next pages are found on the shared lists, and the time for each page. */
export async function run(): Promise<void> {
  const home = new URL('../../../shared/corpus/', import.meta.url);
  if (!existsSync(new URL('lists.json', home))) {
    console.log('lists: skipped, ../shared/corpus/lists.json is not there');
    return;
  }
  const golds: readonly GoldList[] = JSON.parse(readFileSync(new URL('lists.json', home), 'utf8'));
  const all = emptySums();
  const even = emptySums();
  const times: number[] = [];
  for (const gold of golds) {
    const bytes = readFileSync(new URL(gold.file, home));
    const started = performance.now();
    const page = decodePage({ url: gold.url, bytes, contentType: null });
    const found = await discoverEntries(page, { today: '2026-11-22' });
    times.push(performance.now() - started);
    for (const sums of gold.file in ODD ? [all] : [all, even]) {
      addList(sums, gold, found.entries);
      if (gold.next_page === null) continue;
      sums.nextPages += 1;
      if (key(found.nextPage ?? '') === key(gold.next_page)) sums.next += 1;
    }
  }
  report('as scored', all);
  report(`without ${Object.keys(ODD).length} whose gold cannot be met`, even);
  for (const [file, why] of Object.entries(ODD)) console.log(`  ${file}: ${why}`);
  const ordered = times.toSorted((a, b) => a - b);
  const middle = ordered[ordered.length >> 1] ?? 0;
  console.log(
    `lists: ${middle.toFixed(1)} ms a page in the middle, ${(ordered.at(-1) ?? 0).toFixed(1)} ms at most`,
  );
}
