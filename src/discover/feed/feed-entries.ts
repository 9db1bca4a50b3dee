import Parser from 'rss-parser';
import { load } from 'cheerio/slim';
import { isFutureDate, parseDate } from '../../text/dates.ts';
import { readJsonDate } from '../json/json-dates.ts';
import { resolveAddress } from '../../markup/list-links.ts';
import { titleOf } from '../json/plain-title.ts';
import type { Entry } from '../../domain/source.ts';

/** The entries of a feed. */
export interface FeedEntries {
  readonly entries: readonly Entry[];
  /** Whether the feed had to be repaired to be read. */
  readonly isRepaired: boolean;
  /** Older entries, where the feed is paged (RFC 5005). */
  readonly nextPage: string | null;
}

const MAX_ENTRIES = 1_000;
const MAX_CONTENT = 500_000;
const MAX_CHARACTERS = 6_000_000;
const MAX_HEAD = 20_000;
const MAX_NEST = 20;

interface FeedItem {
  readonly link: string | undefined;
  readonly guid: string | undefined;
  readonly title: string | undefined;
  readonly date: string | undefined;
  readonly content: string | undefined;
}

/** Whether a text is an RSS or Atom feed. */
export function isFeed(text: string): boolean {
  return /^[\s\ufeff]*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<\?xml-[^>]{0,300}>\s*|<!--[\s\S]{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*<(?:rss|feed|rdf:RDF|channel)\b/iu.test(
    text.slice(0, 6_000),
  );
}

/** Reads RSS or Atom; bare ampersands and a missing end are repaired. Null when nothing can be read. */
export async function readFeed(
  text: string,
  context: { readonly url: string | null; readonly today: string },
): Promise<FeedEntries | null> {
  const source = withoutNests(text.slice(0, MAX_CHARACTERS).trimStart());
  const strict = await parseItems(source);
  const items = strict ?? looseItems(source);
  if (items === null) return null;
  const head = source.slice(0, MAX_HEAD).replace(/<(?:item|entry)\b[\s\S]*$/iu, '');
  const url = baseOf(head, context.url);
  const entries = items
    .slice(0, MAX_ENTRIES)
    .flatMap((item) => entryOf(item, { url, today: context.today }));
  return { entries, isRepaired: strict === null, nextPage: nextOf(head, url) };
}

/** Relative addresses start from `xml:base` on the feed where it is given. */
function baseOf(head: string, url: string | null): string | null {
  const base = /<feed\b[^>]{0,600}?\sxml:base\s*=\s*["']([^"'<>]{1,500})["']/iu.exec(head)?.[1];
  return base === undefined ? url : (resolveAddress(base, url) ?? url);
}

function nextOf(head: string, url: string | null): string | null {
  const link = /<(?:\w{1,20}:)?link\b[^<>]{0,600}\srel\s*=\s*["']next["'][^<>]{0,600}>/iu.exec(
    head,
  )?.[0];
  const href = /\shref\s*=\s*["']([^"'<>]{1,1500})["']/iu.exec(link ?? '')?.[1] ?? '';
  return resolveAddress(href.replaceAll('&amp;', '&'), url);
}

/** Cuts a feed where entries stand inside entries: their cost grows with the square of the depth. */
function withoutNests(text: string): string {
  let depth = 0;
  for (const match of text.matchAll(/<(\/?)(?:item|entry|channel|feed|rss)\b/giu)) {
    depth = Math.max(0, depth + (match[1] === '' ? 1 : -1));
    if (depth > MAX_NEST) return text.slice(0, match.index);
  }
  return text;
}

async function parseItems(text: string): Promise<readonly FeedItem[] | null> {
  // xml2js expands no external entities, but a doctype has no business in a feed.
  if (/<!ENTITY/iu.test(text.slice(0, 20_000))) return null;
  try {
    const feed = await new Parser<
      object,
      { 'content:encoded'?: string; updated?: string; date?: string; id?: string }
    >().parseString(text);
    return feed.items.map((item) => ({
      link: plainText(item.link),
      guid: plainText(item.guid ?? item.id),
      title: plainText(item.title),
      date: plainText(item.pubDate ?? item.date ?? item.updated ?? item.isoDate),
      content: plainText(item['content:encoded'] ?? item.content ?? item.summary),
    }));
  } catch {
    return null;
  }
}

/** xml2js gives objects for elements with attributes. */
function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const inner = typeof value === 'object' && value !== null && '_' in value ? value._ : undefined;
  return typeof inner === 'string' ? inner : undefined;
}

/** Reads a broken feed as far as it goes: unescaped `&`, stray tags, a missing end. */
function looseItems(text: string): readonly FeedItem[] | null {
  const $ = load(text, { xml: { xmlMode: true, decodeEntities: true } });
  const found = $('item, entry').toArray().slice(0, MAX_ENTRIES);
  if (found.length === 0) return null;
  return found.map((element) => {
    const item = $(element);
    const child = (name: string): string | undefined =>
      item.children(name).first().text().trim() || undefined;
    return {
      link: item.children('link').attr('href') ?? child('link'),
      guid: child('guid') ?? child('id'),
      title: child('title'),
      date: child('pubDate') ?? child('dc\\:date') ?? child('published') ?? child('updated'),
      content:
        child('content\\:encoded') ?? child('content') ?? child('description') ?? child('summary'),
    };
  });
}

function entryOf(
  item: FeedItem,
  context: { readonly url: string | null; readonly today: string },
): readonly Entry[] {
  const address =
    [item.link, item.guid].find(
      (one) => one !== undefined && /^\s*(?:https?:|\/|\.)/iu.test(one),
    ) ?? item.link;
  const url = address === undefined ? null : resolveAddress(address, context.url);
  const title = titleOf(item.title);
  if (url === null || title === '') return [];
  const content = item.content?.slice(0, MAX_CONTENT).trim() ?? '';
  const date = feedDate(item.date, context.today);
  return [content === '' ? { url, title, date } : { url, title, date, content }];
}

function feedDate(raw: string | undefined, today: string): string | null {
  const text = raw?.trim().slice(0, 60) ?? '';
  const day = readJsonDate(text, today) ?? parseDate(text);
  return day === null || isFutureDate(day, today) || day < '2000-01-01' ? null : day;
}

/** Reads a JSON Feed (`version` https://jsonfeed.org/…); null for any other value. */
export function readJsonFeed(
  value: unknown,
  context: { readonly url: string | null; readonly today: string },
): { readonly entries: readonly Entry[]; readonly nextPage: string | null } | null {
  if (typeof value !== 'object' || value === null || !('version' in value) || !('items' in value))
    return null;
  if (
    typeof value.version !== 'string' ||
    !value.version.includes('jsonfeed.org') ||
    !Array.isArray(value.items)
  )
    return null;
  const items: readonly unknown[] = value.items.slice(0, MAX_ENTRIES);
  const entries = items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return [];
    const field = (name: string): string | undefined => {
      const found: unknown = Object.entries(item).find(([key]) => key === name)?.[1];
      return typeof found === 'string' ? found : undefined;
    };
    return entryOf(
      {
        link: field('url') ?? field('external_url'),
        guid: field('id'),
        title: field('title'),
        date: field('date_published') ?? field('date_modified'),
        content: field('content_html') ?? field('content_text') ?? field('summary'),
      },
      context,
    );
  });
  const next = 'next_url' in value && typeof value.next_url === 'string' ? value.next_url : '';
  return { entries, nextPage: resolveAddress(next, context.url) };
}
