import type { Kind, Relevance } from './verdict.ts';

/** Where a row comes from, and why it stays where no marked document needs it. */
interface Sourced {
  readonly source: string;
  readonly keep?: string;
}

/** A word or pattern: plain text, or a regular expression between slashes. `source` is a key of `sources`. */
export interface Pattern extends Sourced {
  readonly match: string;
}

/** A pattern and its weight. */
interface Term extends Pattern {
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

/** The rules of one kind besides `reply`, which the letter itself decides; it is considered from `threshold` on, and the highest score wins. */
export interface KindRules {
  readonly kind: Exclude<Kind, 'reply'>;
  readonly threshold: number;
  readonly rules: readonly KindRule[];
}

/** Plain words of two characters and more that say one thing. `source` is a key of `sources`. */
export interface WordList extends Sourced {
  readonly words: readonly string[];
}

/** A name by its parts: they occur in this order, at most `gap` characters apart. */
export interface PartedName extends Sourced {
  readonly parts: readonly string[];
  readonly gap: number;
}

/** The policy by its word and its title, and how the word's meaning in education is recognized. */
export interface DoubleReduction {
  /** The word; blanks may occur between its characters. */
  readonly words: readonly WordList[];
  /** The policy's title and number: these mean nothing else. */
  readonly titles: readonly PartedName[];
  /** Longer words that begin with the word's last character: what follows it, and what may follow after all. */
  readonly longerWords: readonly (WordList & { readonly unless: readonly string[] })[];
  /** Named right before or after the word: this is the policy. */
  readonly own: readonly WordList[];
  /** Named right before or after the word: this is something else. */
  readonly others: readonly WordList[];
  /** The same, where two things are named: 会议文件“双减”; alone such a word does not count. */
  readonly othersInPairs: readonly WordList[];
  /** What may come between the things named and the word: 实现, 均. */
  readonly fillers: readonly WordList[];
  /** Verbs and persons that separate them: in 治理噪声和落实“双减” the noise does not define the word. */
  readonly partings: readonly WordList[];
  /** What continues the word itself: in 双减之后农药 the pesticide does not define it. */
  readonly followers: readonly WordList[];
  /** Words around it that indicate education. */
  readonly education: readonly WordList[];
  /** Issuers for whom education is the nearest meaning. */
  readonly educationAgencies: readonly WordList[];
}

/**
 * Decides that a sentence is about a topic: one of the nouns, and one of the acts before or after it in the same
 * clause. An entry in lower-case Latin letters is the key of one of `lists`, everything else a word.
 */
export interface MatrixRow extends Sourced {
  readonly nouns: readonly string[];
  /** Without acts the noun is enough. */
  readonly acts?: readonly string[];
  /** The same, only before the noun: what 孩子的作业 has and 影响孩子 behind 作业 has not. */
  readonly leading?: readonly string[];
  /** How many characters may be between noun and act. */
  readonly gap?: number;
  /** What makes the noun a pupil's matter: one of these must be nearer to it than any word of `unless`. */
  readonly beside?: readonly string[];
  /** Where neither is near, the noun counts as about pupils all the same. */
  readonly alone?: boolean;
  /** What gives the noun another meaning when it is nearer. */
  readonly unless?: readonly string[];
  /** 2 where none is given: named in the subject, it is enough. */
  readonly weight?: number;
}

/** An entry of a row that is the key of one of `lists`. */
export const LIST_KEY = /^[a-z][a-z0-9-]*$/u;

/** A subject that letters are filtered by, and what it says about relevance. */
export interface Topic {
  readonly key: string;
  readonly label: { readonly zh: string; readonly en: string };
  /** Which class it indicates; `tied` is adjacent only in a text that touches the policy. */
  readonly relevance: Extract<Relevance, 'related' | 'adjacent'> | 'tied' | null;
  /** Key of a wider topic under which a letter on this one is found too. */
  readonly within?: string;
  readonly rows: readonly MatrixRow[];
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
  /** Where words come from: a short key and the document, page or habit of writing that it names. */
  readonly sources: Readonly<Record<string, string>>;
  readonly kinds: readonly KindRules[];
  readonly doubleReduction: DoubleReduction;
  /** Words that several rows share, by key. */
  readonly lists: Readonly<Record<string, readonly WordList[]>>;
  readonly topics: readonly Topic[];
  readonly thresholds: RelevanceThresholds;
}
