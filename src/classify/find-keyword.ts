import type { ArticleParts } from './article-parts.ts';
import type { CompiledKeyword, WeightedRegex } from './compile-keyword.ts';
import type { CompiledVocabulary } from './compile-vocabulary.ts';
import type { Folded } from './fold-text.ts';
import { nameBeside, type Named } from './keyword-meaning.ts';

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
  readonly named: Named | 'title';
}

const NEARBY = 40;
const MENTION_LIMIT = 60;
const ISSUER_BONUS = 2;

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
  const places = zones
    .flatMap(({ zone, sentence }) => placesIn(zone, sentence, keyword))
    .slice(0, MENTION_LIMIT);
  // Where the text first names other things, it means them wherever it names nothing.
  const meansOther = places[0]?.named === 'other';
  const others = places.filter(({ named }) => named === 'other').length;
  let context: Context | null = null;
  const isPolicy = (place: Place): boolean => {
    if (place.named === 'title') return true;
    if (place.named === 'other' || (meansOther && place.named === null)) return false;
    context ??= readContext(parts, vocabulary, others);
    return meansEducation(place, context);
  };
  return places
    .filter(isPolicy)
    .map(({ zone, at, sentence }) => ({ sentence, text: clauseAround(zone, at) }));
}

function placesIn(zone: Folded, sentence: number | null, keyword: CompiledKeyword): Place[] {
  const { folded } = zone;
  const titles = [...folded.matchAll(keyword.title)].map(({ index, 0: title }) => {
    return { zone, sentence, at: index, end: index + title.length, named: 'title' as const };
  });
  const words = [...folded.matchAll(keyword.word)].map(({ index, 0: word }) => {
    const end = index + word.length;
    const named = nameBeside(folded, { at: index, end }, keyword);
    return { zone, sentence, at: index, end, named };
  });
  return [...titles, ...words];
}

/** From the comma before to the comma after, never further than a line of a phone. */
function clauseAround({ text, folded }: Folded, index: number): string {
  const before = folded.slice(Math.max(0, index - NEARBY), index);
  const after = folded.slice(index, index + NEARBY);
  const start = index - (/[^，。；！？\n]{0,40}$/u.exec(before)?.[0].length ?? 0);
  const stop = after.search(/[，。；！？\n]/u);
  return text.slice(start, stop < 0 ? index + after.length : index + stop).trim();
}

interface Context {
  readonly keyword: CompiledKeyword;
  /** Education minus other meanings over the whole text. */
  readonly balance: number;
  /** Speaks for education when an education authority wrote the text. */
  readonly issuer: number;
  /** Mentions that certainly mean something else: one text rarely uses the word twice over. */
  readonly others: number;
}

function readContext(
  parts: ArticleParts,
  { keyword, isEducationAgency }: CompiledVocabulary,
  others: number,
): Context {
  const text = `${parts.subject.folded}\n${parts.zones.body.folded}`;
  return {
    keyword,
    others,
    balance: weigh(text, keyword.education) - weigh(text, keyword.foreign),
    issuer: isEducationAgency(parts.agency) ? ISSUER_BONUS : 0,
  };
}

/** Words of one meaning must outweigh those of others around it; where none speaks, text and issuer decide. */
function meansEducation(place: Place, { keyword, balance, issuer, others }: Context): boolean {
  const { folded } = place.zone;
  const near = folded.slice(Math.max(0, place.at - NEARBY), place.at + NEARBY);
  const after = folded.slice(place.end, place.end + NEARBY);
  const education =
    weigh(near, keyword.education) +
    weigh(folded, keyword.education) +
    weigh(after, keyword.followers);
  const foreign = weigh(near, keyword.foreign) + weigh(folded, keyword.foreign) + others;
  if (education === 0 && foreign === 0) return balance + issuer > 0;
  return education + issuer > foreign && education + issuer > 1;
}

/** The weights of the groups that occur, each once. */
function weigh(text: string, groups: readonly WeightedRegex[]): number {
  return groups.reduce((sum, { regex, weight }) => sum + (regex.test(text) ? weight : 0), 0);
}
