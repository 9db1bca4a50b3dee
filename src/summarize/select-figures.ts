import type { KeyFigure } from '../domain/summary.ts';
import { quoteClauses } from './quote-clauses.ts';
import { findFigures } from './find-figures.ts';
import { overlap, type ScoredClause } from './score-clause.ts';
import { bygoneHost } from './select-clauses.ts';
import { DEPENDENT } from './signals.ts';

const MAX_TEXTS = 11;
const MAX_FIGURES = 18;

const DIRECT =
  /双减|课后服务|作业|培训机构|校外培训|学科类|家长|学生|学校|教师|收费|经费|资金|科普|科技馆|教育集团|共同体|基地|志愿者|受众|讲座|场馆/gu;

/** The figures that say most, each with the clause that says what is counted. */
export function selectFigures(
  clauses: readonly ScoredClause[],
  body: string,
): readonly KeyFigure[] {
  const ranked = clauses
    .map((clause, index) => ({ index, worth: figureWorth(clause) }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || a.index - b.index);
  const runs: number[][] = [];
  const said = new Set<string>();
  for (const { index } of ranked) {
    if (runs.length >= MAX_TEXTS) break;
    const clause = clauses[index];
    if (clause === undefined || overlap(clause.bigrams, said) > 0.85) continue;
    const run = runAround(clauses, index);
    for (const member of run) {
      for (const bigram of clauses[member]?.bigrams ?? []) said.add(bigram);
    }
    const touching = runs.find((other) => other.some((member) => run.includes(member)));
    if (touching === undefined) runs.push(run);
    else
      touching.splice(0, touching.length, ...new Set([...touching, ...run].sort((a, b) => a - b)));
  }
  return runs
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
    .map((run) =>
      quoteClauses(
        run.flatMap((member) => clauses[member] ?? []),
        body,
      ),
    )
    .flatMap((text) => findFigures(text).map(({ value, unit }) => ({ value, unit, text })))
    .slice(0, MAX_FIGURES);
}

function figureWorth(clause: ScoredClause): number {
  if (clause.figureCount === 0 || clause.score < -1) return 0;
  const figures = findFigures(clause.text);
  const direct = Math.min(3, clause.text.match(DIRECT)?.length ?? 0);
  const exact = figures.some(({ value }) => !/^[1-9]0*$/u.test(value.replaceAll(/[,.]/gu, '')));
  const strong = figures.some(({ unit }) => /[%％元]|人次|万/u.test(unit));
  return 1 + direct * 0.7 + (exact ? 0.6 : 0) + (strong ? 0.8 : 0) + clause.score * 0.25;
}

/** A clause with the ones that it needs to be understood: its host, and figures that follow it. */
function runAround(clauses: readonly ScoredClause[], index: number): number[] {
  const run = [index];
  for (let at = index; at > 0 && run.length < 4; at -= 1) {
    const clause = clauses[at];
    const before = clauses[at - 1];
    if (clause === undefined || before?.sentence !== clause.sentence) break;
    if (!DEPENDENT.test(clause.text) && (at < index || clause.text.length > 9)) break;
    if (before.score <= -4) break;
    run.unshift(at - 1);
  }
  const bygone = bygoneHost(clauses, run[0] ?? index);
  if (bygone !== null) run.unshift(bygone);
  const host = clauses[index];
  const next = clauses[index + 1];
  if (
    next !== undefined &&
    next.sentence === host?.sentence &&
    next.score > -4 &&
    (next.figureCount > 0 || next.text.startsWith('用于')) &&
    (DEPENDENT.test(next.text) || next.text.length <= 12)
  ) {
    run.push(index + 1);
  }
  return run;
}
