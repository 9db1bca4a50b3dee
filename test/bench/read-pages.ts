import { decodePage } from '../../src/decode/decode-page.ts';
import { parseDate } from '../../src/text/dates.ts';
import { loadGoldPages, type GoldPage } from './support/gold-pages.ts';
import { readers, type Reader, type Reading } from './support/readers.ts';
import { bodyF1, isSameAgency, isSameTitle } from './support/score-text.ts';

const WARM_UPS = 2;
const PASSES = 5;

interface Row {
  readonly reader: string;
  readonly 'ok pages': string;
  readonly F1: string;
  readonly title: string;
  readonly 'date (wrong)': string;
  readonly agency: string;
  readonly 'ms median': string;
  readonly 'ms p95': string;
  'x cheerio': string;
}

/** Reads the same pages with our reader and its best peers, in one process, and prints quality and time. */
export async function run(): Promise<void> {
  const { source, pages } = loadGoldPages();
  console.log(`${pages.length} pages of ${source}; time is each page's best of ${PASSES} passes`);
  const htmls = pages.map(htmlOf);
  const times = new Map<string, readonly number[]>();
  const rows: Row[] = [];
  for (const reader of readers) {
    const { readings, ms } = await measure(reader, pages, htmls);
    times.set(reader.name, ms);
    rows.push({ reader: reader.name, ...quality(pages, readings), ...speed(ms) });
  }
  const floor = median(times.get('cheerio.load (htmlparser2)') ?? []);
  for (const row of rows) row['x cheerio'] = (Number(row['ms median']) / floor).toFixed(1);
  console.table(rows);
  const ours = median(times.get('jianbao: decode … summary') ?? []);
  const readability = median(times.get('readability + linkedom') ?? []);
  console.log(`whole read / cheerio.load: ${(ours / floor).toFixed(2)} (aim: at most 2.5)`);
  console.log(
    `readability + linkedom / whole read: ${(readability / ours).toFixed(1)} (aim: at least 4)`,
  );
}

function htmlOf(page: GoldPage): string {
  return decodePage({ url: page.url, bytes: page.bytes, contentType: null }).text;
}

async function measure(
  reader: Reader,
  pages: readonly GoldPage[],
  htmls: readonly string[],
): Promise<{ readonly readings: readonly (Reading | null)[]; readonly ms: readonly number[] }> {
  const readings: (Reading | null)[] = [];
  const best = pages.map(() => Number.POSITIVE_INFINITY);
  for (let pass = -WARM_UPS; pass < PASSES; pass += 1) {
    for (const [index, page] of pages.entries()) {
      const startedAt = performance.now();
      // A peer that throws has read nothing.
      readings[index] = await reader.read(page, htmls[index] ?? '').catch(() => nothing);
      const ms = performance.now() - startedAt;
      if (pass >= 0) best[index] = Math.min(best[index] ?? ms, ms);
    }
  }
  return { readings, ms: best };
}

const nothing: Reading = { body: '', title: '', date: '', agency: '' };

function quality(
  pages: readonly GoldPage[],
  readings: readonly (Reading | null)[],
): Omit<Row, 'reader' | 'ms median' | 'ms p95' | 'x cheerio'> {
  if (readings.every((reading) => reading === null)) {
    return { 'ok pages': '–', F1: '–', title: '–', 'date (wrong)': '–', agency: '–' };
  }
  const pairs = pages.map((page, index) => ({ page, reading: readings[index] ?? nothing }));
  const scores = pairs
    .filter(({ page }) => page.body !== null)
    .map(({ page, reading }) => bodyF1(reading.body, page.body ?? ''));
  const titled = pairs.filter(({ page }) => page.title !== null);
  const dated = pairs.filter(({ page }) => page.date !== null);
  const signed = pairs.filter(({ page }) => page.agency !== null);
  const right = dated.filter(({ page, reading }) => parseDate(reading.date) === page.date).length;
  const given = dated.filter(({ reading }) => parseDate(reading.date) !== null).length;
  const titles = titled.filter((pair) => isSameTitle(pair.reading.title, pair.page.title ?? ''));
  const agencies = signed.filter((pair) =>
    isSameAgency(pair.reading.agency, pair.page.agency ?? ''),
  );
  return {
    'ok pages': `${scores.filter((score) => score >= 0.9).length}/${scores.length}`,
    F1: (scores.reduce((total, score) => total + score, 0) / scores.length).toFixed(3),
    title: `${titles.length}/${titled.length}`,
    'date (wrong)': `${right}/${dated.length} (${given - right})`,
    agency: `${agencies.length}/${signed.length}`,
  };
}

function speed(ms: readonly number[]): Pick<Row, 'ms median' | 'ms p95' | 'x cheerio'> {
  const sorted = ms.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  return { 'ms median': median(ms).toFixed(2), 'ms p95': p95.toFixed(1), 'x cheerio': '' };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
