import { unquoted } from '../scripts/script-values.ts';

/** Flattened scalar fields of one object: `a.b` for nested ones. */
type Fields = ReadonlyMap<string, string | number>;

/** One array of objects, and its path. */
export interface JsonTable {
  readonly path: string;
  readonly rows: readonly Fields[];
}

const MAX_OBJECTS = 20_000;
const MAX_ROWS = 10_000;
const MAX_DEPTH = 12;
const MAX_FIELDS = 120;

/** Every array of objects in an answer, at any depth. */
export function collectTables(root: unknown): readonly JsonTable[] {
  const tables: JsonTable[] = [];
  const queue: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: root, path: '$', depth: 0 },
  ];
  let seen = 0;
  for (let next = queue.shift(); next !== undefined && seen < MAX_OBJECTS; next = queue.shift()) {
    const { value, path, depth } = next;
    seen += 1;
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) continue;
    const items = itemsOf(value);
    if (items !== null) {
      const rows = items.map((item) => fieldsOf(item)).filter((fields) => fields.size > 1);
      if (rows.length > 0) tables.push({ path, rows });
      queue.push(...items.map((item) => ({ value: item, path: `${path}[]`, depth: depth + 1 })));
    } else {
      const children = Object.entries(value).slice(0, MAX_FIELDS);
      queue.push(
        ...children.map(([key, child]: [string, unknown]) => ({
          value: unquoted(child),
          path: `${path}.${key.replaceAll(/\d+/gu, '#')}`,
          depth: depth + 1,
        })),
      );
    }
  }
  return tables;
}

/** The items of an array, or of an object whose keys are numbers (PHP writes arrays so). */
function itemsOf(value: object): readonly unknown[] | null {
  if (Array.isArray(value)) return value.slice(0, MAX_ROWS);
  const entries: readonly [string, unknown][] = Object.entries(value);
  const isNumbered = entries.length > 0 && entries.every(([key]) => /^\d{1,9}$/u.test(key));
  return isNumbered ? entries.slice(0, MAX_ROWS).map(([, item]) => item) : null;
}

/** The scalars of an object and of the objects inside it, two levels deep; an array of scalars is a row without names. */
function fieldsOf(item: unknown): Fields {
  const fields = new Map<string, string | number>();
  const visit = (value: unknown, prefix: string, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 2) return;
    if (Array.isArray(value) && depth > 0) return;
    for (const [key, raw] of Object.entries(value)) {
      if (fields.size >= MAX_FIELDS) return;
      const child: unknown = unquoted(raw);
      if (typeof child === 'string' || typeof child === 'number') fields.set(prefix + key, child);
      else visit(child, `${prefix}${key}.`, depth + 1);
    }
  };
  visit(item, '', 0);
  return fields;
}
