import type {
  DoubleReduction,
  KindRule,
  KindRules,
  Pattern,
  Term,
  Topic,
  Vocabulary,
} from '../domain/vocabulary.ts';
import { needsOf, type Needs } from './pattern-needs.ts';

/** An entry of the vocabulary with its pattern ready to run. */
export type Compiled<T extends Pattern> = T & {
  readonly regex: RegExp;
  /** What a text must hold before the pattern can match: most texts hold little of the vocabulary. */
  readonly needs: Needs | null;
};

/** The vocabulary, ready to run. */
export interface CompiledVocabulary {
  readonly openings: readonly Compiled<Pattern>[];
  readonly kinds: readonly (Omit<KindRules, 'rules'> & {
    readonly rules: readonly Compiled<KindRule>[];
  })[];
  readonly doubleReduction: {
    readonly [K in keyof DoubleReduction]: readonly Compiled<DoubleReduction[K][number]>[];
  };
  readonly topics: readonly (Omit<Topic, 'terms'> & {
    readonly terms: readonly Compiled<Term>[];
  })[];
  readonly thresholds: Vocabulary['thresholds'];
}

const SPECIAL = /[\\^$.*+?()[\]{}|/]/gu;

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
  const meaning = vocabulary.doubleReduction;
  return {
    openings: compileAll(vocabulary.openings),
    kinds: vocabulary.kinds.map((kind) => ({ ...kind, rules: compileAll(kind.rules) })),
    doubleReduction: {
      keywords: compileAll(meaning.keywords),
      rejectBefore: compileAll(meaning.rejectBefore),
      rejectAfter: compileAll(meaning.rejectAfter),
      education: compileAll(meaning.education),
      foreign: compileAll(meaning.foreign),
      educationAgencies: compileAll(meaning.educationAgencies),
    },
    topics: vocabulary.topics.map((topic) => ({ ...topic, terms: compileAll(topic.terms) })),
    thresholds: vocabulary.thresholds,
  };
}

function compileAll<T extends Pattern>(entries: readonly T[]): Compiled<T>[] {
  return entries.map((entry) => {
    const pattern = toPattern(entry.match);
    return { ...entry, regex: new RegExp(pattern, 'gmu'), needs: needsOf(pattern) };
  });
}

function toPattern(match: string): string {
  const isPattern = match.length > 2 && match.startsWith('/') && match.endsWith('/');
  return isPattern ? match.slice(1, -1) : match.replaceAll(SPECIAL, String.raw`\$&`);
}
