/**
 * What a title's evidence is worth. What the page says about the article beats what it says about itself: of 55 pages
 * ArticleTitle is right on 50 of 50, h1 is a slogan or the site on 3 of 20 (docs/field-notes.md §1.8). The rest was
 * set by hand on these pages and on composed ones.
 */
export const POINTS = {
  articleTitle: 60,
  label: 45,
  headingNear: 42,
  titleMark: 34,
  letter: 30,
  openGraph: 24,
  aboveAbout: 30,
  firstLine: 18,
  /** Cut free of the site's name, and too long for a column's. */
  longDocumentTitle: 26,
  documentTitle: 16,
  headingFar: 12,
  entry: 14,
  proposal: 8,
  /** A heading one rank higher than h4. */
  rank: 1,
  /** Right above the text; less with each four blocks between. */
  nearest: 6,
  /** The same words stand in `<title>`, and more. */
  inDocumentTitle: 14,
  /** Shaped like a letter's title: 关于…的答复. */
  letterShape: 12,
  /** Begins as the list's title does. */
  asListed: 10,
  columnName: -45,
  cutOff: -40,
  short: -12,
} as const;

/** How much one spelling speaks for another, as a share of the other's points. */
export const SUPPORT = {
  equal: 0.5,
  /** A part of a title speaks for the whole more than the whole for its part. */
  partForWhole: 0.4,
  wholeForPart: 0.2,
} as const;

/** A place where the title may stand, and what speaks for it. */
export interface Candidate {
  readonly text: string;
  readonly points: number;
}
