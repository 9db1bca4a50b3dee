import type { ScoredClause } from './score-clause.ts';

/** One group a sentence, then neighbors joined, those of one point first, until few enough remain. */
export function groupClauses(
  clauses: readonly ScoredClause[],
  most: number,
): readonly (readonly ScoredClause[])[] {
  const groups: ScoredClause[][] = [];
  for (const clause of clauses) {
    const last = groups.at(-1);
    if (last?.[0]?.sentence === clause.sentence) last.push(clause);
    else groups.push([clause]);
  }
  while (groups.length > most || groups.some((group, at) => joinCost(group, groups[at + 1]) < 50)) {
    let at = 0;
    for (let index = 1; index + 1 < groups.length; index += 1) {
      if (joinCost(groups[index], groups[index + 1]) < joinCost(groups[at], groups[at + 1]))
        at = index;
    }
    const [first = [], second = []] = groups.splice(at, 2);
    groups.splice(at, 0, [...first, ...second]);
  }
  return groups;
}

/** Length of the joined group; joining across points or sections costs more. */
function joinCost(
  first: readonly ScoredClause[] | undefined,
  second: readonly ScoredClause[] | undefined,
): number {
  const [a, b] = [first?.[0], second?.[0]];
  if (a === undefined || b === undefined) return Number.POSITIVE_INFINITY;
  const length = [...(first ?? []), ...(second ?? [])].reduce(
    (sum, { text }) => sum + text.length,
    0,
  );
  if (a.prefix !== b.prefix) return length + 1000;
  if (a.section !== b.section) return length + 200;
  return a.point === b.point ? length : length + 40;
}
