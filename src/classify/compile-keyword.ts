import type { DoubleReduction, PartedName } from '../domain/vocabulary.ts';
import { alternation, anyOf, escapeWord } from './words.ts';

/** The policy's word and title, compiled to be found and separated from other meanings. */
export interface CompiledKeyword {
  readonly word: RegExp;
  readonly title: RegExp;
  readonly longerWords: readonly string[];
  readonly notLonger: readonly string[];
  readonly own: RegExp;
  readonly others: RegExp;
  readonly partings: RegExp;
  /** Two things named right before the word, at the end of a clause: of a kind that others reduce. */
  readonly pairBefore: RegExp;
  /** The same, whatever they are: the last characters of one, and the other. */
  readonly anyPairBefore: RegExp;
  /** One of those things after 减 or 降. */
  readonly pairAfter: RegExp;
  readonly followers: RegExp;
  readonly education: RegExp;
}

/** Builds the patterns of the word and the title from their lists. */
export function compileKeyword(meaning: DoubleReduction): CompiledKeyword {
  const pair = anyOf(meaning.othersInPairs);
  const fillers = `(?:${anyOf(meaning.fillers)}){0,3}`;
  const words = meaning.words.flatMap((list) => list.words);
  const spaced = words.map((word) => Array.from(word, escapeWord).join(String.raw`\s?`));
  return {
    word: new RegExp(alternation(spaced), 'gu'),
    title: new RegExp(alternation(meaning.titles.map(titleSource)), 'gu'),
    longerWords: meaning.longerWords.flatMap((list) => list.words),
    notLonger: meaning.longerWords.flatMap(({ unless }) => unless),
    own: new RegExp(anyOf(meaning.own), 'gu'),
    others: new RegExp(anyOf(meaning.others), 'gu'),
    partings: new RegExp(anyOf(meaning.partings), 'u'),
    pairBefore: new RegExp(
      `(?:(?:${pair})[和与及、]?|[和与及、或][^和与及、或]{0,6})(?:${pair})${fillers}$`,
      'u',
    ),
    anyPairBefore: new RegExp(
      `(?<one>[^和与及或、]{1,4})(?:以及|[和与及或、])(?<other>[^和与及或、]{1,8}?)${fillers}$`,
      'u',
    ),
    pairAfter: new RegExp(`[减降](?:${pair})`, 'u'),
    followers: new RegExp(`^(?:${anyOf(meaning.followers)})`, 'u'),
    education: new RegExp(anyOf(meaning.education), 'gu'),
  };
}

function titleSource({ parts, gap }: PartedName): string {
  return parts.map(escapeWord).join(String.raw`[^。；，\n]{0,${gap}}`);
}
