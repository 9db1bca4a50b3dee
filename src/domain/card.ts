import type { Proposal } from './article.ts';
import type { Problem } from './page.ts';
import type { Region } from './source.ts';
import type { KeyFigure } from './summary.ts';
import type { Kind, Relevance } from './verdict.ts';

/** Languages of the bot's own words. Quoted text stays as it was written. */
export type Language = 'zh-CN' | 'en';

/** One more place where the same document stands. */
export interface Publication {
  readonly agency: string | null;
  readonly url: string;
  /** A copying site that is not an agency's; never shown. */
  readonly mirror?: true;
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
  readonly title: string;
  readonly url: string | null;
  readonly agency: string | null;
  readonly documentNumber: string | null;
  readonly proposal: Proposal | null;
  readonly dateWritten: string | null;
  readonly datePublished: string | null;
  readonly points: readonly string[];
  readonly figures: readonly KeyFigure[];
  readonly commitments: readonly string[];
  readonly summary: string;
  readonly alsoPublishedBy: readonly Publication[];
  readonly problems: readonly Problem[];
}

/** Why a channel sees this card; shown as one line above it. */
export type CardOccasion = 'new' | 'sample' | 'digest';
