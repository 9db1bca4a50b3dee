import {
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
} from 'yaml';

/** One thing that the operator must correct, and where. */
export interface ConfigIssue {
  /** `config/bot.yaml:12:3`, or a file or variable name where there is no line. */
  readonly where: string;
  readonly what: string;
}

/** A YAML file, read once: its value, and the place of every path in it. */
export interface YamlFile {
  readonly name: string;
  readonly text: string;
  /** Undefined when the file could not be read at all. */
  readonly value: unknown;
  readonly issues: readonly ConfigIssue[];
  /** `name:line:column` of the value at the path, or of its nearest parent. */
  place(path: readonly PropertyKey[]): string;
  /** `name:line:column` of the key at the path's end. */
  placeOfKey(path: readonly PropertyKey[]): string;
}

/** Reads YAML text; issues in its syntax are listed, not thrown. */
export function readYaml(name: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
  };
  // One slip often gives several errors; the first is the one to correct.
  const issues: ConfigIssue[] = [...document.errors, ...document.warnings]
    .slice(0, 1)
    .map((error) => ({
      where: at(error.pos[0]),
      what: `cannot be read as YAML: ${error.message}.`,
    }));
  let value: unknown;
  if (issues.length === 0) {
    try {
      value = document.toJS();
    } catch (error) {
      // An alias without its anchor, or far too many aliases.
      const message = error instanceof Error ? error.message : String(error);
      issues.push({ where: at(0), what: `cannot be read as YAML: ${message}.` });
    }
  }
  return {
    name,
    text,
    value: issues.length === 0 ? (value ?? {}) : undefined,
    issues,
    place: (path) => at(offsetOf(document, path, false)),
    placeOfKey: (path) => at(offsetOf(document, path, true)),
  };
}

/** A key whose lines are all commented out is null to YAML; the operator means "the default". */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== null)
      .map(([key, child]) => [key, withoutNulls(child)]),
  );
}

function offsetOf(document: Document, path: readonly PropertyKey[], wantKey: boolean): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const [depth, step] of path.entries()) {
    const isLast = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isScalar(item.key) && String(item.key.value) === String(step),
      );
      if (!isPair(pair)) return offset;
      offset = startOf(isLast && wantKey ? pair.key : pair.value) || startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node);
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
