import type { Reason, Relevance } from '../domain/verdict.ts';
import type { RelevanceThresholds } from '../domain/vocabulary.ts';
import { countHan } from '../text/han.ts';
import type { ArticleParts } from './article-parts.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import { findKeyword } from './find-keyword.ts';
import type { KeywordMentions } from './find-keyword.ts';
import { scoreTopic } from './score-topic.ts';
import type { TopicScore } from './score-topic.ts';

/** How near an article is to the policy, on which topics, and why. */
export interface RelevanceJudgement {
  readonly relevance: Relevance;
  readonly topics: readonly string[];
  readonly reasons: readonly Reason[];
}

// Named in the subject, the word alone makes a text core; a mention in passing never does.
const SUBJECT_WEIGHT = 4;
const MENTION_CAP = 4;
const RELATED_BONUS = 2;
const ISSUER_BONUS = 1;
const TOPIC_LIMIT = 5;
const TOPIC_SCORE = 3;

interface Measures {
  readonly parts: ArticleParts;
  readonly mentions: KeywordMentions;
  readonly scores: readonly TopicScore[];
  readonly thousands: number;
  readonly thresholds: RelevanceThresholds;
}

/** Judges relevance by what the subject names and what the body dwells on; words in passing do not count. */
export function judgeRelevance(
  parts: ArticleParts,
  vocabulary: CompiledVocabulary,
): RelevanceJudgement {
  const measures: Measures = {
    parts,
    mentions: findKeyword(parts, vocabulary),
    scores: vocabulary.topics.map((topic) => scoreTopic(topic, parts)),
    thousands: Math.max(0.3, countHan(parts.zones.body.folded) / 1000),
    thresholds: vocabulary.thresholds,
  };
  const isRelated = reaches(measures, ['related'], measures.thresholds.related);
  const core = coreReasons(measures, vocabulary, isRelated);
  const relevance = nearest(measures, isRelated, core);
  const topics = measures.scores.filter(({ score }) => score > 0);
  return {
    relevance,
    topics: relevance === 'none' ? [] : topTopics(measures.scores),
    reasons: [...core, ...topics.flatMap(({ reasons }) => reasons)],
  };
}

function nearest(measures: Measures, isRelated: boolean, core: readonly Reason[]): Relevance {
  const { thresholds, mentions } = measures;
  if (sum(core) >= thresholds.core) return 'core';
  if (isRelated) return 'related';
  const isTied = mentions.meant.length > 0 || total(measures, ['related']) > 0;
  const adjacent = isTied ? (['adjacent', 'tied'] as const) : (['adjacent'] as const);
  return reaches(measures, adjacent, thresholds.adjacent) ? 'adjacent' : 'none';
}

/** The subject names the topic, or the body dwells on it. */
function reaches(
  measures: Measures,
  kinds: readonly TopicScore['relevance'][],
  threshold: number,
): boolean {
  const chosen = measures.scores.filter(({ relevance }) => kinds.includes(relevance));
  if (total(measures, kinds) < threshold) return false;
  const mentions = chosen.reduce((count, score) => count + score.mentions, 0);
  const isNamed = chosen.some(({ inSubject }) => inSubject);
  return isNamed || mentions / measures.thousands >= measures.thresholds.density;
}

function total(measures: Measures, kinds: readonly TopicScore['relevance'][]): number {
  return measures.scores
    .filter(({ relevance }) => kinds.includes(relevance))
    .reduce((count, { score }) => count + score, 0);
}

function coreReasons(
  { parts, mentions, thousands }: Measures,
  vocabulary: CompiledVocabulary,
  isRelated: boolean,
): Reason[] {
  const { meant } = mentions;
  const first = meant[0];
  if (first === undefined) return [];
  const reason = (rule: string, weight: number, text = first.text): Reason => ({
    rule,
    label: 'core',
    weight,
    text,
  });
  const named = meant.find(({ text }) => parts.subject.text.includes(text));
  const isDense = meant.length / thousands >= 1;
  const reasons = [reason('mentions', Math.min(isDense ? meant.length : 1, MENTION_CAP))];
  if (named !== undefined) reasons.push(reason('named-in-subject', SUBJECT_WEIGHT, named.text));
  if (isRelated) reasons.push(reason('dwells-on-the-policy', RELATED_BONUS));
  if (isDense && isEducationIssuer(parts, vocabulary)) {
    reasons.push(reason('education-issuer', ISSUER_BONUS, parts.agency));
  }
  return reasons;
}

function isEducationIssuer(parts: ArticleParts, vocabulary: CompiledVocabulary): boolean {
  return vocabulary.doubleReduction.educationAgencies.some(
    ({ regex }) => parts.agency.search(regex) >= 0,
  );
}

function topTopics(scores: readonly TopicScore[]): string[] {
  return scores
    .filter(({ score, inSubject }) => inSubject || score >= TOPIC_SCORE)
    .sort((a, b) => b.score - a.score)
    .slice(0, TOPIC_LIMIT)
    .map(({ key }) => key);
}

function sum(reasons: readonly Reason[]): number {
  return reasons.reduce((count, { weight }) => count + weight, 0);
}
