/** A time with a beginning and an end, in milliseconds; the end is not part of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** An invented letter; the truth about it is what the judge goes by. */
export interface Letter {
  readonly id: string;
  readonly title: string;
  /** The same title in other words. */
  readonly otherTitle: string;
  readonly agency: string;
  readonly number: string;
  readonly paragraphs: readonly string[];
  /** Printed once in the text; what a correction puts in its place. */
  readonly figure: string;
  readonly correctedFigure: string;
  readonly isRelevant: boolean;
  /** It says 双减. */
  readonly isCore: boolean;
  /** A topic that it is all about. */
  readonly topic: string | null;
  /** The first two digits of its province's code. */
  readonly province: string;
}

/** A letter on a site. */
export interface Posting {
  readonly siteId: string;
  /** Counts the site's postings; part of its address. */
  readonly number: number;
  readonly letter: Letter;
  readonly at: number;
  /** The day that the list says. */
  readonly day: string;
  /** A page without text, or with a part of it, for a while. */
  readonly stub: Span | null;
  readonly cut: Span | null;
  readonly isEverReadable: boolean;
  readonly deletedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly correctedAt: number | null;
  readonly traits: readonly string[];
}

/** How a site's column is built. */
export type ListSystem = 'trs' | 'plain' | 'table' | 'hanweb' | 'feed' | 'json';

/** A site between two rebuilds. */
export interface Era {
  readonly from: number;
  readonly host: string;
  readonly system: ListSystem;
  readonly skin: number;
  readonly addresses: 'day' | 'art' | 'content';
}

/** What a site answers in place of what was requested. */
export type Answering =
  | 'connection'
  | 'timeout'
  | 'dns'
  | 'status-500'
  | 'status-503'
  | 'status-404'
  | 'status-403'
  | 'status-304'
  | 'empty-column'
  | 'busy'
  | 'maintenance'
  | 'database'
  | 'java'
  | 'nginx'
  | 'login'
  | 'home'
  | 'moved'
  | 'cut';

/** A time in which a site answers wrongly. */
export interface Trouble extends Span {
  readonly scope: 'list' | 'details' | 'both';
  readonly answering: Answering;
}

/** When the titles of a site's letters were written anew, and of which. */
interface Rewriting {
  readonly at: number;
  /** Of all, or of every second one. */
  readonly every: 1 | 2;
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly agency: string;
  readonly regionCode: string;
  readonly province: string;
  readonly level: 'province' | 'city';
  /** Oldest first; a new host is another address of the column. */
  readonly eras: readonly Era[];
  /** When the operator has the address of each era with a new host, by the era's beginning. */
  readonly corrections: ReadonlyMap<number, number>;
  /** What an abandoned host answers. */
  readonly oldHostAnswers: Answering;
  readonly isDated: boolean;
  readonly perPage: number;
  readonly hasPager: boolean;
  readonly isVolatile: boolean;
  readonly hasCounters: boolean;
  readonly hasEtag: boolean;
  /** Share of requests that go wrong by chance. */
  readonly noise: number;
  readonly troubles: readonly Trouble[];
  /** Of its list: the validators stay as they were. */
  readonly lyingValidators: readonly Span[];
  readonly rewriting: Rewriting | null;
  readonly postings: readonly Posting[];
}

/** A source of the bot: a whole column, or one that lists a part of the same addresses. */
export interface Watched {
  readonly sourceId: string;
  readonly site: Site;
  readonly column: 'all' | 'part';
  readonly addedAt: number;
}

/** What happens to the machine and the process. */
export type Mishap =
  | {
      readonly kind: 'crash';
      readonly at: number;
      readonly write: number;
      readonly written: boolean;
    }
  | { readonly kind: 'restart'; readonly at: number }
  | { readonly kind: 'off'; readonly at: number; readonly until: number }
  | {
      readonly kind: 'clock';
      readonly at: number;
      readonly until: number;
      readonly skewMs: number;
    };

/** What a channel subscribed to since a moment. */
export interface Wish {
  readonly at: number;
  readonly provinces: readonly string[];
  readonly topics: readonly string[];
  readonly isCoreOnly: boolean;
}

/** A channel's year. */
export interface Channel {
  readonly id: string;
  readonly guildId: string;
  readonly wishes: readonly Wish[];
  readonly withoutPermission: readonly Span[];
  readonly withoutGuild: readonly Span[];
  readonly deletedAt: number | null;
}

/** Everything that will happen, drawn from one seed. */
export interface World {
  readonly seed: number;
  readonly year: Span;
  readonly sites: readonly Site[];
  readonly watched: readonly Watched[];
  readonly channels: readonly Channel[];
  readonly mishaps: readonly Mishap[];
  /** When Discord answers nobody. */
  readonly discordOutages: readonly Span[];
  /** How many of each kind were drawn. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Whether a moment is within a span. */
export function isWithin(span: Span | null, at: number): boolean {
  return span !== null && at >= span.from && at < span.to;
}

/** The era of a site at a moment. */
export function eraAt({ eras }: Site, at: number): Era {
  const era = eras.findLast(({ from }) => from <= at) ?? eras[0];
  if (era === undefined) throw new Error('A site without an era.');
  return era;
}

/** The era whose address the operator knows at a moment. */
export function knownEra(site: Site, at: number): Era {
  const { eras, corrections } = site;
  const era = eras.findLast(({ from }) => (corrections.get(from) ?? from) <= at) ?? eras[0];
  if (era === undefined) throw new Error('A site without an era.');
  return era;
}
