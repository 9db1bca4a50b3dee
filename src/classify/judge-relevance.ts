import type { Reason, Relevance } from '../domain/verdict.ts';
import type { Topic } from '../domain/vocabulary.ts';
import type { ArticleParts } from './article-parts.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import { findKeyword } from './find-keyword.ts';
import { readMatrix } from './read-matrix.ts';
import { scoreTopic, type TopicScore } from './score-topic.ts';

/** How near an article is to the policy, on which topics, and why. */
export interface RelevanceJudgement {
  readonly relevance: Relevance;
  readonly topics: readonly string[];
  readonly reasons: readonly Reason[];
}

type Thresholds = CompiledVocabulary['thresholds'];

// The word counts like the strongest term of a topic.
const KEYWORD_WEIGHT = 2;
const SUBJECT_FACTOR = 3;
const MENTION_CAP = 3;
// Two mentions tie a letter about school sports or mental health to the policy; one is in passing.
const TIE_SCORE = 4;
// Half of a short text dwells on a matter as much as three sentences of a long one; for a text that
// returns to the word itself three times half the usual share will do.
const MIN_SENTENCES = 3;
const HALF = 0.5;
const THIRD = 1 / 3;
/** Who a short answer must be about for a single word of the matrix to be enough. */
const PUPILS = /学生|小学|中学|初中|高中|幼儿|孩子|儿童|少年|年级/u;
/** Says nothing of what the answer is about. */
const CLOSING =
  /^\s{0,4}(?:再次|最后|衷心|诚挚|非常|十分){0,2}(?:感谢|谢谢)|^\s{0,4}(?:专此|特此|此复|以上(?:是|为|系|就是|答复|意见|情况|办理))/u;
const TOPIC_LIMIT = 5;
const TOPIC_SCORE = 3;

/**
 * Judges relevance by what the subject names and what the body dwells on. The word or a topic in passing
 * (a list of policies in a letter about a road) does not count, however important the word is.
 */
export function judgeRelevance(
  parts: ArticleParts,
  vocabulary: CompiledVocabulary,
): RelevanceJudgement {
  const { thresholds } = vocabulary;
  const seen = readMatrix(parts, vocabulary);
  const topics = vocabulary.topics.map((topic) =>
    scoreTopic(
      topic,
      seen.filter(({ row }) => row.topic === topic.key),
    ),
  );
  const keyword = scoreKeyword(parts, vocabulary);
  const policy = [keyword, ...ofRelevance(topics, ['related'])];
  const returns = keyword.sentences.length >= MIN_SENTENCES;
  const share = returns ? thresholds.share * HALF : thresholds.share;
  const dwells = isAbout(policy, parts, { score: thresholds.related, share });
  const relevance = nearest(parts, { thresholds, topics, policy, dwells, keyword });
  return {
    relevance,
    topics: relevance === 'none' ? [] : withWider(topTopics(topics), vocabulary.topics),
    reasons: [keyword, ...topics].flatMap(({ reasons }) => reasons),
  };
}

function nearest(
  parts: ArticleParts,
  found: {
    readonly thresholds: Thresholds;
    readonly topics: readonly TopicScore[];
    readonly policy: readonly TopicScore[];
    readonly keyword: TopicScore;
    readonly dwells: boolean;
  },
): Relevance {
  const { thresholds, topics, policy, keyword, dwells } = found;
  if (keyword.isNamed || (dwells && keyword.score > 0)) return 'core';
  if (dwells) return 'related';
  const isTied = policy.reduce((sum, { score }) => sum + score, 0) >= TIE_SCORE;
  const adjacent = ofRelevance(topics, isTied ? ['adjacent', 'tied'] : ['adjacent']);
  const limits = { score: thresholds.adjacent, share: thresholds.share };
  return isAbout(adjacent, parts, limits) ? 'adjacent' : 'none';
}

/** Whether the subject names one of the topics, or enough of the sentences are about them. */
function isAbout(
  scores: readonly TopicScore[],
  { sentences, subject }: ArticleParts,
  limits: { readonly score: number; readonly share: number },
): boolean {
  const score = scores.reduce((sum, topic) => sum + topic.score, 0);
  const speaking = new Set(scores.flatMap((topic) => topic.sentences)).size;
  // An answer of one sentence is about what that says, one of several about what they all say.
  const answering = sentences().filter(({ text }) => !CLOSING.test(text));
  const isOfPupils = PUPILS.test(answering[0]?.text ?? '');
  const isAlone =
    sentences().length === 1 || (answering.length === 1 && isOfPupils && PUPILS.test(subject.text));
  if (speaking === 1 && isAlone) return score >= limits.score * (isOfPupils ? THIRD : HALF);
  if (speaking > 1 && speaking === answering.length) return score >= limits.score * HALF;
  if (score < limits.score) return false;
  if (scores.some(({ isNamed }) => isNamed)) return true;
  const share = speaking / Math.max(1, sentences().length);
  return speaking >= MIN_SENTENCES ? share >= limits.share : speaking > 1 && share >= HALF;
}

function scoreKeyword(parts: ArticleParts, vocabulary: CompiledVocabulary): TopicScore {
  const mentions = findKeyword(parts, vocabulary);
  const inBody = mentions.filter(({ sentence }) => sentence !== null);
  const named = mentions.find(({ sentence }) => sentence === null);
  const body = KEYWORD_WEIGHT * Math.min(inBody.length, MENTION_CAP);
  const subject = named === undefined ? 0 : KEYWORD_WEIGHT * SUBJECT_FACTOR;
  const text = named?.text ?? inBody[0]?.text;
  return {
    key: 'double-reduction',
    relevance: 'related',
    score: body + subject,
    isNamed: named !== undefined,
    sentences: inBody.flatMap(({ sentence }) => sentence ?? []),
    reasons:
      text === undefined
        ? []
        : [{ rule: 'double-reduction', label: 'core', weight: body + subject, text }],
  };
}

function ofRelevance(
  scores: readonly TopicScore[],
  kinds: readonly Topic['relevance'][],
): TopicScore[] {
  return scores.filter(({ relevance }) => kinds.includes(relevance));
}

/** What the subject names or the body says more than once; a text that touches topics only lightly gets the first. */
function topTopics(scores: readonly TopicScore[]): string[] {
  const ranked = scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const clear = ranked.filter(({ score, isNamed }) => isNamed || score >= TOPIC_SCORE);
  const chosen = clear.length > 0 ? clear : ranked.slice(0, 1);
  return chosen.slice(0, TOPIC_LIMIT).map(({ key }) => key);
}

/** A letter on sleep is found under the five managements too. */
function withWider(keys: readonly string[], topics: readonly Topic[]): string[] {
  const wider = keys.flatMap((key) => topics.find((topic) => topic.key === key)?.within ?? []);
  return [...new Set([...keys, ...wider])];
}
