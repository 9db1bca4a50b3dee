import type { Kind } from './verdict.ts';

/** A word or pattern: plain text, or a regular expression between slashes. `source` is a key of `sources`. */
export interface Pattern {
  readonly match: string;
  readonly source: string;
}

/** A pattern that counts. */
export interface Term extends Pattern {
  readonly weight: number;
}

/**
 * Where a rule looks: `title`; `number`, the letter code (发文字号); `head`, the first lines of the body;
 * `opening`, the paragraph that acknowledges and announces the answer; `tail`, the last lines; `body`, all of it.
 */
export type Zone = 'title' | 'number' | 'head' | 'opening' | 'tail' | 'body';

/** Adds `weight` (which may be negative) to a kind once, when `match` is found in its zone. */
export interface KindRule extends Term {
  readonly id: string;
  readonly where: Zone;
}

/** The rules of one kind; it is considered from `threshold` on, and the highest score wins. */
export interface KindRules {
  readonly kind: Kind;
  readonly threshold: number;
  /** Ids of rules of which at least one must have spoken, whatever the score. */
  readonly needs?: readonly string[];
  readonly rules: readonly KindRule[];
}

/** The word 双减 and how its education meaning is told from others. */
export interface DoubleReduction {
  readonly keywords: readonly Pattern[];
  /** Tested on the few characters before the word; the pattern should end with `$`. */
  readonly rejectBefore: readonly Pattern[];
  /** Tested on the few characters after the word; the pattern should begin with `^`. */
  readonly rejectAfter: readonly Pattern[];
  /** Words around it that speak for education. */
  readonly education: readonly Term[];
  /** Words around it that speak for another meaning. */
  readonly foreign: readonly Term[];
  /** Issuers for whom education is the nearest meaning. */
  readonly educationAgencies: readonly Pattern[];
}

/** A subject that letters are filtered by, and what it says about relevance. */
export interface Topic {
  readonly key: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** `related` and `adjacent` as in the contract; `tied` is adjacent only in a text that touches the policy. */
  readonly relevance: 'related' | 'adjacent' | 'tied' | null;
  readonly terms: readonly Term[];
}

/** From when on a class is given to a text. */
interface RelevanceThresholds {
  /** Score of the related topics and of the word itself. */
  readonly related: number;
  /** Score of the adjacent topics. */
  readonly adjacent: number;
  /** Share of the sentences that must dwell on the matter when the subject does not name it; never fewer than three. */
  readonly share: number;
}

/** Every word and weight that decides kind, relevance and topics. The whole is data: `config/vocabulary.yaml`. */
export interface Vocabulary {
  readonly version: 1;
  /** Where words come from: a short key and the document, page or habit of writing it stands for. */
  readonly sources: Readonly<Record<string, string>>;
  /** Marks of the paragraph that acknowledges a proposal and announces the answer. */
  readonly openings: readonly Pattern[];
  readonly kinds: readonly KindRules[];
  readonly doubleReduction: DoubleReduction;
  readonly topics: readonly Topic[];
  readonly thresholds: RelevanceThresholds;
}
