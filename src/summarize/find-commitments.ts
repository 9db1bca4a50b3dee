import type { Commitment } from '../domain/summary.ts';
import { findDeadline } from '../letter/find-deadline.ts';
import { allMains, closure } from './choose-clauses.ts';
import { type Part, quoteParts } from './quote.ts';
import type { WeighedStatement } from './weigh-clauses.ts';

/** A promise and the clauses that it is made of. */
export interface FoundCommitment {
  readonly commitment: Commitment;
  /** Index of its statement. */
  readonly index: number;
  readonly clauses: readonly number[];
  readonly worth: number;
}

const MAX_LENGTH = 200;

/** The indexes of the clauses of a statement that promise something. */
export function promisedClauses({ statement, clauses }: WeighedStatement): readonly number[] {
  return clauses.flatMap((clause, at) => {
    const isOwn = (statement.clauses[at]?.start ?? 0) >= statement.start;
    return isOwn && clause?.act === 'promise' && !clause.isBarred ? [at] : [];
  });
}

/** The promises of a letter, one a statement, in its words; `base` is the letter's day. */
export function findCommitments(
  statements: readonly WeighedStatement[],
  text: string,
  base: string | null,
): readonly FoundCommitment[] {
  return statements.flatMap((weighed, index) => {
    const promised = withinLength(statements, index, promisedClauses(weighed));
    const found = promiseOf(statements, { index, promised, text, base });
    return found === null ? [] : [found];
  });
}

/** Some clauses of a statement as one promise, with what they lean on and the statement that it points back at. */
export function promiseOf(
  statements: readonly WeighedStatement[],
  given: {
    readonly index: number;
    readonly promised: readonly number[];
    readonly text: string;
    readonly base: string | null;
  },
): FoundCommitment | null {
  const { index, promised, text, base } = given;
  const weighed = statements[index];
  const sets = promised.map((at) => closure(statements, index, at)).filter((set) => set !== null);
  if (weighed === undefined || sets.length === 0) return null;
  const clauses = union(sets.map((set) => set.get(index) ?? []));
  const others = union(sets.map((set) => [...set.keys()])).filter((one) => one !== index);
  const parts: readonly Part[] = [
    { statement: weighed.statement, clauses },
    ...others.flatMap((one) => {
      const other = statements[one];
      return other === undefined ? [] : [{ statement: other.statement, clauses: allMains(other) }];
    }),
  ];
  const quote = quoteParts(parts, text);
  const because = promised.flatMap((at) => weighed.clauses[at]?.because ?? []);
  const worth = Math.max(...promised.map((at) => weighed.clauses[at]?.worth ?? 0));
  const deadline = findDeadline(quote.text, base);
  const commitment = { ...quote, kind: 'fact', because: [...new Set(because)], deadline } as const;
  return { commitment, index, clauses, worth };
}

/** As many of a statement's promises, each with what it leans on, as a line may hold; at least the first. */
function withinLength(
  statements: readonly WeighedStatement[],
  index: number,
  promised: readonly number[],
): readonly number[] {
  const clauses = statements[index]?.statement.clauses ?? [];
  const kept: number[] = [];
  let held: readonly number[] = [];
  for (const at of promised) {
    const more = union([held, closure(statements, index, at)?.get(index) ?? []]);
    const length = more.reduce((sum, one) => sum + (clauses[one]?.text.length ?? 0) + 1, 0);
    if (kept.length > 0 && length > MAX_LENGTH) break;
    kept.push(at);
    held = more;
  }
  return kept;
}

function union(sets: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(sets.flat())].sort((a, b) => a - b);
}
