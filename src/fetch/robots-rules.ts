import { HOUR_MS } from '../base/clock.ts';
import { allows, parseRobots, writeRobots, type RobotsGroup } from './robots-file.ts';

/** What a host's robots.txt said, in a form that survives restarts. */
export interface RobotsRecord {
  readonly fetchedAt: string;
  /**
   * `rules`: read; `none`: there is none; `forbidden`: refused (401, 403); `unavailable`: 5xx; `excessive`: beyond the limits of
   * what is read.
   */
  readonly kind: 'rules' | 'none' | 'forbidden' | 'unavailable' | 'excessive';
  /** The lines that concern the bot, for `rules`. */
  readonly text: string;
}

/** What robots.txt allows for one address. */
interface RobotsAdvice {
  readonly allowed: boolean;
  readonly crawlDelayMs: number;
}

/** What a record says of any address of its origin. */
export type AdviseOn = (url: URL) => RobotsAdvice;

// RFC 9309 2.4: not longer than a day; after an outage it is requested again sooner.
const LIFETIMES_MS: Readonly<Record<RobotsRecord['kind'], number>> = {
  rules: 24 * HOUR_MS,
  none: 24 * HOUR_MS,
  forbidden: 24 * HOUR_MS,
  unavailable: HOUR_MS,
  excessive: 24 * HOUR_MS,
};

/** RFC 9309 2.5: at least 500 KiB are read. */
const MAX_ROBOTS_BYTES = 512 * 1024;
const MAX_CRAWL_DELAY_SECONDS = 60;

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

/** The text of a robots.txt; of a longer one its beginning, up to the last line that is whole. */
export function robotsText(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, MAX_ROBOTS_BYTES));
  if (bytes.length <= MAX_ROBOTS_BYTES) return text;
  return text.slice(0, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'), 0));
}

/** The record with no more than what concerns the bot; for one that is new, and for one that an earlier version kept whole. */
export function reduceRecord(record: RobotsRecord, userAgent: string): RobotsRecord {
  if (record.kind !== 'rules') return record;
  const file = parseRobots(record.text.slice(0, MAX_ROBOTS_BYTES), userAgent);
  if (file === null) return { ...record, kind: 'excessive', text: '' };
  return { ...record, text: writeRobots(file, userAgent) };
}

/** Reads a record once for all addresses. A file beyond the limits forbids everything. */
export function readRobots(record: RobotsRecord, userAgent: string): AdviseOn {
  if (record.kind === 'none') return () => ({ allowed: true, crawlDelayMs: 0 });
  const file = record.kind === 'rules' ? parseRobots(record.text, userAgent) : null;
  if (file === null) return () => ({ allowed: false, crawlDelayMs: 0 });
  const group: RobotsGroup = file.own ?? file.everybody ?? { rules: [], crawlDelaySeconds: null };
  const seconds = Math.min(Math.max(group.crawlDelaySeconds ?? 0, 0), MAX_CRAWL_DELAY_SECONDS);
  return (url) => ({ allowed: allows(group, url), crawlDelayMs: seconds * 1000 });
}
