import type { ArticleParts } from './article-parts.ts';
import type { CompiledKeyword } from './compile-keyword.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import type { Folded } from './fold-text.ts';
import { continuesWord, nameBeside, type Named } from './keyword-meaning.ts';
import { allMatches } from '../text/all-matches.ts';

/** One place where the policy is named: by the word in its education meaning, or by its title. */
export interface Mention {
  /** Which sentence of the body; null in the subject. */
  readonly sentence: number | null;
  /** The clause around it, verbatim. */
  readonly text: string;
}

interface Place {
  readonly zone: Folded;
  readonly at: number;
  readonly end: number;
  readonly sentence: number | null;
  readonly isTitle: boolean;
}

interface NamedPlace extends Place {
  readonly named: Named;
}

const NEARBY = 40;
const MENTION_LIMIT = 60;

/** Finds 双减 and the policy's title, and keeps the mentions that mean homework and off-campus training. */
export function findKeyword(parts: ArticleParts, vocabulary: CompiledVocabulary): Mention[] {
  const { keyword } = vocabulary;
  const isThere = [parts.subject, parts.zones.body].some(
    ({ folded }) => folded.search(keyword.word) >= 0 || folded.search(keyword.title) >= 0,
  );
  if (!isThere) return [];
  const zones = [
    { zone: parts.subject, sentence: null },
    ...parts.sentences().map((zone, sentence) => ({ zone, sentence })),
  ];
  const isEducations = vocabulary.isEducationAgency(parts.agency);
  const places = zones
    .flatMap(({ zone, sentence }) => placesIn(zone, sentence, keyword))
    .slice(0, MENTION_LIMIT)
    .map((place) => namePlace(place, keyword, isEducations));
  // Where the text first names other things, it means them wherever it names nothing.
  const meansOther = places[0]?.named === 'other';
  const isPolicy = (place: NamedPlace): boolean => {
    if (place.isTitle) return true;
    if (place.named === 'other' || (meansOther && place.named === null)) return false;
    return meansEducation(place, parts, vocabulary);
  };
  return places
    .filter(isPolicy)
    .map(({ zone, at, sentence }) => ({ sentence, text: clauseAround(zone, at) }));
}

function placesIn(zone: Folded, sentence: number | null, keyword: CompiledKeyword): Place[] {
  return [keyword.title, keyword.word].flatMap((regex) =>
    allMatches(zone.folded, regex).map(({ index, 0: found }) => ({
      zone,
      sentence,
      at: index,
      end: index + found.length,
      isTitle: regex === keyword.title,
    })),
  );
}

/** Two unlisted things mean education when an education authority writes, other things otherwise: 车流、车速“双减”. */
function namePlace(place: Place, keyword: CompiledKeyword, isEducations: boolean): NamedPlace {
  if (place.isTitle) return { ...place, named: 'own' };
  const named = nameBeside(place.zone.folded, place, keyword);
  const unknown = isEducations ? null : 'other';
  return { ...place, named: named === 'unknown' ? unknown : named };
}

/** From the comma before to the comma after, never further than a line of a phone. */
function clauseAround({ text, folded }: Folded, index: number): string {
  const before = folded.slice(Math.max(0, index - NEARBY), index);
  const after = folded.slice(index, index + NEARBY);
  const start = index - (/[^，。；！？\n]{0,40}$/u.exec(before)?.[0].length ?? 0);
  const stop = after.search(/[，。；！？\n]/u);
  return text.slice(start, stop < 0 ? index + after.length : index + stop).trim();
}

/** The words around it decide; where they say both or nothing, the writer or the whole text. */
function meansEducation(
  { zone: { folded }, at, end, named }: NamedPlace,
  parts: ArticleParts,
  { keyword, isEducationAgency }: CompiledVocabulary,
): boolean {
  const after = folded.slice(end, end + NEARBY);
  const before = named === 'apart' ? '' : folded.slice(Math.max(0, at - NEARBY), at);
  const near = `${before}\n${after}`;
  const own = countIn(near, keyword.education) + (continuesWord(after, keyword) ? 1 : 0);
  const balance = own - countIn(near, keyword.others);
  if (balance !== 0) return balance > 0;
  if (isEducationAgency(parts.agency)) return true;
  const text = `${parts.subject.folded}\n${parts.zones.body.folded}`;
  return countIn(text, keyword.education) > countIn(text, keyword.others);
}

function countIn(text: string, words: RegExp): number {
  return text.match(words)?.length ?? 0;
}
