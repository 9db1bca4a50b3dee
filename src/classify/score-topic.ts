import type { Reason } from '../domain/verdict.ts';
import type { Topic } from '../domain/vocabulary.ts';
import type { ArticleParts } from './article-parts.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import type { Folded } from './fold-text.ts';

/** How much an article has to do with one topic. */
export interface TopicScore {
  readonly key: string;
  readonly relevance: Topic['relevance'];
  readonly score: number;
  /** Times that a term occurs in the body. */
  readonly mentions: number;
  readonly inSubject: boolean;
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
  const rows = topic.terms.map(({ regex, weight }) => {
    const inSubject = parts.subject.folded.search(regex) >= 0;
    const found = [...parts.zones.body.folded.matchAll(regex)];
    return {
      inSubject,
      mentions: found.length,
      subject: inSubject ? weight : 0,
      body: weight * Math.min(found.length, MENTION_CAP),
      text: evidence(parts, regex),
    };
  });
  // Two names for one thing in a subject say it once.
  const subject = SUBJECT_FACTOR * Math.max(0, ...rows.map((row) => row.subject));
  const label = topic.relevance === 'related' ? 'related' : 'adjacent';
  return {
    key: topic.key,
    relevance: topic.relevance,
    score: subject + rows.reduce((sum, row) => sum + row.body, 0),
    mentions: rows.reduce((sum, row) => sum + row.mentions, 0),
    inSubject: rows.some((row) => row.inSubject),
    reasons: rows.flatMap((row) =>
      row.text === null
        ? []
        : [
            {
              rule: topic.key,
              label,
              weight: row.body + SUBJECT_FACTOR * row.subject,
              text: row.text,
            },
          ],
    ),
  };
}

function evidence(parts: ArticleParts, regex: RegExp): string | null {
  for (const zone of [parts.zones.title, parts.zones.body]) {
    const text = firstIn(zone, regex);
    if (text !== null) return text;
  }
  return null;
}

function firstIn({ text, folded }: Folded, regex: RegExp): string | null {
  regex.lastIndex = 0;
  const found = regex.exec(folded);
  return found === null ? null : text.slice(found.index, found.index + found[0].length);
}
