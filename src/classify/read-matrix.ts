import type { ArticleParts } from './article-parts.ts';
import type { CompiledRow } from './compile-matrix.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import { cutSentences } from './cut-sentences.ts';
import { findSightings, tellingHits, type ReadSentence, type Sighting } from './find-sightings.ts';
import type { Folded } from './fold-text.ts';

/** A sighting and where it was made. */
export interface Seen extends Pick<Sighting, 'row' | 'words'> {
  /** Which sentence of the body; null in the subject. */
  readonly sentence: number | null;
  /** As it is written. */
  readonly text: string;
}

/** Every row of the matrix that speaks in the subject or in a sentence of the body. */
export function readMatrix(parts: ArticleParts, vocabulary: CompiledVocabulary): Seen[] {
  const read = (zone: Folded): ReadSentence & { readonly zone: Folded } => ({
    zone,
    folded: zone.folded,
    hits: vocabulary.matrix.find(zone.folded),
  });
  const subject = cutSentences(parts.subject).map(read);
  const body = parts.sentences().map(read);
  const isEducations = vocabulary.isEducationAgency(parts.agency);
  const subjectWords = countWords(subject);
  let bodyWords: ReadonlyMap<string, number> | null = null;

  const presumeInBody = (row: CompiledRow): boolean => {
    if (total(subjectWords, row.unless) > 0) return false;
    return total(subjectWords, row.beside) > 0 || isEducations;
  };
  // Where the subject does not tell whose matter it is, the writer or the text does.
  const presumeInSubject = (row: CompiledRow): boolean => {
    if (total(subjectWords, row.unless) > 0) return false;
    if (total(subjectWords, row.beside) > 0 || isEducations) return true;
    bodyWords ??= countWords(body);
    return total(bodyWords, row.beside) > total(bodyWords, row.unless);
  };
  return [
    ...subject.flatMap((sentence) =>
      findSightings(sentence, presumeInSubject).map((found) => seenAs(found, sentence.zone, null)),
    ),
    ...body.flatMap((sentence, index) =>
      findSightings(sentence, presumeInBody).map((found) => seenAs(found, sentence.zone, index)),
    ),
  ];
}

function seenAs({ row, words, at, end }: Sighting, zone: Folded, sentence: number | null): Seen {
  return { row, words, sentence, text: zone.text.slice(at, end).trim() };
}

function countWords(sentences: readonly ReadSentence[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { hits } of sentences) {
    for (const { word } of tellingHits(hits))
      counts.set(word.text, (counts.get(word.text) ?? 0) + 1);
  }
  return counts;
}

function total(counts: ReadonlyMap<string, number>, words: ReadonlySet<string>): number {
  let sum = 0;
  for (const [word, count] of counts) if (words.has(word)) sum += count;
  return sum;
}
