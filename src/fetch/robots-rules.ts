import { HOUR_MS } from '../base/clock.ts';
import robotsParser from 'robots-parser';

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types promise `default`, its CommonJS exports the function itself
const parseRobots = robotsParser as unknown as typeof robotsParser.default;

/** What a host's robots.txt said, in a form that survives restarts. */
export interface RobotsRecord {
  readonly fetchedAt: string;
  /** `rules`: read; `none`: there is none; `forbidden`: refused (401, 403); `unavailable`: 5xx. */
  readonly kind: 'rules' | 'none' | 'forbidden' | 'unavailable';
  /** The lines that matter, for `rules`. */
  readonly text: string;
}

/** What robots.txt allows for one address. */
export interface RobotsAdvice {
  readonly allowed: boolean;
  readonly crawlDelayMs: number;
}

// RFC 9309 2.4: not longer than a day; after an outage it is requested again sooner.
const LIFETIMES_MS: Readonly<Record<RobotsRecord['kind'], number>> = {
  rules: 24 * HOUR_MS,
  none: 24 * HOUR_MS,
  forbidden: 24 * HOUR_MS,
  unavailable: HOUR_MS,
};

/** RFC 9309 2.5: at least 500 KiB are read. */
const MAX_ROBOTS_BYTES = 512 * 1024;
const MAX_CRAWL_DELAY_SECONDS = 60;
// Matching wildcards costs rule length times address length; no honest file comes near this.
const MAX_WILDCARD_CHARACTERS = 20_000;
const USEFUL_LINE = /^\s{0,20}(?:user-agent|allow|disallow|crawl-delay)\s{0,20}:/iu;

/** Whether the record is still valid. */
export function isFresh(record: RobotsRecord, now: Date): boolean {
  const age = now.getTime() - Date.parse(record.fetchedAt);
  return age >= 0 && age < LIFETIMES_MS[record.kind];
}

/** How long until the record is requested again. */
export function msUntilStale(record: RobotsRecord, now: Date): number {
  const lifetime = LIFETIMES_MS[record.kind];
  const leftMs = Date.parse(record.fetchedAt) + lifetime - now.getTime();
  return Math.min(Math.max(0, leftMs), lifetime);
}

/** Keeps the lines of a robots.txt that decide anything. */
export function reduceRobots(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, MAX_ROBOTS_BYTES));
  const lines = text.split(/\r\n|\r|\n/u).filter((line) => USEFUL_LINE.test(line));
  return lines.map((line) => line.trim().replaceAll(/\*{2,}/gu, '*')).join('\n');
}

/** Matches one address against robots.txt. A file too intricate to match safely forbids everything. */
export function readRobots(record: RobotsRecord, url: URL, userAgent: string): RobotsAdvice {
  if (record.kind === 'none') return { allowed: true, crawlDelayMs: 0 };
  if (record.kind !== 'rules') return { allowed: false, crawlDelayMs: 0 };
  const wildcards = record.text.split('\n').filter((line) => line.includes('*'));
  if (wildcards.join('').length > MAX_WILDCARD_CHARACTERS)
    return { allowed: false, crawlDelayMs: 0 };
  const robots = parseRobots(`${url.origin}/robots.txt`, record.text);
  const token = /^[^/\s]+/u.exec(userAgent)?.[0] ?? userAgent;
  const delay = robots.getCrawlDelay(token) ?? 0;
  return {
    allowed: robots.isAllowed(url.href, token) ?? true,
    crawlDelayMs: Math.min(Math.max(delay, 0), MAX_CRAWL_DELAY_SECONDS) * 1000,
  };
}
