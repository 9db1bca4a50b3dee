import type { Choice } from './choose-clauses.ts';
import { allMains, closure } from './closure.ts';
import { LINE_COST, NEXT_COST } from './summary-text.ts';
import type { WeighedStatement } from './weigh-clauses.ts';

/** All that a letter says, where it fits into `room` characters; null where it does not. */
export function chooseAll(
  statements: readonly WeighedStatement[],
  room: number,
  fits: (choice: Choice) => boolean,
): Choice | null {
  const all = new Map<number, readonly number[]>();
  let length = NEXT_COST;
  for (const [index, weighed] of statements.entries()) {
    const { statement } = weighed;
    length += statement.end - statement.start + LINE_COST;
    if (length > room) return null;
    const quotable = allMains(weighed).filter((at) => {
      const clause = weighed.clauses[at] ?? null;
      return clause === null || closure(statements, index, at) !== null;
    });
    const isEmpty = quotable.every((at) => weighed.clauses[at] === null);
    if (!isEmpty) all.set(index, quotable);
  }
  return fits(all) ? all : null;
}
