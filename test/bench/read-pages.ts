import { decodePage } from '../../src/decode/decode-page.ts';
import { parseDate } from '../../src/text/dates.ts';
import { loadGoldPages, loadLetterPages, type GoldPage } from './support/gold-pages.ts';
import { STAGES, type Reading } from './support/our-reader.ts';
import { readers, type Reader } from './support/readers.ts';
import { bodyF1, isSameAgency, isSameTitle } from './support/score-text.ts';
import { timeReads, type ReadTimes } from './support/time-reads.ts';

// The same for all: three seconds to get warm, then the best of the passes that fit into eight seconds.
const WARM_UP_MS = 3_000;
const MEASURE_MS = 8_000;
const LEAST_PASSES = 3;

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
  readonly 'ms all': string;
}

/** Reads the same pages with our reader and its best peers, in one process, and prints quality and time. */
export async function run(): Promise<void> {
  const { source, pages } = loadGoldPages();
  console.log(`${pages.length} pages of ${source}; time is each page's best pass`);
  const htmls = pages.map(htmlOf);
  const times = new Map<string, readonly number[]>();
  const rows: Row[] = [];
  for (const reader of readers) {
    const { readings, ms } = await measure(reader, pages, htmls);
    times.set(reader.name, ms);
    rows.push({ reader: reader.name, ...quality(pages, readings), ...speed(ms) });
  }
  const floor = times.get('cheerio.load (htmlparser2)') ?? [];
  for (const row of rows) row['x cheerio'] = (Number(row['ms median']) / median(floor)).toFixed(1);
  console.table(rows);
  const ours = times.get('jianbao: decode, extract') ?? [];
  const peer = times.get('readability + linkedom') ?? [];
  console.log(
    `readability + linkedom takes ${(median(peer) / median(ours)).toFixed(1)} times our extraction on ` +
      `the median page, ${(total(peer) / total(ours)).toFixed(1)} over all (aim: 4)`,
  );
  const isShown = ({ isShown: shown }: ReadTimes): boolean => shown;
  printReads('median page', timeReads(pages, MEASURE_MS), 3);
  printReads('letters shown', timeReads(loadLetterPages(), MEASURE_MS).filter(isShown), 6);
}

/** The stages of a whole read, from bytes to the message, and how it compares with bare parsing on the same pages. */
function printReads(name: string, reads: readonly ReadTimes[], aim: number): void {
  const medianOf = (of: (read: ReadTimes) => number): number => median(reads.map(of));
  const stages = STAGES.map((stage) => `${stage} ${medianOf(({ ms }) => ms[stage]).toFixed(2)}`);
  const [read, parse5, htmlparser2] = [
    medianOf(({ whole }) => whole),
    medianOf(({ load }) => load),
    medianOf(({ loadFast }) => loadFast),
  ];
  console.log(
    `${name} (of ${reads.length}): ${read.toFixed(2)} ms: ${stages.join(', ')}\n` +
      `  ${(read / parse5).toFixed(1)} times bare cheerio.load of ${parse5.toFixed(2)} ms (aim: ${aim}), ` +
      `${(read / htmlparser2).toFixed(1)} times its htmlparser2 mode of ${htmlparser2.toFixed(2)} ms`,
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
  const pass = async (): Promise<void> => {
    for (const [index, page] of pages.entries()) {
      const startedAt = performance.now();
      // A peer that throws has read nothing.
      readings[index] = await reader.read(page, htmls[index] ?? '').catch(() => nothing);
      best[index] = Math.min(
        best[index] ?? Number.POSITIVE_INFINITY,
        performance.now() - startedAt,
      );
    }
  };
  await repeat(pass, { forMs: WARM_UP_MS, atLeast: 2 });
  best.fill(Number.POSITIVE_INFINITY);
  await repeat(pass, { forMs: MEASURE_MS, atLeast: LEAST_PASSES });
  return { readings, ms: best };
}

async function repeat(
  pass: () => Promise<void>,
  limits: { readonly forMs: number; readonly atLeast: number },
): Promise<void> {
  const until = performance.now() + limits.forMs;
  for (let count = 0; count < limits.atLeast || performance.now() < until; count += 1) await pass();
}

const nothing: Reading = { body: '', title: '', date: '', agency: '' };

function quality(
  pages: readonly GoldPage[],
  readings: readonly (Reading | null)[],
): Omit<Row, 'reader' | 'ms median' | 'ms p95' | 'ms all' | 'x cheerio'> {
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
    F1: (total(scores) / scores.length).toFixed(3),
    title: `${titles.length}/${titled.length}`,
    'date (wrong)': `${right}/${dated.length} (${given - right})`,
    agency: `${agencies.length}/${signed.length}`,
  };
}

function speed(ms: readonly number[]): Pick<Row, 'ms median' | 'ms p95' | 'ms all' | 'x cheerio'> {
  const sorted = ms.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  return {
    'ms median': median(ms).toFixed(2),
    'ms p95': p95.toFixed(1),
    'x cheerio': '',
    'ms all': total(ms).toFixed(0),
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
