import { isFutureDate, parseDate } from '../../text/dates.ts';
import { parseXml, type XmlElement } from '../../markup/parse-xml.ts';
import { resolveAddress } from '../../markup/list-links.ts';
import { readJsonDate } from '../json/json-dates.ts';
import { titleOf } from '../json/plain-title.ts';
import type { Entry } from '../../domain/source.ts';

/** The entries of a feed. */
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

const MAX_CHARACTERS = 6_000_000;
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

/** Reads RSS or Atom as far as it goes; null when nothing in it is an entry. */
export function readFeed(text: string, context: FeedContext): FeedEntries | null {
  const start = feedStart(text);
  const root = parseXml(text.slice(Math.max(0, start), MAX_CHARACTERS));
  const items = itemsIn(root);
  const head = root.children[0];
  if (items.length === 0 || head === undefined) return null;
  const base = head.attributes['xml:base'];
  const url = base === undefined ? context.url : (resolveAddress(base, context.url) ?? context.url);
  const entries = items.flatMap((item) => entryOf(fieldsOf(item), { ...context, url }));
  return { entries, nextPage: resolveAddress(nextLink(head) ?? '', url) };
}

/** The entries at any place but inside another one. */
function itemsIn(element: XmlElement): readonly XmlElement[] {
  return element.children.flatMap((child) =>
    child.name === 'item' || child.name === 'entry' ? [child] : itemsIn(child),
  );
}

function nextLink(head: XmlElement): string | undefined {
  const channel = head.children.find(({ name }) => name === 'channel');
  const links = [...head.children, ...(channel?.children ?? [])];
  return links.find(
    ({ name, attributes }) => /(?:^|:)link$/u.test(name) && attributes['rel'] === 'next',
  )?.attributes['href'];
}

interface Fields {
  readonly link: string | undefined;
  readonly guid: string | undefined;
  readonly title: string | undefined;
  readonly date: string | undefined;
}

function fieldsOf(item: XmlElement): Fields {
  const field = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const text = item.children.find((child) => child.name === name)?.text.trim() ?? '';
      if (text !== '') return text;
    }
    return undefined;
  };
  return {
    link: linkOf(item),
    guid: field('guid', 'id'),
    title: field('title', 'atom:title'),
    date: field('pubdate', 'dc:date', 'published', 'updated', 'date'),
  };
}

/** Atom gives several links by their relation, RSS one as text. */
function linkOf(item: XmlElement): string | undefined {
  const links = item.children.filter(({ name }) => name === 'link' || name === 'atom:link');
  const isPage = ({ attributes }: XmlElement): boolean =>
    attributes['href'] !== undefined && (attributes['rel'] ?? 'alternate') === 'alternate';
  const plain = links.find(({ text }) => text.trim() !== '')?.text;
  return links.find(isPage)?.attributes['href'] ?? plain ?? links[0]?.attributes['href'];
}

function entryOf(item: Fields, context: FeedContext): readonly Entry[] {
  const isAddress = (one: string | undefined) =>
    one !== undefined && /^\s*(?:https?:|\/|\.)/iu.test(one);
  const address = [item.link, item.guid].find(isAddress) ?? item.link;
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
        link: field('url', 'external_url'),
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
