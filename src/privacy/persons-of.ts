import type { Article } from '../domain/article.ts';
import type { PersonalSpan } from './personal-span.ts';
import { findPersons } from './find-persons.ts';
import { spansOf } from './redact.ts';

/** Names of two or more characters that are no guess: one that is, would be found in words. */
const MIN = 2;
const MAX_NAMES = 200;
const MAX_READ = 60_000;

/** What is private in a letter, found in one reading of the whole. */
interface Personal {
  /** The persons whom it names anywhere, its addressees among them. */
  readonly names: readonly string[];
  /** Places of its body that must not be shown: in order, apart from each other. */
  readonly spans: readonly PersonalSpan[];
}

const FOUND = new WeakMap<Article, Personal>();

/**
 * The private persons whom a letter names anywhere: in its greeting, its title, its text and below it. What it names
 * once with a word for a person, it may name again without one.
 */
export function personsOf(article: Article): readonly string[] {
  return personalIn(article).names;
}

/** Tells whether a piece of an article's body, from one place to another, holds anything that must not be shown. */
export function privateParts(article: Article): (start: number, end: number) => boolean {
  const { spans } = personalIn(article);
  return (start, end) => spans.some((span) => span.start < end && span.end > start);
}

function personalIn(article: Article): Personal {
  const found = FOUND.get(article) ?? collect(article);
  FOUND.set(article, found);
  return found;
}

function collect({ title, body, addresseeNames }: Article): Personal {
  const read = body.slice(0, MAX_READ);
  const offset = title.length + 1;
  const mentions = findPersons(`${title}\n${read}`);
  const found = mentions
    .filter(({ name, grade }) => (grade === 'sure' || grade === 'likely') && name.length >= MIN)
    .map(({ name }) => name);
  const names = [...new Set([...addresseeNames, ...found])].slice(0, MAX_NAMES);
  const inBody = mentions
    .filter(({ start }) => start >= offset)
    .map(({ start, end }) => ({ start: start - offset, end: end - offset }));
  return { names, spans: spansOf(read, names, inBody) };
}
