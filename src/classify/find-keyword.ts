import type { Pattern, Term } from '../domain/vocabulary.ts';
import type { ArticleParts } from './article-parts.ts';
import type { Compiled, CompiledVocabulary } from './compile-vocabulary.ts';
import type { Folded } from './fold-text.ts';
import { mayMatch } from './pattern-needs.ts';

/** One place where the word has its education meaning. */
export interface Mention {
  /** Which sentence of the body; null in the subject. */
  readonly sentence: number | null;
  /** The clause around it, verbatim. */
  readonly text: string;
}

type Meaning = CompiledVocabulary['doubleReduction'];

interface Place {
  readonly zone: Folded;
  readonly index: number;
  readonly length: number;
  readonly sentence: number | null;
}

// A collocation stands directly before or after the word; the words that settle the meaning around it.
const COLLOCATION = 16;
const NEARBY = 40;
const MENTION_LIMIT = 60;
const ISSUER_BONUS = 2;

/** Finds 双减 and keeps the mentions that mean homework and off-campus training. */
export function findKeyword(parts: ArticleParts, vocabulary: CompiledVocabulary): Mention[] {
  const meaning = vocabulary.doubleReduction;
  if (!meaning.keywords.some(({ needs }) => mayMatch(needs, parts.pairs))) return [];
  const zones = [
    { zone: parts.subject, sentence: null },
    ...parts.sentences().map((zone, sentence) => ({ zone, sentence })),
  ];
  const all = zones
    .flatMap((place) => placesIn(place.zone, place.sentence, meaning))
    .slice(0, MENTION_LIMIT);
  if (all.length === 0) return [];
  const open = all.filter((place) => !isCollocation(place, meaning));
  const context = documentContext(parts, meaning, all.length - open.length);
  return open
    .filter((place) => meansEducation(place, context))
    .map(({ zone, index, sentence }) => ({ sentence, text: clauseAround(zone, index) }));
}

function placesIn(zone: Folded, sentence: number | null, meaning: Meaning): Place[] {
  return meaning.keywords.flatMap(({ regex }) =>
    [...zone.folded.matchAll(regex)].map(({ index, 0: word }) => ({
      zone,
      sentence,
      index,
      length: word.length,
    })),
  );
}

/** From the comma before to the comma after, never further than a line of a phone. */
function clauseAround({ text, folded }: Folded, index: number): string {
  const before = folded.slice(Math.max(0, index - NEARBY), index);
  const after = folded.slice(index, index + NEARBY);
  const start = index - (/[^，。；！？\n]{0,40}$/u.exec(before)?.[0].length ?? 0);
  const stop = after.search(/[，。；！？\n]/u);
  return text.slice(start, stop < 0 ? index + after.length : index + stop).trim();
}

function isCollocation({ zone, index, length }: Place, meaning: Meaning): boolean {
  const before = zone.folded.slice(Math.max(0, index - COLLOCATION), index);
  const after = zone.folded.slice(index + length, index + length + COLLOCATION);
  return matchesAny(before, meaning.rejectBefore) || matchesAny(after, meaning.rejectAfter);
}

function matchesAny(text: string, patterns: readonly Compiled<Pattern>[]): boolean {
  return patterns.some(({ regex }) => text.search(regex) >= 0);
}

interface Context {
  readonly meaning: Meaning;
  /** Education minus other meanings over the whole text. */
  readonly balance: number;
  /** Speaks for education when an education authority wrote the text. */
  readonly issuer: number;
  /** Mentions that certainly mean something else: one text rarely uses the word twice over. */
  readonly rejected: number;
}

function documentContext(parts: ArticleParts, meaning: Meaning, rejected: number): Context {
  const text = `${parts.subject.folded}\n${parts.zones.body.folded}`;
  return {
    meaning,
    rejected,
    balance: weigh(text, meaning.education) - weigh(text, meaning.foreign),
    issuer: matchesAny(parts.agency, meaning.educationAgencies) ? ISSUER_BONUS : 0,
  };
}

/** Words of one meaning must outweigh those of others around it; where none speaks, text and issuer decide. */
function meansEducation(place: Place, { meaning, balance, issuer, rejected }: Context): boolean {
  const { folded } = place.zone;
  const near = folded.slice(Math.max(0, place.index - NEARBY), place.index + NEARBY);
  const education = weigh(near, meaning.education) + weigh(folded, meaning.education);
  const foreign = weigh(near, meaning.foreign) + weigh(folded, meaning.foreign) + rejected;
  if (education === 0 && foreign === 0) return balance + issuer > 0;
  return education + issuer > foreign && education + issuer > 1;
}

/** The weights of the terms that occur, each once. */
function weigh(text: string, terms: readonly Compiled<Term>[]): number {
  return terms.reduce((sum, { regex, weight }) => sum + (text.search(regex) < 0 ? 0 : weight), 0);
}
