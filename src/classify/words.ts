import { LIST_KEY, type WordList } from '../domain/vocabulary.ts';

const SPECIAL = /[\\^$.*+?()[\]{}|/]/gu;
const NOTHING = '(?!)';
const CODE_UNITS = 0x1_00_00;

/** A word as the source of a regular expression. */
export function escapeWord(word: string): string {
  return word.replaceAll(SPECIAL, String.raw`\$&`);
}

/** One alternation of plain words, the longest first; without words it matches nothing. */
export function anyOf(lists: readonly WordList[]): string {
  const words = lists.flatMap((list) => list.words).toSorted((a, b) => b.length - a.length);
  return alternation(words.map(escapeWord));
}

/** One alternation of patterns; without any it matches nothing. */
export function alternation(sources: readonly string[]): string {
  return sources.length === 0 ? NOTHING : sources.join('|');
}

/** The words of a row: an entry in lower-case Latin letters is the key of a list. */
export function expandWords(
  entries: readonly string[],
  lists: Readonly<Record<string, readonly WordList[]>>,
): readonly string[] {
  return entries.flatMap((entry) =>
    LIST_KEY.test(entry) ? (lists[entry] ?? []).flatMap(({ words }) => words) : [entry],
  );
}

/** A word's place in a text. */
export interface Hit<T> {
  readonly word: T;
  readonly at: number;
  readonly end: number;
}

/** Finds all of many words in one pass, also those inside others; of those at one place the longest comes first. */
export function createWordFinder<T extends { readonly text: string }>(
  words: readonly T[],
): (text: string) => Hit<T>[] {
  const { starts, groups } = byFirstCharacter(words);
  return (text) => {
    const hits: Hit<T>[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const group = groups[starts[text.charCodeAt(at)] ?? 0];
      if (group === undefined) continue;
      const next = text.charCodeAt(at + 1);
      for (const { word, second } of group) {
        if (second !== 0 && second !== next) continue;
        if (text.startsWith(word.text, at)) hits.push({ word, at, end: at + word.text.length });
      }
    }
    return hits;
  };
}

/** Creates a test whether a text holds one of many words. */
export function createWordTest(
  words: readonly { readonly text: string }[],
): (text: string) => boolean {
  const { starts, groups } = byFirstCharacter(words);
  return (text) => {
    for (let at = 0; at < text.length; at += 1) {
      const group = groups[starts[text.charCodeAt(at)] ?? 0];
      if (group?.some(({ word }) => text.startsWith(word.text, at)) === true) return true;
    }
    return false;
  };
}

/** A word with the code of its second character, 0 where it has none: most words are told apart by it. */
interface Entry<T> {
  readonly word: T;
  readonly second: number;
}

/**
 * Words by the character that they begin with, the longest first: `starts` gives the place of a character's group, 0
 * where no word begins with it.
 */
function byFirstCharacter<T extends { readonly text: string }>(
  words: readonly T[],
): { readonly starts: Uint16Array; readonly groups: readonly (readonly Entry<T>[] | undefined)[] } {
  const starts = new Uint16Array(CODE_UNITS);
  const groups: (Entry<T>[] | undefined)[] = [undefined];
  for (const word of words.toSorted((a, b) => b.text.length - a.text.length)) {
    const code = word.text.charCodeAt(0);
    const entry = { word, second: word.text.length > 1 ? word.text.charCodeAt(1) : 0 };
    const known = groups[starts[code] ?? 0];
    if (known === undefined) starts[code] = groups.push([entry]) - 1;
    else known.push(entry);
  }
  return { starts, groups };
}
