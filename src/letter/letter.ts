import type { Proposal } from '../domain/article.ts';
import type { Reason } from '../domain/verdict.ts';
import type { Salutation } from './salutation.ts';
import type { Signature } from './signature.ts';
import type { Span } from '../statements/statement.ts';

/**
 * What a text is as a letter: the answer to a proposal; an opinion for whoever answers it; a further answer to one that was
 * answered before; or no such letter.
 */
export type LetterShape = 'reply' | 'co-handling' | 'follow-up' | 'other';

/** A letter's frame: everything but what it says. */
export interface Letter {
  readonly shape: LetterShape;
  /** What spoke for and against its being a reply. */
  readonly reasons: readonly Reason[];
  readonly salutation: Salutation | null;
  /** The sentences that acknowledge the proposal and announce the answer; empty, where the text begins, if there are none. */
  readonly opening: Span;
  /** What it answers, the first named first; empty for `other`. */
  readonly proposals: readonly Proposal[];
  readonly signature: Signature;
  /** Where the answer itself begins and ends: places in the lines joined by one newline each. */
  readonly answer: { readonly start: number; readonly end: number };
}
