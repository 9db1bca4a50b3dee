import type { DayRange } from '../base/calendar.ts';

/** A number inside a quotation: `at` is where it begins, `length` covers its unit. */
export interface PlacedFigure {
  readonly at: number;
  readonly length: number;
}

/**
 * The kind of a quotation: a `decision` on what was requested, a `rule` or right, an `admission` of what is
 * lacking, or any other `fact`.
 */
export type QuoteKind = 'decision' | 'rule' | 'admission' | 'fact';

/** A line of the letter's own words that is true without its context; an omission inside is marked `…`. */
export interface Quote {
  readonly text: string;
  readonly kind: QuoteKind;
  readonly figures: readonly PlacedFigure[];
  /** Ids of the rules for which it was chosen. */
  readonly because: readonly string[];
}

/** A number with its unit; `text` is verbatim and says what is counted, `at` is where the number begins in it. */
export interface KeyFigure {
  readonly value: string;
  readonly unit: string;
  readonly text: string;
  readonly at: number;
}

/** When a promise falls due: a closed range of days, and the words of the promise that gave it. */
export interface Deadline extends DayRange {
  readonly words: string;
  /** Where `words` begin in the promise. */
  readonly at: number;
  /** The words count from the letter's own day: 明年, 年底前. */
  readonly isRelative: boolean;
}

/** What the letter's author promises to do. */
export interface Commitment extends Quote {
  readonly deadline: Deadline | null;
}

/** Who answers what. */
export interface Lead {
  readonly agency: string | null;
  readonly role: 'main' | 'co-handling';
  /** 市政协五届一次会议第38号提案; empty where the letter names none. */
  readonly reference: string;
  /** The number alone, as printed; null where the letter names none. */
  readonly number: string | null;
  /** The proposal's title or subject; empty where the letter names none. */
  readonly subject: string;
  /** Whom a co-handling opinion is sent to: the 贵局 of its text; null for all others. */
  readonly recipient: string | null;
}

/** How many more the letter has than are shown. */
export interface LeftOut {
  readonly points: number;
  readonly commitments: number;
  readonly figures: number;
}

/** A letter in a few of its own words; made into text only where it is printed. */
export interface Summary {
  readonly lead: Lead | null;
  /** In the order of the letter, decisions first. */
  readonly points: readonly Quote[];
  /** The promises that are shown with the points, in the order of the letter. */
  readonly next: readonly Commitment[];
  /** All promises of the letter, in its order. */
  readonly commitments: readonly Commitment[];
  readonly keyFigures: readonly KeyFigure[];
  readonly leftOut: LeftOut;
  /** The letter has a table whose figures are not shown. */
  readonly hasTable: boolean;
}
