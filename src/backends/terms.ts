import { StoreError } from '../domain/errors.ts';

/** One time that a key was held. A later one has a higher number, and what is written in an earlier one is refused. */
export interface Term {
  readonly key: string;
  readonly number: number;
}

/** Which process holds what, where several write one store; kept in the store, by the server's clock alone. */
export interface Terms {
  /** Begins a term, whoever holds the one before. */
  begin(key: string): Promise<Term>;
  /** Begins a term for so long, unless somebody holds the one before: then null. */
  tryBegin(key: string, forMs: number): Promise<FreshTerm | null>;
  /** Holds it for so long from now on; false where a later one has begun. */
  prolong(term: Term, forMs: number): Promise<boolean>;
  isLast(term: Term): Promise<boolean>;
  end(term: Term): Promise<void>;
  /** What the work writes is written in this term, too, besides those around it. */
  within<T>(term: Term, work: () => Promise<T>): Promise<T>;
  /** From now on all that this process writes is written in this term, too. */
  writeIn(term: Term): void;
  /** The number of the key's term in which the code that calls it runs; null outside of one. */
  current(key: string): number | null;
}

export interface FreshTerm extends Term {
  /** How long ago the one before ended, in milliseconds; null where there was none. */
  readonly idleMs: number | null;
}

/** Only in a term of this key the tables are written that one process at a time works on; `start` makes the store. */
export const LEADER_KEY = 'bot/leader';
export const START_KEY = 'start';

/** The same, with failures of the server as `StoreError`. */
export function toldTerms(terms: Terms, name: string): Terms {
  const told = async <R>(work: Promise<R>): Promise<R> => {
    try {
      return await work;
    } catch (cause) {
      throw new StoreError(`${name} does not say whose turn it is.`, { cause });
    }
  };
  return {
    ...terms,
    begin: (key) => told(terms.begin(key)),
    tryBegin: (key, forMs) => told(terms.tryBegin(key, forMs)),
    prolong: (term, forMs) => told(terms.prolong(term, forMs)),
    isLast: (term) => told(terms.isLast(term)),
    end: (term) => told(terms.end(term)),
  };
}
