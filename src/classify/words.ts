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
  const { starts, byFirst } = byFirstCharacter(words);
  return (text) => {
    const hits: Hit<T>[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (starts[code] !== 1) continue;
      for (const word of byFirst.get(code) ?? []) {
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
  const { starts, byFirst } = byFirstCharacter(words);
  return (text) => {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (starts[code] !== 1) continue;
      if (byFirst.get(code)?.some((word) => text.startsWith(word.text, at)) === true) return true;
    }
    return false;
  };
}

/** Words by the character that they begin with, the longest first, and a byte for each character that begins one. */
function byFirstCharacter<T extends { readonly text: string }>(
  words: readonly T[],
): { readonly starts: Uint8Array; readonly byFirst: ReadonlyMap<number, readonly T[]> } {
  const starts = new Uint8Array(CODE_UNITS);
  const byFirst = new Map<number, T[]>();
  for (const word of words.toSorted((a, b) => b.text.length - a.text.length)) {
    const code = word.text.charCodeAt(0);
    starts[code] = 1;
    const known = byFirst.get(code);
    if (known === undefined) byFirst.set(code, [word]);
    else known.push(word);
  }
  return { starts, byFirst };
}
