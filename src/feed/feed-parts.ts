/** A link of an entry: an address with its relation in Atom, text in RSS. */
export interface FeedLink {
  readonly href: string | undefined;
  readonly rel: string | undefined;
  readonly text: string;
}

/** One entry as the feed writes it: nothing is resolved, decoded or judged. */
export interface FeedItem {
  readonly links: readonly FeedLink[];
  readonly guid: string | undefined;
  readonly title: string | undefined;
  readonly date: string | undefined;
}

/** What a reader takes from a feed. */
export interface FeedParts {
  readonly items: readonly FeedItem[];
  /** What its addresses are relative to, where the feed says it. */
  readonly base: string | undefined;
  /** The address of older entries (RFC 5005). */
  readonly next: string | undefined;
}

/** Atom gives several links by their relation, of which `alternate` is the page; RSS gives one as text. */
export function addressOf({ links, guid }: FeedItem): string | undefined {
  const page = links.find(
    ({ href, rel = 'alternate' }) => href !== undefined && rel === 'alternate',
  );
  const plain = links.find(({ text }) => text.trim() !== '')?.text;
  const link = page?.href ?? plain ?? links[0]?.href;
  return [link, guid].find(isAddress) ?? link;
}

function isAddress(text: string | undefined): boolean {
  return text !== undefined && /^\s*(?:https?:|\/|\.)/iu.test(text);
}
