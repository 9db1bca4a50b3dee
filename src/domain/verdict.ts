export type Kind = 'reply' | 'notice' | 'interpretation' | 'news' | 'opinion' | 'other';
export type Relevance = 'core' | 'related' | 'adjacent' | 'none';

/** One rule that spoke: `weight` was added to `label`'s score because of `text`. */
export interface Reason {
  readonly rule: string;
  readonly label: Kind | Relevance;
  readonly weight: number;
  readonly text: string;
}

/** What an article is, how relevant it is, and why. */
export interface Verdict {
  readonly kind: Kind;
  readonly relevance: Relevance;
  /** Keys of `topics` in `config/vocabulary.yaml`. */
  readonly topics: readonly string[];
  /** Strings from the text that decided kind and relevance. */
  readonly evidence: readonly string[];
  readonly reasons: readonly Reason[];
}
