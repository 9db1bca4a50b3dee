import { z } from 'zod';

import { LIST_KEY, type Vocabulary, type WordList } from '../domain/vocabulary.ts';

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
const keep = z.string().min(1, 'must say why the row stays').exactOptional();
const weight = z.number().min(-10, 'must be at least -10').max(10, 'must be at most 10');
const key = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'must be lower-case words with dashes');
const label = z.string().min(1, 'must be a word').max(80, 'must be at most 80 characters');
const threshold = z.number().min(0, 'must be at least 0').max(1000, 'must be at most 1000');

// One character occurs in too many words; characters that no word has are meant for a pattern.
const word = z
  .string()
  .min(2, 'must have at least two characters')
  .max(20, 'must be at most 20 characters')
  .regex(/^[\p{L}\p{N}〔〕、·-]+$/u, 'must be a word: patterns belong into `match`');
const shortWord = word.or(z.string().regex(/^\p{L}$/u, 'must be a word'));
const words = z.array(word).min(1, 'must have at least one word').readonly();
const shortWords = z.array(shortWord).min(1, 'must have at least one word').readonly();
const gap = z.number().int().min(0, 'must be at least 0').max(12, 'must be at most 12');
const shortWordLists = z
  .array(z.strictObject({ words: shortWords, source, keep }).readonly())
  .readonly();
const wordLists = z.array(z.strictObject({ words, source, keep }).readonly()).readonly();

const kindRule = z
  .strictObject({
    id: key,
    where: z.enum(['title', 'number', 'head', 'opening', 'tail', 'body']),
    match,
    weight,
    source,
    keep,
  })
  .readonly();

const kindRules = z
  .strictObject({
    kind: z.enum(['notice', 'interpretation', 'news', 'opinion', 'other']),
    threshold,
    rules: z.array(kindRule).min(1, 'must have at least one rule').readonly(),
  })
  .readonly();

const row = z
  .strictObject({
    nouns: words,
    acts: words.exactOptional(),
    leading: words.exactOptional(),
    gap: gap.exactOptional(),
    beside: words.exactOptional(),
    alone: z.boolean().exactOptional(),
    unless: words.exactOptional(),
    weight: weight.exactOptional(),
    source,
    keep,
  })
  .readonly();

const topic = z
  .strictObject({
    key,
    label: z.strictObject({ zh: label, en: label }).readonly(),
    relevance: z.enum(['related', 'adjacent', 'tied']).nullable(),
    within: key.exactOptional(),
    rows: z.array(row).min(1, 'must have at least one row').readonly(),
  })
  .readonly();

const vocabulary = z
  .strictObject({
    version: z.literal(1),
    sources: z.record(z.string(), z.string().min(1, 'must say where the words come from')),
    kinds: z.array(kindRules).readonly(),
    doubleReduction: z
      .strictObject({
        words: wordLists,
        titles: z.array(z.strictObject({ parts: words, gap, source, keep }).readonly()).readonly(),
        longerWords: z
          .array(z.strictObject({ words, unless: words, source, keep }).readonly())
          .readonly(),
        own: wordLists,
        others: wordLists,
        othersInPairs: wordLists,
        fillers: shortWordLists,
        partings: wordLists,
        followers: shortWordLists,
        education: wordLists,
        educationAgencies: wordLists,
      })
      .readonly(),
    lists: z.record(key, wordLists).readonly(),
    topics: z
      .array(topic)
      .max(24, 'must be at most 24: Discord shows 25 choices, and one is for all')
      .readonly(),
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
  for (const [path, message] of findIssues(value)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

type Path = readonly (string | number)[];
type Issue = readonly [Path, string];

function findIssues(value: Vocabulary): Issue[] {
  return [
    ...usedSources(value)
      .filter(([, used]) => !Object.hasOwn(value.sources, used))
      .map(([path]): Issue => [path, 'must be a key of sources']),
    ...missingLists(value).map(([path, id]): Issue => [path, `is no list: ${id}`]),
    ...missingTopics(value).map(([path, id]): Issue => [path, `is no topic: ${id}`]),
    ...repeated(value).map(([path, id]): Issue => [path, `is used twice: ${id}`]),
  ];
}

function usedSources(value: Vocabulary): [Path, string][] {
  const rows = (items: readonly { source: string }[], ...path: Path): [Path, string][] =>
    items.map((item, index) => [[...path, index, 'source'], item.source]);
  return [
    ...value.kinds.flatMap((kind, index) => rows(kind.rules, 'kinds', index, 'rules')),
    ...Object.entries(value.doubleReduction).flatMap(([name, items]) =>
      rows(items, 'doubleReduction', name),
    ),
    ...Object.entries(value.lists).flatMap(([name, items]) => rows(items, 'lists', name)),
    ...value.topics.flatMap((entry, index) => rows(entry.rows, 'topics', index, 'rows')),
  ];
}

/** What is used twice: a kind, a topic, a word within one list or one set of a row. */
function repeated(value: Vocabulary): [Path, string][] {
  return [
    ...twice(value.kinds.map((kind, index) => [['kinds', index, 'kind'], kind.kind])),
    ...twice(value.topics.map((entry, index) => [['topics', index, 'key'], entry.key])),
    ...Object.entries({ ...value.lists }).flatMap(([name, items]) =>
      twice(wordsOf(items, ['lists', name])),
    ),
    ...rowSets(value).flatMap(([path, entries]) =>
      twice(entries.map((entry, place) => [[...path, place], entry])),
    ),
  ];
}

function twice(named: readonly [Path, string][]): [Path, string][] {
  return named.filter(([, id], index) => named.findIndex(([, other]) => other === id) < index);
}

function wordsOf(items: readonly WordList[], path: Path): [Path, string][] {
  return items.flatMap((list, index) =>
    list.words.map((one, place): [Path, string] => [[...path, index, 'words', place], one]),
  );
}

/** The sets of words of every row, with their paths. */
function rowSets(value: Vocabulary): [Path, readonly string[]][] {
  return value.topics.flatMap(({ rows }, index) =>
    rows.flatMap(({ nouns, acts = [], leading = [], beside = [], unless = [] }, place) =>
      Object.entries({ nouns, acts, leading, beside, unless }).map(
        ([name, entries]): [Path, readonly string[]] => [
          ['topics', index, 'rows', place, name],
          entries,
        ],
      ),
    ),
  );
}

/** Keys of lists that do not exist: a word in lower-case Latin letters names a list. */
function missingLists(value: Vocabulary): [Path, string][] {
  return rowSets(value).flatMap(([path, entries]) =>
    entries
      .map((entry, place): [Path, string] => [[...path, place], entry])
      .filter(([, entry]) => LIST_KEY.test(entry) && !Object.hasOwn(value.lists, entry)),
  );
}

function missingTopics(value: Vocabulary): [Path, string][] {
  return value.topics.flatMap(({ within }, index): [Path, string][] =>
    within === undefined || value.topics.some((other) => other.key === within)
      ? []
      : [[['topics', index, 'within'], within]],
  );
}
