import type { MediaKind, Page } from '../domain/page.ts';
import type { Discovery, Entry, NoRows, SourceFormat, SourceSelectors } from '../domain/source.ts';
import type { Parsed } from '../markup/parse-page.ts';
import { parseAnswer } from '../scripts/script-values.ts';
import { findFamily } from './family.ts';
import { isFeed, readFeed, readJsonFeed } from '../feed/feed-entries.ts';
import { parseXmlAnswer } from '../feed/xml-answer.ts';
import { discoverHtml, type Found } from './html/html-rows.ts';
import { noPage } from './html/not-a-list.ts';
import { htmlWithin } from '../json/json-answer.ts';
import { findJsonGate } from '../json/json-gate.ts';
import { findJsonRows } from '../json/json-rows.ts';

/** What the operator said about a source, and the day it is. */
export interface DiscoverOptions {
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
  readonly selectors?: SourceSelectors | null;
  readonly format?: SourceFormat;
}

// The longest list met has 1,470 rows; a longer one is a site's whole archive, and turns pages besides.
const MAX_ENTRIES = 2_000;

/** Kinds that hold no list: a file was given where a page was meant. */
const DOCUMENT_KINDS: ReadonlySet<MediaKind> = new Set(['docx', 'doc', 'pdf', 'other']);

/**
 * Finds the rows of a list page, feed or list API answer without selectors, or says why there are none.
 *
 * A feed is read as such (room `feed`). An answer that is JSON, or code that gives one value, is searched for the array
 * whose objects look most like rows (`json/`: json-tables → json-columns → json-rows); XML of a server's own making
 * becomes such objects first. All else is a page (`html/`): group-rows finds sibling elements, find-rows reads each
 * (main-link, row-title, row-date), score-group and choose-groups take the list among them, unless detail-page says
 * that it is one article; without a list script-rows looks into inline code, and not-a-list says why there is none.
 * Where rows are at a second address, follow-ups names it.
 */
export async function discoverEntries(
  page: Page & Partial<Parsed>,
  options: DiscoverOptions,
): Promise<Discovery> {
  const { today, format = 'auto' } = options;
  const mayBeFeed = format === 'feed' || (format === 'auto' && isFeed(page.text));
  return mayBeFeed ? counted(await discoverFeed(page, today)) : discoverList(page, options);
}

/** Finds the rows of everything but feeds; see `discoverEntries`. */
export function discoverList(page: Page & Partial<Parsed>, options: DiscoverOptions): Discovery {
  return counted(findList(page, options));
}

function counted(found: Found): Discovery {
  const entries = found.entries.slice(0, MAX_ENTRIES);
  return { ...found, entries, truncated: found.entries.length - entries.length };
}

function findList(page: Page & Partial<Parsed>, options: DiscoverOptions): Found {
  const { today, format = 'auto' } = options;
  // Code that carries rows of HTML in its strings looks like a page from the outside.
  const isPage = page.kind === 'html' && /^\s{0,99}</u.test(page.text);
  const mayBeJson = !isPage && page.kind !== 'xml';
  const isJson = format === 'json' || (format === 'auto' && mayBeJson);
  const value = isJson ? parseAnswer(page.text) : undefined;
  if (value !== undefined) return discoverJson(page.url, value, today);
  if (format === 'json' || page.kind === 'json') return nothing('unreadable');
  const answer = page.kind === 'xml' ? discoverXml(page, today) : null;
  if (answer !== null) return answer;
  const isMarkup = page.kind === 'html' || /<[a-z!]/iu.test(page.text.slice(0, 4_000));
  if (isMarkup) return discoverHtml(page, options);
  const isDocument = DOCUMENT_KINDS.has(page.kind);
  return nothing(page.text.trim() === '' && !isDocument ? 'empty-answer' : 'unsupported');
}

async function discoverFeed(page: Page & Partial<Parsed>, today: string): Promise<Found> {
  const feed = await readFeed(page.text, { url: page.url, today });
  if (feed === null)
    return page.kind === 'html' ? discoverHtml(page, { today }) : nothing('unreadable');
  const found = listed(feed.entries, { family: 'feed', confidence: 0.95, layout: 'feed' });
  return { ...found, nextPage: feed.nextPage };
}

/** A list API may answer with XML of its own design; HTML inside it is read by the HTML detector. */
function discoverXml(page: Page, today: string): Found | null {
  if (/<a\s|<record>|<html/iu.test(page.text)) return null;
  const rows = findJsonRows(parseXmlAnswer(page.text), { url: page.url, today });
  if (rows === null) return null;
  const family = findFamily(
    { url: page.url, text: '' },
    rows.entries.map((entry) => entry.url),
  );
  const layout = rows.layout.replace('json:', 'xml:');
  return listed(rows.entries, { family, confidence: rows.confidence, layout });
}

function discoverJson(url: string | null, value: unknown, today: string): Found {
  const context = { url, today };
  const feed = readJsonFeed(value, context);
  if (feed !== null) {
    const found = listed(feed.entries, { family: 'feed', confidence: 0.95, layout: 'json-feed' });
    return { ...found, nextPage: feed.nextPage };
  }
  const rows = findJsonRows(value, context);
  const html = htmlWithin(value);
  const fromHtml = html === '' ? null : discoverHtml({ url, text: html }, { today });
  if (rows !== null && (fromHtml === null || rows.entries.length >= fromHtml.entries.length)) {
    const family = findFamily(
      { url, text: '' },
      rows.entries.map((entry) => entry.url),
    );
    return listed(rows.entries, { family, confidence: rows.confidence, layout: rows.layout });
  }
  if (fromHtml !== null && fromHtml.state === 'list')
    return { ...fromHtml, layout: `json:${fromHtml.layout ?? ''}` };
  const gate = findJsonGate(value);
  if (gate !== null) return { ...nothing(gate), ...noPage(gate) };
  return { ...nothing('no-rows'), state: 'empty' };
}

function listed(
  entries: readonly Entry[],
  facts: { readonly family: string | null; readonly confidence: number; readonly layout: string },
): Found {
  if (entries.length === 0) return { ...nothing('no-rows'), state: 'empty', family: facts.family };
  return { state: 'list', ...facts, entries, nextPage: null, reason: null };
}

function nothing(reason: NoRows): Found {
  return {
    state: 'no-list',
    family: null,
    confidence: 0,
    entries: [],
    nextPage: null,
    reason,
    layout: null,
  };
}
