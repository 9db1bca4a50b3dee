import type { Article } from '../domain/article.ts';
import type { Summary } from '../domain/summary.ts';
import type { Verdict } from '../domain/verdict.ts';
import { truncateText } from '../text/han.ts';
import { hasPersonalData, redactPersonalData } from '../text/redact.ts';
import { splitSentences } from '../text/sentences.ts';
import { findCommitments, findPromises } from './find-commitments.ts';
import { groupClauses } from './group-clauses.ts';
import { leadLine } from './lead-line.ts';
import { parseLetter } from './parse-letter.ts';
import { joinClauses, quoteClauses } from './quote-clauses.ts';
import { type ScoredClause, scoreClauses } from './score-clause.ts';
import { selectClauses } from './select-clauses.ts';
import { selectFigures } from './select-figures.ts';

const MAX_CHARACTERS = 400;
const MAX_POINTS = 6;
const MAX_START = 120;
const MAX_PLAIN_READ = 1_000;
const MIN_SENTENCE = 5;
const BULLET = '• ';
const NEXT = '下一步：';

/**
 * Sums an article up in its own words. The text has one line for who answers what (replies), one a point that
 * begins with `• `, and one that begins with `下一步：`; every piece between `；` stands in the body.
 */
export function summarizeArticle(article: Article, verdict: Verdict): Summary {
  // No reply and about something else: never shown unasked, so ranking it would be work for nobody.
  if (verdict.relevance === 'none' && verdict.kind !== 'reply') return plainSummary(article);
  const letter = parseLetter(article.body);
  const clauses = scoreClauses(letter.clauses, verdict.kind);
  const baseDate = article.dateWritten ?? article.datePublished;
  const promises = findPromises(clauses, baseDate);
  const lead = verdict.kind === 'reply' ? leadLine(article, letter.opening) : '';
  const frame = lead.length + 1 + NEXT.length;
  const prefixes = [...new Set(clauses.map(({ prefix }) => prefix))].join('').length;
  const room = MAX_CHARACTERS - frame - prefixes - MAX_POINTS * (BULLET.length + 1);
  const chosen = selectClauses(clauses, room, lead);
  const groups = groupClauses(
    chosen.filter((clause) => !promises.has(clause)),
    MAX_POINTS,
  );
  const next = chosen.filter((clause) => promises.has(clause));
  const text = textOf(lead, groups, { next, body: article.body });
  return {
    text: truncateText(text === '' ? plainStart(article) : text, MAX_CHARACTERS),
    keyPoints: groups.map((group) => quoteClauses(group, article.body)),
    keyFigures: selectFigures(clauses, article.body),
    commitments: findCommitments(clauses, promises, { body: article.body, baseDate }),
  };
}

function textOf(
  lead: string,
  groups: readonly (readonly ScoredClause[])[],
  rest: { readonly next: readonly ScoredClause[]; readonly body: string },
): string {
  const points = groups.map(
    (group, at) =>
      `${BULLET}${withPrefix(group, groups[at - 1])}${joinClauses(group, rest.body, '；')}`,
  );
  const next = rest.next.length === 0 ? [] : [`${NEXT}${joinClauses(rest.next, rest.body, '；')}`];
  return [...(lead === '' ? [] : [lead]), ...points, ...next].join('\n');
}

/** How the text begins, in whole sentences. */
function plainSummary(article: Article): Summary {
  const keyPoints: string[] = [];
  let left = MAX_CHARACTERS;
  for (const sentence of splitSentences(article.body.slice(0, MAX_PLAIN_READ))) {
    if (sentence.length > left || keyPoints.length === MAX_POINTS) break;
    if (sentence.length < MIN_SENTENCE || hasPersonalData(sentence)) continue;
    keyPoints.push(sentence);
    left -= sentence.length + 1;
  }
  const text = keyPoints.length === 0 ? plainStart(article) : keyPoints.join('\n');
  return { text, keyPoints, keyFigures: [], commitments: [] };
}

/** For a text that has no clause worth quoting: how it begins, or what it is called. */
function plainStart(article: Article): string {
  const sentence = splitSentences(article.body.slice(0, MAX_PLAIN_READ)).find(
    (part) => part.length >= MIN_SENTENCE && !hasPersonalData(part),
  );
  return truncateText(sentence ?? redactPersonalData(article.title), MAX_START);
}

/** The head of its table or the region that speaks, where it is not that of the group before. */
function withPrefix(group: readonly ScoredClause[], before: readonly ScoredClause[] = []): string {
  const prefix = group[0]?.prefix ?? '';
  return prefix === '' || prefix === before[0]?.prefix ? '' : `${prefix}：`;
}
