import type { Article } from '../../src/domain/article.ts';
import type { Vocabulary } from '../../src/domain/vocabulary.ts';
import { toSimplified } from '../../src/text/to-simplified.ts';
import {
  composedCases,
  composedMeanings,
  composedTitles,
  deliveredVocabulary,
  judgeArticle,
} from '../support/composed-articles.ts';

type Path = readonly (string | number)[];

/** One thing that can be taken out of the vocabulary. */
interface Piece {
  readonly path: Path;
  /** A row of words, or one word. */
  readonly isRow: boolean;
  readonly words: readonly string[];
}

const WORDS_SHOWN = 8;

/**
 * Takes every row and every word that decides relevance out of the vocabulary, one at a time, and names those
 * without which nothing changes on any composed letter: not its relevance, not its topics.
 */
export async function run(): Promise<void> {
  const vocabulary = deliveredVocabulary();
  const letters = [
    ...composedCases('letters'),
    ...composedCases('traps'),
    ...composedMeanings('meanings'),
    ...composedMeanings('meanings-held-back'),
    ...composedTitles(),
  ].map(({ article }) => ({ article, text: textOf(article), before: judge(article, vocabulary) }));
  const pieces = (['doubleReduction', 'lists', 'topics'] as const).flatMap((part) =>
    piecesOf(vocabulary[part], [part]),
  );
  const idle = pieces.filter(({ path, words }) => {
    const changed = without(vocabulary, path);
    // A letter that holds none of the words cannot change.
    return letters
      .filter(({ text }) => words.some((word) => text.includes(word)))
      .every(({ article, before }) => judge(article, changed) === before);
  });
  console.log(`vocabulary: ${pieces.length} rows and words, ${letters.length} composed letters`);
  for (const kind of ['row', 'word'] as const) {
    const some = idle.filter(({ isRow }) => isRow === (kind === 'row'));
    console.log(`  ${some.length} ${kind}s change nothing when taken out`);
    for (const { path, words } of some) {
      console.log(`    ${path.join('.')}: ${words.slice(0, WORDS_SHOWN).join(' ')}`);
    }
  }
}

function judge(article: Article, vocabulary: Vocabulary): string {
  const { relevance, topics } = judgeArticle(article, vocabulary);
  return `${relevance} ${topics.join(' ')}`;
}

function textOf({ title, body, agency }: Article): string {
  return toSimplified([title, body, agency].join('\n'));
}

/** The rows (objects in a list) and words (texts in a list) below a part of the vocabulary. */
function piecesOf(value: unknown, path: Path): Piece[] {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.flatMap((item, index) => {
      const own: Piece = {
        path: [...path, index],
        isRow: typeof item !== 'string',
        words: wordsIn(item),
      };
      return [own].concat(piecesOf(item, own.path));
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => piecesOf(item, [...path, name]));
}

/** Every text in a piece; sources and keys among them do no harm. */
function wordsIn(item: unknown): string[] {
  if (typeof item === 'string') return [item];
  return typeof item === 'object' && item !== null ? Object.values(item).flatMap(wordsIn) : [];
}

function without(vocabulary: Vocabulary, path: Path): Vocabulary {
  const copy = structuredClone(vocabulary);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = Reflect.get(Object(at), step);
  if (Array.isArray(at)) at.splice(Number(path.at(-1)), 1);
  return copy;
}
