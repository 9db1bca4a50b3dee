import Parser from 'rss-parser';

import type { FeedItem, FeedLink, FeedParts } from './feed-parts.ts';

/** What rss-parser keeps of an entry beside its own fields; values as xml2js gives them. */
interface KeptFields {
  readonly links?: readonly unknown[];
  readonly titles?: readonly unknown[];
  readonly id?: unknown;
  readonly date?: unknown;
  readonly published?: unknown;
  readonly updated?: unknown;
}

// xml2js builds objects for all that it reads; feeds of government sites have some hundred thousand characters.
const MAX_CHARACTERS = 2_000_000;
// Elements that are read. All others lose their names, or rss-parser would make an extract of every description,
// by an expression whose time grows with the square of the text.
const READ: ReadonlySet<string> = new Set(
  'rss,feed,rdf:RDF,channel,item,entry,title,link,atom:link,guid,id,pubDate,dc:date,published,updated'.split(
    ',',
  ),
);
const UNREAD = 'unread';
// The same as in markup/parse-xml.ts: a parser's time grows with the square of the depth.
const MAX_DEPTH = 100;
const BASE = /\sxml:base\s{0,9}=/u;
const NEXT_PAGE = /\srel\s{0,9}=\s{0,9}["']next["']/u;

/**
 * Reads a well-formed feed with rss-parser; `text` begins at its root. Null where that throws (damaged XML, an
 * unknown root, Atom days in words) or where the feed holds something that it does not return: a second channel,
 * a title with elements in it, `xml:base`, Atom's next page, an entry without a link, title or day.
 */
export async function readStrictly(text: string): Promise<FeedParts | null> {
  if (text.length > MAX_CHARACTERS || BASE.test(text) || isDeep(text)) return null;
  if (/^<feed\b/u.test(text) && NEXT_PAGE.test(text)) return null;
  const feed = await parse(text);
  if (feed === null) return null;
  const items = feed.items.map(itemOf);
  const written = text.match(/<(?:item|entry)[\s/>]/gu)?.length ?? 0;
  const isWhole = items.length === written && items.every(hasAllPieces);
  return isWhole ? { items, base: undefined, next: feed.paginationLinks?.next } : null;
}

/** Whether elements are nested deeper than any feed's; what CDATA sections and comments hold is text. */
function isDeep(text: string): boolean {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0 && depth <= MAX_DEPTH;) {
    const skipped = SKIPPED.find(([start]) => text.startsWith(start, at));
    const end = text.indexOf(skipped?.[1] ?? '>', at);
    if (end < 0) return false;
    const isStart = skipped === undefined && text[at + 1] !== '/' && text[end - 1] !== '/';
    if (isStart) depth += 1;
    else if (text[at + 1] === '/') depth -= 1;
    at = text.indexOf('<', end);
  }
  return depth > MAX_DEPTH;
}

const SKIPPED = [
  ['<![CDATA[', ']]>'],
  ['<!--', '-->'],
  ['<!', '>'],
  ['<?', '>'],
] as const;

async function parse(text: string): Promise<Parser.Output<KeptFields> | null> {
  const parser = new Parser<object, KeptFields>({
    customFields: {
      item: [
        ['link', 'links', { keepArray: true }],
        ['title', 'titles', { keepArray: true }],
        'published',
        'updated',
      ],
    },
    xml2js: { tagNameProcessors: [(name: string) => (READ.has(name) ? name : UNREAD)] },
  });
  try {
    return await parser.parseString(text);
  } catch {
    // What is wrong with it is not our concern: the other reader takes it as it is.
    return null;
  }
}

function itemOf(item: KeptFields & Parser.Item): FeedItem {
  const { published, updated, pubDate, date } = item;
  return {
    links: (item.links ?? []).map(linkOf),
    guid: textOf(item.guid ?? item.id),
    title: textOf(item.titles?.[0]),
    // As it is written: the `pubDate` of Atom is made by `Date`, which takes the time zone of this machine.
    date: [published, updated, pubDate, date].map(textOf).find((text) => text !== undefined),
  };
}

function hasAllPieces({ links, guid, title, date }: FeedItem): boolean {
  const hasLink = guid !== undefined || links.some(({ href, text }) => (href ?? text) !== '');
  return hasLink && title !== undefined && date !== undefined;
}

function linkOf(value: unknown): FeedLink {
  const attributes = isRecord(value) && isRecord(value['$']) ? value['$'] : {};
  const { href, rel } = attributes;
  return {
    href: typeof href === 'string' ? href : undefined,
    rel: typeof rel === 'string' ? rel : undefined,
    text: textOf(value) ?? '',
  };
}

/** An element with attributes is an object with its text; one with elements in it has more, and no text to trust. */
function textOf(value: unknown): string | undefined {
  const isPlain = isRecord(value) && Object.keys(value).every((key) => key === '_' || key === '$');
  const text = isPlain ? value['_'] : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
