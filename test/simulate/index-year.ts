import type { EntryReport } from '../../src/crawl/crawl-deps.ts';
import type { Delivery } from '../../src/domain/delivery.ts';
import type { KnownEntry } from '../../src/store/entries.ts';
import type { ShownMessage } from './fake-channels.ts';
import type { Year } from './run-bot.ts';
import { postingOf } from './serve.ts';
import type { Letter, Posting, Site, Watched } from './world.ts';
import { allPending } from '../support/all-pending.ts';

/** A posting that a source of the bot lists. */
export interface WatchedPosting {
  readonly posting: Posting;
  readonly watched: Watched;
}

/** When a source was first read well, by the true time. */
interface FirstVisit {
  readonly from: number;
  readonly to: number;
}

/** What became of each letter, by its id. */
export interface YearIndex {
  readonly letters: ReadonlyMap<string, Letter>;
  readonly postings: ReadonlyMap<string, readonly WatchedPosting[]>;
  readonly messages: ReadonlyMap<string, readonly ShownMessage[]>;
  readonly deliveries: ReadonlyMap<string, readonly Delivery[]>;
  readonly entries: ReadonlyMap<string, readonly KnownEntry[]>;
  readonly reports: ReadonlyMap<
    string,
    readonly { readonly at: number; readonly report: EntryReport }[]
  >;
  readonly firstVisits: ReadonlyMap<string, FirstVisit>;
  /** Messages of which nobody can tell what they show. */
  readonly unknownMessages: number;
  /** The letter that a document of the store is, by the document's id. */
  readonly letterOfArticle: ReadonlyMap<string, string>;
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** Whether a column lists a posting at all. */
function isOn({ column }: Watched, { number }: Posting): boolean {
  return column === 'all' || number % 2 === 0;
}

/** Arranges what a year left by letters. */
export async function indexYear(year: Year): Promise<YearIndex> {
  const { world, watched, store, diary, channels } = year;
  const letterOf = createLetterOf(world.sites);
  const letters = new Map<string, Letter>();
  const postings = new Map<string, WatchedPosting[]>();
  for (const one of watched) {
    for (const posting of one.site.postings) {
      if (!isOn(one, posting)) continue;
      letters.set(posting.letter.id, posting.letter);
      addTo(postings, posting.letter.id, { posting, watched: one });
    }
  }
  const deliveries = new Map<string, Delivery[]>();
  const ofMessage = new Map<string, string[]>();
  const all = [...(await allPending(store.outbox))];
  for await (const delivery of store.outbox.ended()) all.push(delivery);
  for (const delivery of all) {
    const letter = letterOf(delivery.card.url);
    if (letter === null) continue;
    addTo(deliveries, letter, delivery);
    if (delivery.state.kind === 'sent') addTo(ofMessage, delivery.state.messageId, letter);
  }
  const messages = new Map<string, ShownMessage[]>();
  let unknownMessages = 0;
  for (const message of channels.shown) {
    const shown = message.addresses.map(letterOf).filter((letter) => letter !== null);
    const known = shown.length > 0 ? shown : (ofMessage.get(message.id) ?? []);
    if (known.length === 0) unknownMessages += 1;
    for (const letter of known) addTo(messages, letter, message);
  }
  const entries = new Map<string, KnownEntry[]>();
  for await (const [, entry] of store.entries.all()) {
    const letter = letterOf(entry.url);
    if (letter !== null) addTo(entries, letter, entry);
  }
  const reports = new Map<string, { at: number; report: EntryReport }[]>();
  const firstVisits = new Map<string, FirstVisit>();
  for (const { at, event } of diary.events) {
    if (event.kind === 'entry') {
      const letter = letterOf(event.report.entry.url);
      if (letter !== null) addTo(reports, letter, { at, report: event.report });
      continue;
    }
    if (event.kind !== 'visit') continue;
    const { status, rows, ms } = event.visit;
    const isGood = (status === 'ok' || status === 'quiet') && rows > 0;
    if (isGood && !firstVisits.has(event.source.id)) {
      firstVisits.set(event.source.id, { from: at - ms, to: at });
    }
  }
  const letterOfArticle = new Map<string, string>();
  for await (const { articleId, article, publications } of store.articles.all()) {
    const urls = [article.url, ...publications.map(({ url }) => url)];
    const letter = urls.map(letterOf).find((one) => one !== null);
    if (letter !== undefined && letter !== null) letterOfArticle.set(articleId, letter);
  }
  return {
    letters,
    postings,
    messages,
    deliveries,
    entries,
    reports,
    firstVisits,
    unknownMessages,
    letterOfArticle,
  };
}

/** The id of the letter that an address leads to, or null. */
function createLetterOf(sites: readonly Site[]): (url: string | null) => string | null {
  const byHost = new Map<string, Site>();
  for (const site of sites) for (const { host } of site.eras) byHost.set(host, site);
  return (url) => {
    const site = url === null ? undefined : byHost.get(URL.parse(url)?.host ?? '');
    if (site === undefined || url === null) return null;
    return postingOf({ sites: [site] }, url)?.posting.letter.id ?? null;
  };
}
