import { load } from 'cheerio';

import { decodePage } from '../../../src/decode/decode-page.ts';
import type { GoldPage } from './gold-pages.ts';
import { STAGES, timeRead, type TimedRead } from './our-reader.ts';

/** The best passes over one page, in milliseconds. */
export interface ReadTimes extends TimedRead {
  /** All stages together. */
  readonly whole: number;
  /** Bare `cheerio.load` of the decoded page: parse5, as it comes. */
  readonly load: number;
  /** `cheerio.load` in its htmlparser2 mode. */
  readonly loadFast: number;
}

const LEAST_PASSES = 10;

/** Reads the pages over and over and parses each between, in one loop: what slows the machine slows both. */
export function timeReads(pages: readonly GoldPage[], forMs: number): readonly ReadTimes[] {
  let best = pages.map(timeOnce);
  const until = performance.now() + forMs;
  for (let pass = 1; pass < LEAST_PASSES || performance.now() < until; pass += 1) {
    best = pages.map((page, at) => better(best[at], timeOnce(page)));
  }
  return best;
}

function timeOnce(page: GoldPage): ReadTimes {
  const read = timeRead(page);
  const html = decodePage({ url: page.url, bytes: page.bytes, contentType: null }).text;
  const start = performance.now();
  load(html);
  const loaded = performance.now();
  load(html, { xml: { xmlMode: false, decodeEntities: true } });
  const end = performance.now();
  const whole = STAGES.reduce((sum, stage) => sum + read.ms[stage], 0);
  return { ...read, whole, load: loaded - start, loadFast: end - loaded };
}

function better(known: ReadTimes | undefined, now: ReadTimes): ReadTimes {
  if (known === undefined) return now;
  const least = (name: (typeof STAGES)[number]): number => Math.min(known.ms[name], now.ms[name]);
  return {
    isShown: now.isShown,
    ms: {
      decode: least('decode'),
      extract: least('extract'),
      classify: least('classify'),
      identify: least('identify'),
      summarize: least('summarize'),
      card: least('card'),
    },
    whole: Math.min(known.whole, now.whole),
    load: Math.min(known.load, now.load),
    loadFast: Math.min(known.loadFast, now.loadFast),
  };
}
