import { readStatements } from '../../src/statements/read-statements.ts';
import type { Answer, Clause, Statement } from '../../src/statements/statement.ts';
import { createVoice } from '../../src/statements/subject.ts';

/** Who writes the composed letters, unless a test says otherwise. */
const AUTHOR = '青禾县教育局';
export const voice = createVoice(AUTHOR);

/** What a text says, read whole. */
export function answerOf(text: string): Answer {
  return readStatements(text, { start: 0, end: text.length }, voice);
}

/** The statement and the place of its last main clause with this text. */
export function clauseIn(
  text: string,
  wanted: string,
): { readonly statement: Statement; readonly at: number } {
  for (const statement of answerOf(text).statements) {
    const at = statement.clauses.findLastIndex((clause) => clause.text === wanted);
    if (at >= 0) return { statement, at };
  }
  const clauses = answerOf(text).statements.flatMap((one) => one.clauses.map((each) => each.text));
  throw new Error(`no clause ${wanted} among ${clauses.join(' | ')}`);
}

/**
 * The clauses that a quotation of this one holds, itself among them, and those of the statement before it where it points
 * there; empty where it may not be quoted.
 */
export function quotedWith(text: string, wanted: string): readonly string[] {
  const { statement, at } = clauseIn(text, wanted);
  const clausesOf = (needs: readonly number[]): readonly string[] =>
    needs.map((need) => statement.clauses[need]).flatMap((clause) => clause?.text ?? []);
  const needs = statement.clauses[at]?.needs ?? [];
  if (needs.length === 0 || statement.antecedent === null) return clausesOf(needs);
  const before: readonly Clause[] = answerOf(text).statements[statement.antecedent]?.clauses ?? [];
  return [...before.map((clause) => clause.text), ...clausesOf(needs)];
}
