import { weightTable } from '../../text/rule-table.ts';

const BY_HAND = 'set by hand on 55 pages and on composed ones: docs/field-notes.md §1.8';

const BESIDE =
  'evidence is added up: on each marked page another place says the same, or none says anything else';

/** What a title's evidence is worth. What the page says about the article beats what it says about itself. */
export const titlePoints = weightTable('title-points', [
  {
    id: 'article-title',
    weight: 60,
    source: 'ArticleTitle is right on 50 of 50 pages: docs/field-notes.md §1.8',
  },
  { id: 'label', weight: 45, source: BY_HAND },
  {
    id: 'heading-near',
    weight: 42,
    source: 'h1 is a slogan or the site on 3 of 20 pages: docs/field-notes.md §1.8',
    keep: BESIDE,
  },
  { id: 'title-mark', weight: 34, source: BY_HAND, keep: BESIDE },
  { id: 'letter', weight: 30, source: BY_HAND, keep: BESIDE },
  { id: 'open-graph', weight: 24, source: BY_HAND },
  { id: 'above-about', weight: 30, source: BY_HAND, keep: BESIDE },
  { id: 'first-line', weight: 18, source: BY_HAND, keep: BESIDE },
  // Cut free of the site's name, and too long for a column's.
  { id: 'long-document-title', weight: 26, source: BY_HAND },
  { id: 'document-title', weight: 16, source: BY_HAND },
  { id: 'heading-far', weight: 12, source: BY_HAND, keep: BESIDE },
  { id: 'entry', weight: 14, source: BY_HAND, keep: BESIDE },
  { id: 'proposal', weight: 8, source: BY_HAND, keep: BESIDE },
  // A heading one rank higher than h4.
  { id: 'rank', weight: 1, source: BY_HAND, keep: BESIDE },
  // Right above the text; less with each four blocks between.
  { id: 'nearest', weight: 6, source: BY_HAND, keep: BESIDE },
  // `<title>` holds the same words, and more.
  { id: 'in-document-title', weight: 14, source: BY_HAND },
  // Shaped like a letter's title: 关于…的答复.
  { id: 'letter-shape', weight: 12, source: BY_HAND, keep: BESIDE },
  // Begins as the list's title does.
  { id: 'as-listed', weight: 10, source: BY_HAND, keep: BESIDE },
  { id: 'column-name', weight: -45, source: BY_HAND },
  { id: 'cut-off', weight: -40, source: BY_HAND, keep: BESIDE },
  { id: 'short', weight: -12, source: BY_HAND },
] as const);

/** The name of a piece of evidence. */
export type TitlePoint = Parameters<typeof titlePoints>[0];

/** How much one spelling supports another, as a share of its points. */
export const titleSupport = weightTable('title-support', [
  { id: 'equal', weight: 0.5, source: BY_HAND },
  // A part of a title supports the whole more than the whole its part.
  { id: 'part-for-whole', weight: 0.4, source: BY_HAND, keep: BESIDE },
  { id: 'whole-for-part', weight: 0.2, source: BY_HAND, keep: BESIDE },
] as const);

/** A place where the title may be, and its evidence. */
export interface Candidate {
  readonly text: string;
  readonly points: number;
  readonly from: TitlePoint;
}
