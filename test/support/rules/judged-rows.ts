import { LIST_KEY, type Vocabulary } from '../../../src/domain/vocabulary.ts';
import { type Rule, type RuleTable, ruleTables } from '../../../src/text/rule-table.ts';
import { VOCABULARY } from './read-stages.ts';

/** A row that can be taken out of its table. */
export interface JudgedRow {
  readonly table: string;
  readonly id: string;
  readonly keep: string | null;
  /** What was added for it; null for rows that are not added up. */
  readonly weight: number | null;
  /** Plain words of which a document holds one, or the row says nothing of it; null where that is not so simple. */
  readonly needs: readonly string[] | null;
  /** Its words: sources of regular expressions, or plain words. */
  readonly alternatives: readonly string[];
  /** Calls `read` without the row, with the vocabulary that is then in force. */
  readonly without: <T>(vocabulary: Vocabulary, read: (vocabulary: Vocabulary) => T) => T;
  /** The name under which stages look at the table. */
  readonly lookedAtAs: string;
}

/** Every row of every table, those of the vocabulary among them. */
export function judgedRows(vocabulary: Vocabulary): readonly JudgedRow[] {
  return [...ruleTables().flatMap((table) => rowsOfTable(table)), ...rowsOfVocabulary(vocabulary)];
}

function rowsOfTable(table: RuleTable<Rule>): readonly JudgedRow[] {
  const rows = table.rows();
  return rows.map((row) => ({
    table: table.name,
    id: row.id,
    keep: row.keep ?? null,
    weight: 'weight' in row && typeof row.weight === 'number' ? row.weight : null,
    needs: null,
    alternatives: row.match.flatMap((source) => alternativesOf(source)),
    lookedAtAs: table.name,
    without: (vocabulary, read) => {
      table.replaceRows(rows.filter((other) => other !== row));
      try {
        return read(vocabulary);
      } finally {
        table.replaceRows(rows);
      }
    },
  }));
}

/** The alternatives of a pattern that are not inside of brackets. */
function alternativesOf(source: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isClass = false;
  let part = '';
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '\\') {
      part += source.slice(at, at + 2);
      at += 1;
      continue;
    }
    if (isClass) isClass = char !== ']';
    else if (char === '[') isClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (char === '|' && depth === 0 && !isClass) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  return [...parts, part];
}

type Path = readonly (string | number)[];

/** Rows of the vocabulary: every object in a list of it, and every list that rows share. */
function rowsOfVocabulary(vocabulary: Vocabulary): readonly JudgedRow[] {
  const kinds = vocabulary.kinds.flatMap(({ kind, rules }, at) =>
    rules.map((rule, place): VocabularyRow => ({
      table: `vocabulary: ${kind}`,
      id: rule.id,
      path: ['kinds', at, 'rules', place],
      row: rule,
    })),
  );
  const policy = Object.entries<readonly object[]>({ ...vocabulary.doubleReduction }).flatMap(
    ([list, rows]) =>
      rows.map((row, place): VocabularyRow => ({
        table: `vocabulary: ${list}`,
        id: nameOf(row),
        path: ['doubleReduction', list, place],
        row,
      })),
  );
  const lists = Object.entries(vocabulary.lists).flatMap(([list, rows]) =>
    rows.map((row, place): VocabularyRow => ({
      table: `vocabulary: lists ${list}`,
      id: nameOf(row),
      path: ['lists', list, place],
      row,
    })),
  );
  const topics = vocabulary.topics.flatMap(({ key, rows }, at) =>
    rows.map((row, place): VocabularyRow => ({
      table: `vocabulary: ${key}`,
      id: nameOf(row),
      path: ['topics', at, 'rows', place],
      row,
    })),
  );
  return [...kinds, ...policy, ...lists, ...topics].map((entry) => judgedVocabularyRow(entry));
}

interface VocabularyRow {
  readonly table: string;
  readonly id: string;
  readonly path: Path;
  readonly row: object;
}

function judgedVocabularyRow({ table, id, path, row }: VocabularyRow): JudgedRow {
  return {
    table,
    id,
    keep: 'keep' in row && typeof row.keep === 'string' ? row.keep : null,
    weight: 'weight' in row && typeof row.weight === 'number' ? row.weight : null,
    needs: needsOf(row),
    alternatives: wordsIn(row),
    lookedAtAs: VOCABULARY,
    without: (vocabulary, read) => read(without(vocabulary, path)),
  };
}

const NO_WORDS: ReadonlySet<string> = new Set(['id', 'where', 'source', 'keep']);

/** The words of a row: plain words, or the alternatives of its pattern. */
function wordsIn(row: object): readonly string[] {
  return Object.entries(row).flatMap(([field, value]: [string, unknown]) => {
    if (NO_WORDS.has(field)) return [];
    const own = textsIn(value).filter((text) => !LIST_KEY.test(text));
    return own.flatMap((text) =>
      text.startsWith('/') && text.endsWith('/') ? alternativesOf(text.slice(1, -1)) : [text],
    );
  });
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' ? [value] : [];
}

/** A row of a topic needs one of its nouns, a shared list one of its words; the policy's word may have blanks inside. */
function needsOf(row: object): readonly string[] | null {
  const plain = textsIn(Reflect.get(row, 'nouns') ?? Reflect.get(row, 'words'));
  const isPlain = plain.length > 0 && plain.every((word) => !LIST_KEY.test(word));
  return isPlain && !plain.includes('双减') ? plain : null;
}

/** The first words of a row stand for its name. */
function nameOf(row: object): string {
  const list = Object.values(row).find((value: unknown) => Array.isArray(value));
  const words: readonly unknown[] = Array.isArray(list) ? list : [];
  const more = words.length > 3 ? ` … (${words.length})` : '';
  return words.slice(0, 3).map(String).join(' ') + more;
}

function without(vocabulary: Vocabulary, path: Path): Vocabulary {
  const copy = structuredClone(vocabulary);
  let at: unknown = copy;
  for (const step of path.slice(0, -1)) at = Reflect.get(Object(at), step);
  if (Array.isArray(at)) at.splice(Number(path.at(-1)), 1);
  return copy;
}
