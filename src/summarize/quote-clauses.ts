import type { ScoredClause } from './score-clause.ts';

/** Joins clauses in order: neighbors as they stand in the body, others by `mark`. */
export function joinClauses(clauses: readonly ScoredClause[], body: string, mark: string): string {
  let text = '';
  let end = -1;
  for (const clause of clauses) {
    const between = end < 0 ? '' : body.slice(end, clause.start);
    const adjacent = end >= 0 && /^[，,、；;]\s?$/u.test(between);
    const join = end < 0 ? '' : mark;
    text += `${adjacent ? between : join}${clause.text}`;
    end = clause.end;
  }
  return text;
}

/** Clauses as a quotation of their own: with what says of what they speak, omissions marked `…`. */
export function quoteClauses(clauses: readonly ScoredClause[], body: string): string {
  const prefix = clauses[0]?.prefix ?? '';
  return `${prefix === '' ? '' : `${prefix}…`}${joinClauses(clauses, body, '…')}`;
}
