import type { FrontKind } from '../grammar/front-rules.ts';

/** A verbatim piece of the text that was read. */
export interface Span {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A piece of a statement between two commas, without its closing mark. */
export interface Clause extends Span {
  /** What it tells about the clauses behind it; null for a main clause. */
  readonly front: FrontKind | null;
  /** It names a thing that letters about schooling speak of: what a line without any is about, only the text around it tells. */
  readonly namesTopic: boolean;
  /** How many figures a main clause holds; 0 for any other. */
  readonly figures: number;
  /**
   * Which clauses of the statement a quotation of this one must hold so that it says what the letter says: indexes in
   * order, its own among them. Empty where no quotation of it can.
   */
  readonly needs: readonly number[];
  /** The fronts of the statement that say when, on what condition or by whom it is said. */
  readonly governedBy: readonly number[];
}

/** Where a statement belongs. */
export interface Place {
  /** Counts paragraphs. */
  readonly paragraph: number;
  /** Counts sentences; those of one sentence are parted by a semicolon or a number. */
  readonly sentence: number;
  /** Counts sections: what a heading of the highest level begins; 0 before the first. */
  readonly section: number;
  /** Counts points of any level. */
  readonly point: number;
  /** The heading right above or in front, without its number; null where there is none. */
  readonly heading: Span | null;
  /** A heading or an opening word says that what stands here is still to come. */
  readonly isPlanned: boolean;
  /** Only the sentence above a list says so, to which it belongs: 我们将做好以下工作：. */
  readonly isAnnounced: boolean;
  /** Which item of an announced list of plans it belongs to, where nothing else says that it is planned; else null. */
  readonly item: number | null;
  /** Counts what may tell of one thing: paragraphs, and the numbered points inside them. */
  readonly part: number;
  /** Its sentence says by which rule in force. */
  readonly isRuled: boolean;
}

/**
 * How often a heading is told: with `each` line that decides on what only the heading tells, or with the `first` of lines that
 * follow each other and say nothing of the heading's topic.
 */
export type HeadingNeed = 'each' | 'first';

/** The smallest thing a letter says: a sentence, or what stands between its semicolons and numbers. */
export interface Statement extends Place {
  readonly start: number;
  readonly end: number;
  readonly clauses: readonly Clause[];
  /** The statement before it, without which this one points at nothing: its index, or null. */
  readonly antecedent: number | null;
  /** What stands right before it and may tell of the same thing: the statement before it, or what is not told; null where nothing does. */
  readonly behind: 'statement' | 'skipped' | null;
  /** The statement behind it that turns it round: its index, or null. */
  readonly turnedBy: number | null;
  /** Whether its heading is told with it. */
  readonly needsHeading: HeadingNeed | null;
  /** Its first main clause names who acts: nothing of another subject stands in a line with it. */
  readonly namesSubject: boolean;
}

/** What a letter says. */
export interface Answer {
  readonly statements: readonly Statement[];
  /** A table was left out. */
  readonly hasUnreadTable: boolean;
}
