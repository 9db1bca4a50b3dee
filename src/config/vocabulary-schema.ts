import { z } from 'zod';

import type { Vocabulary } from '../domain/vocabulary.ts';

// One quantifier without an upper bound, searched for in a long page, takes quadratic time or worse.
const UNBOUNDED = /[*+]|\{\d+,\}/u;
const ESCAPES_AND_CLASSES = /\\.|\[(?:\\.|[^\]\\])*\]/gsu;

const isRegex = (match: string): boolean => match.length > 2 && /^\/.*\/$/su.test(match);

function compiles(match: string): boolean {
  if (!isRegex(match)) return true;
  try {
    return !new RegExp(match.slice(1, -1), 'gmu').test('');
  } catch {
    return false;
  }
}

const isBounded = (match: string): boolean =>
  !isRegex(match) || !UNBOUNDED.test(match.replaceAll(ESCAPES_AND_CLASSES, 'x'));

const match = z
  .string()
  .min(1, 'must be a word or a /pattern/')
  .max(600, 'must be at most 600 characters')
  .refine(compiles, 'must be a valid regular expression that needs at least one character')
  .refine(isBounded, 'must not repeat without an upper bound: write {0,20} instead of *');

const source = z.string().min(1, 'must be a key of sources');
const weight = z.number().min(-10, 'must be at least -10').max(10, 'must be at most 10');
const key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'must be lower-case words with dashes');
const label = z.string().min(1, 'must be a word').max(80, 'must be at most 80 characters');
const threshold = z.number().min(0, 'must be at least 0').max(1000, 'must be at most 1000');

const patterns = z.array(z.strictObject({ match, source }).readonly()).readonly();
const term = z.strictObject({ match, weight, source }).readonly();
const terms = z.array(term).readonly();

const kindRule = z
  .strictObject({
    id: key,
    where: z.enum(['title', 'number', 'head', 'opening', 'tail', 'body']),
    match,
    weight,
    source,
  })
  .readonly();

const kindRules = z
  .strictObject({
    kind: z.enum(['reply', 'notice', 'interpretation', 'news', 'opinion', 'other']),
    threshold,
    needs: z.array(key).min(1, 'must name a rule').readonly().exactOptional(),
    rules: z.array(kindRule).min(1, 'must have at least one rule').readonly(),
  })
  .readonly();

const topic = z
  .strictObject({
    key,
    label: z.strictObject({ zh: label, en: label }).readonly(),
    relevance: z.enum(['related', 'adjacent', 'tied']).nullable(),
    terms: z.array(term).min(1, 'must have at least one term').readonly(),
  })
  .readonly();

const vocabulary = z
  .strictObject({
    version: z.literal(1),
    sources: z.record(z.string(), z.string().min(1, 'must say where the words come from')),
    openings: patterns,
    kinds: z.array(kindRules).readonly(),
    doubleReduction: z
      .strictObject({
        keywords: patterns,
        rejectBefore: patterns,
        rejectAfter: patterns,
        education: terms,
        foreign: terms,
        educationAgencies: patterns,
      })
      .readonly(),
    topics: z.array(topic).max(25, 'must be at most 25: Discord shows no more').readonly(),
    thresholds: z
      .strictObject({
        related: threshold,
        adjacent: threshold,
        share: z.number().min(0, 'must be at least 0').max(1, 'must be at most 1'),
      })
      .readonly(),
  })
  .readonly();

/** `config/vocabulary.yaml`: every word and weight that decides kind, relevance and topics. */
export const vocabularySchema: z.ZodType<Vocabulary> = vocabulary.superRefine((value, context) => {
  for (const [path, used] of usedSources(value)) {
    if (Object.hasOwn(value.sources, used)) continue;
    context.addIssue({ code: 'custom', path: [...path], message: `must be a key of sources` });
  }
  for (const [path, id] of missingRules(value)) {
    context.addIssue({
      code: 'custom',
      path: [...path],
      message: `is no rule of this kind: ${id}`,
    });
  }
  for (const [path, id] of repeated(value)) {
    context.addIssue({ code: 'custom', path: [...path], message: `is used twice: ${id}` });
  }
});

type Path = readonly (string | number)[];

function usedSources(value: Vocabulary): [Path, string][] {
  const rows = (items: readonly { source: string }[], ...path: Path): [Path, string][] =>
    items.map((item, index) => [[...path, index, 'source'], item.source]);
  const meaning = value.doubleReduction;
  return [
    ...rows(value.openings, 'openings'),
    ...value.kinds.flatMap((kind, index) => rows(kind.rules, 'kinds', index, 'rules')),
    ...rows(meaning.keywords, 'doubleReduction', 'keywords'),
    ...rows(meaning.rejectBefore, 'doubleReduction', 'rejectBefore'),
    ...rows(meaning.rejectAfter, 'doubleReduction', 'rejectAfter'),
    ...rows(meaning.education, 'doubleReduction', 'education'),
    ...rows(meaning.foreign, 'doubleReduction', 'foreign'),
    ...rows(meaning.educationAgencies, 'doubleReduction', 'educationAgencies'),
    ...value.topics.flatMap((entry, index) => rows(entry.terms, 'topics', index, 'terms')),
  ];
}

function repeated(value: Vocabulary): [Path, string][] {
  const named: [Path, string][] = [
    ...value.kinds.map((kind, index): [Path, string] => [['kinds', index, 'kind'], kind.kind]),
    ...value.topics.map((entry, index): [Path, string] => [['topics', index, 'key'], entry.key]),
  ];
  return named.filter(([, id], index) => named.findIndex(([, other]) => other === id) < index);
}

function missingRules(value: Vocabulary): [Path, string][] {
  return value.kinds.flatMap(({ needs = [], rules }, index) =>
    needs
      .map((id, place): [Path, string] => [['kinds', index, 'needs', place], id])
      .filter(([, id]) => rules.every((rule) => rule.id !== id)),
  );
}
