import type { KindRule, KindRules, Pattern, Topic, Vocabulary } from '../domain/vocabulary.ts';
import { compileKeyword, type CompiledKeyword } from './compile-keyword.ts';
import { compileMatrix, type Matrix } from './compile-matrix.ts';
import { anyOf, escapeWord } from './words.ts';

/** An entry of the vocabulary with its pattern ready to run. */
export type Compiled<T extends Pattern> = T & {
  readonly regex: RegExp;
};

/** The vocabulary, compiled. */
export interface CompiledVocabulary {
  readonly kinds: readonly (Omit<KindRules, 'rules'> & {
    readonly rules: readonly Compiled<KindRule>[];
  })[];
  readonly keyword: CompiledKeyword;
  readonly isEducationAgency: (name: string) => boolean;
  readonly matrix: Matrix;
  readonly topics: readonly Topic[];
  readonly thresholds: Vocabulary['thresholds'];
}

const compiled = new WeakMap<Vocabulary, CompiledVocabulary>();

/** Compiles every pattern once for each vocabulary object. */
export function compileVocabulary(vocabulary: Vocabulary): CompiledVocabulary {
  const known = compiled.get(vocabulary);
  if (known !== undefined) return known;
  const fresh = compile(vocabulary);
  compiled.set(vocabulary, fresh);
  return fresh;
}

function compile(vocabulary: Vocabulary): CompiledVocabulary {
  const agencies = new RegExp(anyOf(vocabulary.doubleReduction.educationAgencies), 'u');
  return {
    kinds: vocabulary.kinds.map((kind) => ({ ...kind, rules: compileAll(kind.rules) })),
    keyword: compileKeyword(vocabulary.doubleReduction),
    isEducationAgency: (name) => agencies.test(name),
    matrix: compileMatrix(vocabulary),
    topics: vocabulary.topics,
    thresholds: vocabulary.thresholds,
  };
}

function compileAll<T extends Pattern>(entries: readonly T[]): Compiled<T>[] {
  return entries.map((entry) => ({ ...entry, regex: new RegExp(toPattern(entry.match), 'gmu') }));
}

function toPattern(match: string): string {
  const isPattern = match.length > 2 && match.startsWith('/') && match.endsWith('/');
  return isPattern ? match.slice(1, -1) : escapeWord(match);
}
