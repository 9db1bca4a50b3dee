import type { Attachment, Proposal } from './article.ts';
import type { PageIssue } from './page.ts';
import type { Region } from './source.ts';
import type { Standing } from './standing.ts';
import type { Commitment, LeftOut, Quote } from './summary.ts';
import type { Kind, Relevance } from './verdict.ts';

/** Languages of the bot's own words. Quoted text stays as it was written. */
export type Language = 'zh-CN' | 'en';

/** One more address of the same document. */
export interface Publication {
  readonly agency: string | null;
  readonly url: string;
  /** A copying site that is not an agency's; never shown. */
  readonly mirror?: true;
  /** Where it prints another figure than the copy that represents the document. */
  readonly differs?: Difference;
}

/** A clause that two copies of a document print with different figures. */
export interface FigurePair {
  readonly ours: string;
  readonly theirs: string;
}

/** The first of them; absent are the others where there are none. */
export interface Difference extends FigurePair {
  /** Two at most. */
  readonly also?: readonly FigurePair[];
  /** How many there are besides. */
  readonly more?: number;
}

/** A line of the letter's own words as it is shown. */
export type CardLine = Omit<Quote, 'because'>;
/** A promise as it is shown. */
export type CardPromise = Omit<Commitment, 'because'>;

/** A letter of the same matter: another agency's opinion, the answer itself, or a further one. */
export interface RelatedLetter {
  readonly articleId: string;
  readonly role: 'answer' | 'co-handling' | 'follow-up';
  readonly agency: string | null;
  /** `YYYY-MM-DD`, or null. */
  readonly date: string | null;
  /** Null where no card may lead there. */
  readonly url: string | null;
}

/** What the document's own page says of it now: nothing, as the page is gone, or that it was withdrawn. */
export interface Withdrawal {
  readonly kind: 'gone' | 'withdrawn';
  /** `YYYY-MM-DD`: the day on which that was first seen. */
  readonly on: string;
  /** A government site that still has the document; it counts as published then. */
  readonly stillAt?: Pick<Publication, 'agency' | 'url'>;
}

/** One document, ready to be shown anywhere. Holds no personal data, no markup and no platform's limits. */
export interface Card {
  readonly articleId: string;
  /** 1 when first posted; rises when the card's content changes. */
  readonly revision: number;
  readonly kind: Kind;
  readonly relevance: Relevance;
  readonly topics: readonly string[];
  readonly region: Region | null;
  /** The document's own title. */
  readonly title: string;
  /** What the matter is: the title or the subject of the proposal; empty where the letter names none. */
  readonly subject: string;
  /** 市政协五届一次会议第38号提案; empty where the letter names none. */
  readonly reference: string;
  /** Whom a co-handling opinion is sent to. */
  readonly recipient: string | null;
  readonly url: string | null;
  /** The site that the text is from, with its port where that is not the usual one; null without an address. */
  readonly host: string | null;
  /** The page at `url` could not be read: the text is another site's. */
  readonly isTextFromElsewhere?: true;
  /** Who vouches for the text; null where that is not known. */
  readonly standing: Standing | null;
  /** The operator allowed its site: a copy outside the government's sites is linked only then. */
  readonly isAllowed: boolean;
  readonly agency: string | null;
  readonly documentNumber: string | null;
  readonly proposal: Proposal | null;
  readonly dateWritten: string | null;
  readonly datePublished: string | null;
  readonly points: readonly CardLine[];
  readonly next: readonly CardPromise[];
  readonly leftOut: LeftOut;
  /** The letter has a table whose figures are not shown. */
  readonly hasTable: boolean;
  /** The files that hold the text where the page itself has none. */
  readonly attachments: readonly Attachment[];
  readonly alsoPublishedBy: readonly Publication[];
  readonly issues: readonly PageIssue[];
  /** `YYYY-MM-DD` on which its page was last found to say something else than before; absent where it never did. */
  readonly correctedOn?: string;
  readonly withdrawal?: Withdrawal;
  /** Other letters on the same proposal, at most five. */
  readonly related?: readonly RelatedLetter[];
}

/** Whether a card is struck through: its document is published nowhere any more, as far as the bot knows. */
export function isStruck({ withdrawal }: Pick<Card, 'withdrawal'>): boolean {
  return withdrawal !== undefined && withdrawal.stillAt === undefined;
}

/** Why a channel sees this card; shown as one line above it. */
export type CardOccasion = 'new' | 'sample' | 'digest';
