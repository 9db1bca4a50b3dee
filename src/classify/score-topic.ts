import type { Reason } from '../domain/verdict.ts';
import type { Topic } from '../domain/vocabulary.ts';
import type { ArticleParts } from './article-parts.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import { firstMatchIn } from './fold-text.ts';
import { mayMatch } from './pattern-needs.ts';

/** How much an article has to do with one topic. */
export interface TopicScore {
  readonly key: string;
  readonly relevance: Topic['relevance'];
  readonly score: number;
  readonly isNamed: boolean;
  /** Which sentences of the body speak of it. */
  readonly sentences: readonly number[];
  readonly reasons: readonly Reason[];
}

// What the subject names counts as much as three mentions; the fourth mention of a term adds nothing.
const SUBJECT_FACTOR = 3;
const MENTION_CAP = 3;

/** Scores one topic: each term by its weight, more when the subject names it. */
export function scoreTopic(
  topic: CompiledVocabulary['topics'][number],
  parts: ArticleParts,
): TopicScore {
  const rows = topic.terms
    .filter(({ needs }) => mayMatch(needs, parts.pairs))
    .map((term) => scoreTerm(term, parts));
  // Two names for one thing in a subject say it once.
  const subject = SUBJECT_FACTOR * Math.max(0, ...rows.map((row) => row.subject));
  const label = topic.relevance === 'related' ? 'related' : 'adjacent';
  return {
    key: topic.key,
    relevance: topic.relevance,
    score: subject + rows.reduce((sum, row) => sum + row.body, 0),
    isNamed: rows.some((row) => row.subject > 0),
    sentences: rows.flatMap((row) => row.sentences),
    reasons: rows.flatMap(({ text, body, subject: named }) =>
      text === null
        ? []
        : [{ rule: topic.key, label, weight: body + SUBJECT_FACTOR * named, text }],
    ),
  };
}

function scoreTerm(
  { regex, weight }: CompiledVocabulary['topics'][number]['terms'][number],
  parts: ArticleParts,
): {
  readonly subject: number;
  readonly body: number;
  readonly sentences: readonly number[];
  readonly text: string | null;
} {
  const inSubject = firstMatchIn(parts.subject, regex);
  const sentences = parts.sentences();
  const speaking = sentences.flatMap(({ folded }, index) =>
    folded.search(regex) < 0 ? [] : [index],
  );
  const first = sentences[speaking[0] ?? -1];
  return {
    subject: inSubject === null ? 0 : weight,
    body: weight * Math.min(speaking.length, MENTION_CAP),
    sentences: speaking,
    text: inSubject ?? (first === undefined ? null : firstMatchIn(first, regex)),
  };
}
