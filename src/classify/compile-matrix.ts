import type { MatrixRow, Topic, Vocabulary } from '../domain/vocabulary.ts';
import { createWordFinder, createWordTest, expandWords, type Hit } from './words.ts';

/** A row of the matrix with its lists written out. */
export interface CompiledRow {
  readonly topic: Topic['key'];
  readonly nouns: ReadonlySet<string>;
  /** Null where the noun is enough. */
  readonly acts: ReadonlySet<string> | null;
  /** The acts come before the noun. */
  readonly isLed: boolean;
  readonly gap: number;
  readonly beside: ReadonlySet<string>;
  readonly isAlone: boolean;
  readonly unless: ReadonlySet<string>;
  readonly weight: number;
}

/** One word of the matrix and what it is to which rows. */
export interface MatrixWord {
  readonly text: string;
  readonly nounOf: readonly CompiledRow[];
  /** Says whose matter something is: a word of `beside` or `unless` of a row. */
  readonly isTelling: boolean;
  /** Marks it as another meaning: 大学生 does not hold 学生. */
  readonly isForeign: boolean;
}

/** The topics' rows, compiled. */
export interface Matrix {
  readonly rows: readonly CompiledRow[];
  /** All words of the matrix in a text. */
  readonly find: (text: string) => Hit<MatrixWord>[];
  /** Whether a text holds one of its nouns: without one no row matches. */
  readonly holdsNoun: (text: string) => boolean;
}

// 监测完成作业所用时间: six characters leave room for a verb and a 的.
const GAP = 6;
// Three times this, as what the subject names counts, is the threshold of a class.
const WEIGHT = 2;

/** Writes the rows out and gathers their words, to be found in one pass over a text. */
export function compileMatrix({ topics, lists }: Vocabulary): Matrix {
  const rows = topics.flatMap(({ key, rows: some }) =>
    some.map((row) => compileRow(key, row, lists)),
  );
  const texts = new Set(
    rows.flatMap(({ nouns, acts, beside, unless }) => [
      ...nouns,
      ...(acts ?? []),
      ...beside,
      ...unless,
    ]),
  );
  const words = Array.from(texts, (text) => ({
    text,
    nounOf: rows.filter(({ nouns }) => nouns.has(text)),
    isTelling: rows.some(({ beside, unless }) => beside.has(text) || unless.has(text)),
    isForeign: rows.some(({ unless }) => unless.has(text)),
  }));
  return {
    rows,
    find: createWordFinder(words),
    holdsNoun: createWordTest(words.filter(({ nounOf }) => nounOf.length > 0)),
  };
}

function compileRow(topic: string, row: MatrixRow, lists: Vocabulary['lists']): CompiledRow {
  const setOf = (entries: readonly string[] = []): Set<string> =>
    new Set(expandWords(entries, lists));
  const acts = row.acts ?? row.leading;
  return {
    topic,
    nouns: setOf(row.nouns),
    acts: acts === undefined ? null : setOf(acts),
    isLed: row.leading !== undefined,
    gap: row.gap ?? GAP,
    beside: setOf(row.beside),
    isAlone: row.alone ?? row.beside === undefined,
    unless: setOf(row.unless),
    weight: row.weight ?? WEIGHT,
  };
}
