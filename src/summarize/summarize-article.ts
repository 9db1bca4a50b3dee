import type { Article } from '../domain/article.ts';
import type { Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import { truncateText } from '../text/han.ts';
import { findCommitments, findPromises, joinClauses, quoteClauses } from './find-commitments.ts';
import { leadLine } from './lead-line.ts';
import { parseLetter } from './parse-letter.ts';
import { type ScoredClause, scoreClauses } from './score-clause.ts';
import { selectClauses } from './select-clauses.ts';
import { selectFigures } from './select-figures.ts';

const MAX_CHARACTERS = 400;
const MAX_POINTS = 6;
const BULLET = '• ';
const NEXT = '下一步：';

/**
 * Sums an article up in its own words. The text has one line for who answers what (replies), one a point that
 * begins with `• `, and one that begins with `下一步：`; every piece between `；` stands in the body.
 */
export function summarizeArticle(article: Article, verdict: Verdict): Summary {
  const letter = parseLetter(article.body);
  const clauses = scoreClauses(letter.clauses, verdict.kind);
  const baseDate = article.dateWritten ?? article.datePublished;
  const promises = findPromises(clauses, baseDate);
  const lead = verdict.kind === 'reply' ? leadLine(article, letter.opening) : '';
  const frame = lead.length + 1 + NEXT.length;
  const prefixes = [...new Set(clauses.map(({ prefix }) => prefix))].join('').length;
  const room = MAX_CHARACTERS - frame - prefixes - MAX_POINTS * (BULLET.length + 1);
  const chosen = selectClauses(clauses, room, lead);
  const groups = groupClauses(chosen.filter((clause) => !promises.has(clause)));
  const next = chosen.filter((clause) => promises.has(clause));
  const text = [
    ...(lead === '' ? [] : [lead]),
    ...groups.map(
      (group, at) =>
        `${BULLET}${withPrefix(group, groups[at - 1])}${joinClauses(group, article.body, '；')}`,
    ),
    ...(next.length === 0 ? [] : [`${NEXT}${joinClauses(next, article.body, '；')}`]),
  ].join('\n');
  return {
    text: truncateText(text, MAX_CHARACTERS),
    keyPoints: groups.map((group) => quoteClauses(group, article.body)),
    keyFigures: selectFigures(clauses, article.body),
    commitments: findCommitments(clauses, promises, { body: article.body, baseDate }),
  };
}

/** The head of its table or the region that speaks, where it is not that of the group before. */
function withPrefix(group: readonly ScoredClause[], before: readonly ScoredClause[] = []): string {
  const prefix = group[0]?.prefix ?? '';
  return prefix === '' || prefix === before[0]?.prefix ? '' : `${prefix}：`;
}

/** One group a sentence, then neighbors joined, those of one point first, until no more than six remain. */
function groupClauses(clauses: readonly ScoredClause[]): readonly (readonly ScoredClause[])[] {
  const groups: ScoredClause[][] = [];
  for (const clause of clauses) {
    const last = groups.at(-1);
    if (last?.[0]?.sentence === clause.sentence) last.push(clause);
    else groups.push([clause]);
  }
  while (
    groups.length > MAX_POINTS ||
    groups.some((group, at) => joinCost(group, groups[at + 1]) < 50)
  ) {
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
