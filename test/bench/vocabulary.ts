import { classifyArticle } from '../../src/classify/classify-article.ts';
import type { Article } from '../../src/domain/article.ts';
import type { Vocabulary } from '../../src/domain/vocabulary.ts';
import {
  composedCases,
  composedMeanings,
  composedTitles,
  deliveredVocabulary,
} from '../support/composed-articles.ts';

type Path = readonly (string | number)[];

/** One thing that can be taken out of the vocabulary. */
interface Piece {
  readonly path: Path;
  readonly what: string;
}

/**
 * Takes every row and every word that decides relevance out of the vocabulary, one at a time, and names those
 * without which nothing changes on any composed letter: not its relevance, not its topics. Takes a minute.
 */
export async function run(): Promise<void> {
  const vocabulary = deliveredVocabulary();
  const articles = [
    ...composedCases('letters'),
    ...composedCases('traps'),
    ...composedMeanings('meanings'),
    ...composedMeanings('meanings-held-back'),
    ...composedTitles(),
  ].map(({ article }) => article);
  const before = judge(articles, vocabulary);
  const pieces = [...piecesOf(vocabulary.doubleReduction, ['doubleReduction'])];
  pieces.push(...piecesOf(vocabulary.lists, ['lists']), ...piecesOf(vocabulary.topics, ['topics']));
  const idle = pieces.filter(({ path }) => judge(articles, without(vocabulary, path)) === before);
  console.log(`vocabulary: ${pieces.length} rows and words, ${articles.length} composed letters`);
  console.log(`  ${idle.length} change nothing when taken out:`);
  for (const { path, what } of idle) console.log(`  ${path.join('.')}: ${what}`);
}

function judge(articles: readonly Article[], vocabulary: Vocabulary): string {
  const verdicts = articles.map((article) => {
    const { relevance, topics } = classifyArticle(article, vocabulary);
    return `${relevance} ${topics.join(' ')}`;
  });
  return verdicts.join('\n');
}

/** The rows (objects in a list) and words (texts in a list) below a part of the vocabulary. */
function piecesOf(value: unknown, path: Path): Piece[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) => {
      const own = { path: [...path, index], what: nameOf(item) };
      // The last word of a list is the list.
      const isWhole = typeof item === 'string' && items.length === 1;
      return isWhole ? [] : [own, ...piecesOf(item, own.path)];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => piecesOf(item, [...path, name]));
}

function nameOf(item: unknown): string {
  return typeof item === 'string' ? item : JSON.stringify(item).slice(0, 90);
}

function without(vocabulary: Vocabulary, path: Path): Vocabulary {
  const copy = structuredClone(vocabulary);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = Reflect.get(Object(at), step);
  if (Array.isArray(at)) at.splice(Number(path.at(-1)), 1);
  return copy;
}
