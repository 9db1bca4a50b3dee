import { sliceFolded, type Folded } from './fold-text.ts';
import { allMatches } from '../text/all-matches.ts';

// Official sentences run to 150 characters; what is longer has lost its full stops.
const LONG_SENTENCE = 300;

/** Sentences; where full stops were lost, clauses; where commas were lost too, pieces of some lines. */
export function cutSentences(whole: Folded): Folded[] {
  return cutAt(whole, /[^。；！？;!?\n]+/gu).flatMap((sentence) =>
    sentence.text.length > LONG_SENTENCE ? cutAt(sentence, /[^，,]{1,300}/gu) : [sentence],
  );
}

function cutAt(whole: Folded, pieces: RegExp): Folded[] {
  return allMatches(whole.folded, pieces)
    .map(({ index, 0: piece }) => sliceFolded(whole, index, index + piece.length))
    .filter(({ text }) => text.trim() !== '');
}
