import { DECIDES, REFUSES } from '../grammar/clause-rules.ts';
import { ASKS_FOR, NO_TOPIC, POINTS_AT_WISH, TOPICS } from '../grammar/topic-rules.ts';
import type { HeadingNeed } from './statement.ts';

/**
 * Whether what is said names nothing of what its heading asks for, and so is not understood without it. 关于增设公交线路。
 * …财力无法承担，建议暂缓: a decision is told with what it decides on each time. 关于补助标准。 市级标准为每课时40元: of what.
 * A heading that asks for nothing is told where it names a topic and the statement names none.
 */
export function topicNeeded(heading: string, said: readonly string[]): HeadingNeed | null {
  const text = said.join('，');
  if (!ASKS_FOR.test(heading)) return TOPICS.test(heading) && !TOPICS.test(text) ? 'first' : null;
  if (POINTS_AT_WISH.test(text)) return 'each';
  if (namesTopicOf(heading, text)) return null;
  if (said.some((one) => DECIDES.test(one) || REFUSES.test(one))) return 'each';
  return TOPICS.test(text) ? null : 'first';
}

function namesTopicOf(heading: string, text: string): boolean {
  const asked = heading.replaceAll(topicless(), ' ');
  const pairs = Array.from({ length: Math.max(0, asked.length - 1) }, (_, at) =>
    asked.slice(at, at + 2),
  ).filter((pair) => !pair.includes(' '));
  if (pairs.length === 0) return true;
  return pairs.filter((pair) => text.includes(pair)).length >= Math.min(MIN_SHARED, pairs.length);
}

const topicless = NO_TOPIC.derive(
  (rows) => new RegExp(`${rows.flatMap(({ match }) => match).join('|')}|\\P{Script=Han}`, 'gu'),
);

/** Pairs of characters that a statement shares with its heading when it names what was asked for. */
const MIN_SHARED = 2;
