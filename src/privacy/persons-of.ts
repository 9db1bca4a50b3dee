import type { Article } from '../domain/article.ts';
import { findPersons } from './find-persons.ts';

/** Names of two or more characters that are no guess: one that is, would be found in words. */
const MIN = 2;
const MAX_NAMES = 200;
const MAX_READ = 60_000;

const known = new WeakMap<Article, readonly string[]>();

/**
 * The private persons whom a letter names anywhere: in its greeting, its title, its text and below it. What it names
 * once with a word for a person, it may name again without one.
 */
export function personsOf(article: Article): readonly string[] {
  const found = known.get(article) ?? collect(article);
  known.set(article, found);
  return found;
}

function collect({ title, body, addresseeNames }: Article): readonly string[] {
  const mentions = findPersons(`${title}\n${body.slice(0, MAX_READ)}`);
  const names = mentions
    .filter(({ name, grade }) => (grade === 'sure' || grade === 'likely') && name.length >= MIN)
    .map(({ name }) => name);
  return [...new Set([...addresseeNames, ...names])].slice(0, MAX_NAMES);
}
