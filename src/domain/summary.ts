/** A number with its unit; `text` is verbatim from the body and says what is counted. */
export interface KeyFigure {
  readonly value: string;
  readonly unit: string;
  readonly text: string;
}

/** A promise; `text` is verbatim, the deadline a closed range of days where one is stated. */
export interface Commitment {
  readonly text: string;
  readonly deadline: { readonly from: string; readonly to: string } | null;
}

/** A few of the article's own words. */
export interface Summary {
  /** At most 400 characters; what the card shows. */
  readonly text: string;
  /** Up to 6, verbatim from the body; an omission inside is marked `…`. */
  readonly keyPoints: readonly string[];
  readonly keyFigures: readonly KeyFigure[];
  readonly commitments: readonly Commitment[];
}
