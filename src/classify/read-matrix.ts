import type { ArticleParts } from './article-parts.ts';
import type { CompiledRow, Matrix } from './compile-matrix.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import { cutSentences } from './cut-sentences.ts';
import { findRowMatches, tellingHits, type Presume, type RowMatch } from './find-row-matches.ts';
import type { Folded } from './fold-text.ts';

/** A match of a row and its place. */
export interface PlacedMatch extends Pick<RowMatch, 'row' | 'words'> {
  /** Which sentence of the body; null in the subject. */
  readonly sentence: number | null;
  /** As it is written. */
  readonly text: string;
}

/** Every match of a row of the matrix, in the subject and in the sentences of the body. */
export function readMatrix(parts: ArticleParts, vocabulary: CompiledVocabulary): PlacedMatch[] {
  const { matrix } = vocabulary;
  const subject = cutSentences(parts.subject);
  const body = parts.sentences();
  const isEducations = vocabulary.isEducationAgency(parts.agency);
  // Counted only when needed: for most texts never.
  let subjectWords: WordCounts | null = null;
  let bodyWords: WordCounts | null = null;

  const presumeInBody = (row: CompiledRow): boolean => {
    subjectWords ??= countWords(subject, matrix);
    if (total(subjectWords, row.unless) > 0) return false;
    return total(subjectWords, row.beside) > 0 || isEducations;
  };
  // Where the subject does not decide it, the writer or the text does.
  const presumeInSubject = (row: CompiledRow): boolean => {
    if (presumeInBody(row)) return true;
    if (subjectWords !== null && total(subjectWords, row.unless) > 0) return false;
    bodyWords ??= countWords(body, matrix);
    return total(bodyWords, row.beside) > total(bodyWords, row.unless);
  };
  return [
    ...subject.flatMap((zone) => matchesIn(zone, null, { matrix, presume: presumeInSubject })),
    ...body.flatMap((zone, index) => matchesIn(zone, index, { matrix, presume: presumeInBody })),
  ];
}

function matchesIn(
  zone: Folded,
  sentence: number | null,
  { matrix, presume }: { readonly matrix: Matrix; readonly presume: Presume },
): PlacedMatch[] {
  const { folded, text } = zone;
  if (!matrix.holdsNoun(folded)) return [];
  return findRowMatches({ folded, hits: matrix.find(folded) }, presume).map(
    ({ row, words, at, end }) => ({ row, words, sentence, text: text.slice(at, end).trim() }),
  );
}

type WordCounts = ReadonlyMap<string, number>;

/** How often each deciding word occurs in some sentences. */
function countWords(sentences: readonly Folded[], { find }: Matrix): WordCounts {
  const counts = new Map<string, number>();
  for (const { folded } of sentences) {
    for (const { word } of tellingHits(find(folded))) {
      counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
    }
  }
  return counts;
}

function total(counts: WordCounts, words: ReadonlySet<string>): number {
  let sum = 0;
  for (const [word, count] of counts) if (words.has(word)) sum += count;
  return sum;
}
