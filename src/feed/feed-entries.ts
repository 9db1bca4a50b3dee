import { isFutureDate, parseDate } from '../text/dates.ts';
import { resolveAddress } from '../markup/list-links.ts';
import { readJsonDate } from './json-dates.ts';
import { titleOf } from './plain-title.ts';
import type { Entry } from '../domain/source.ts';
import { addressOf, type FeedItem } from './feed-parts.ts';
import { readStrictly } from './strict-feed.ts';
import { readTolerantly } from './tolerant-feed.ts';

export interface FeedEntries {
  readonly entries: readonly Entry[];
  /** Older entries, where the feed is paged (RFC 5005). */
  readonly nextPage: string | null;
}

/** What a feed's addresses are relative to, and the day it is. */
interface FeedContext {
  readonly url: string | null;
  readonly today: string;
}

// Ten times the largest feed met; 12,000 items, of which discovery keeps 2,000 and says how many more there are.
const MAX_CHARACTERS = 3_000_000;
// Servers print warnings before the feed begins.
const MAX_BEFORE = 6_000;
const ROOT = /<(?:rss|feed|rdf:RDF|channel)\b/iu;
const PAGE = /<(?:html|body|head)\b/iu;

/** Whether a text is an RSS or Atom feed, whatever was printed before it. */
export function isFeed(text: string): boolean {
  return feedStart(text) >= 0;
}

function feedStart(text: string): number {
  const head = text.slice(0, MAX_BEFORE);
  const start = head.search(ROOT);
  return start < 0 || PAGE.test(head.slice(0, start)) ? -1 : start;
}

/**
 * Reads RSS or Atom: well-formed feeds with rss-parser, others as far as possible. Null when nothing in it is an
 * entry.
 */
export async function readFeed(text: string, context: FeedContext): Promise<FeedEntries | null> {
  const source = text.slice(Math.max(0, feedStart(text)), MAX_CHARACTERS);
  const { items, base, next } = (await readStrictly(source)) ?? readTolerantly(source);
  if (items.length === 0) return null;
  const url = base === undefined ? context.url : (resolveAddress(base, context.url) ?? context.url);
  const entries = items.flatMap((item) => entryOf(item, { ...context, url }));
  return { entries, nextPage: resolveAddress(next ?? '', url) };
}

function entryOf(item: FeedItem, context: FeedContext): readonly Entry[] {
  const address = addressOf(item);
  const url = address === undefined ? null : resolveAddress(address, context.url);
  const title = titleOf(item.title);
  if (url === null || title === '') return [];
  return [{ url, title, date: feedDate(item.date, context.today) }];
}

function feedDate(raw: string | undefined, today: string): string | null {
  const text = raw?.trim().slice(0, 60) ?? '';
  const day = readJsonDate(text, today) ?? parseDate(text);
  return day === null || isFutureDate(day, today) || day < '2000-01-01' ? null : day;
}

/** Reads a JSON Feed (`version` https://jsonfeed.org/…); null for any other value. */
export function readJsonFeed(value: unknown, context: FeedContext): FeedEntries | null {
  if (!isRecord(value) || !Array.isArray(value['items'])) return null;
  if (typeof value['version'] !== 'string' || !value['version'].includes('jsonfeed.org'))
    return null;
  const items: readonly unknown[] = value['items'];
  const entries = items.filter(isRecord).flatMap((item) => {
    const field = (...names: readonly string[]): string | undefined =>
      names.map((name) => item[name]).find((found) => typeof found === 'string');
    return entryOf(
      {
        links: [{ href: field('url', 'external_url'), rel: undefined, text: '' }],
        guid: field('id'),
        title: field('title'),
        date: field('date_published', 'date_modified'),
      },
      context,
    );
  });
  const next = typeof value['next_url'] === 'string' ? value['next_url'] : '';
  return { entries, nextPage: resolveAddress(next, context.url) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
