import type { z } from 'zod';

import { knownKeys } from './known-keys.ts';
import { nearestKey } from './nearest-key.ts';
import type { ConfigIssue, YamlFile } from './yaml-file.ts';

type Path = readonly PropertyKey[];

/** Checks a value of a file against its schema: the parsed value, or every issue with its place. */
export function checkValue<T>(
  schema: z.ZodType<T>,
  file: YamlFile,
  at: { readonly value: unknown; readonly path: Path },
): { readonly data: T | null; readonly issues: readonly ConfigIssue[] } {
  const parsed = schema.safeParse(at.value, { error: plainWords });
  if (parsed.success) return { data: parsed.data, issues: [] };
  const issues = parsed.error.issues.flatMap((issue) =>
    explainIssue(schema, file, { issue, base: at.path }),
  );
  return { data: null, issues };
}

function explainIssue(
  schema: z.ZodType,
  file: YamlFile,
  context: { readonly issue: z.core.$ZodIssue; readonly base: Path },
): readonly ConfigIssue[] {
  const { issue, base } = context;
  const path = [...base, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, issue.path);
    return issue.keys.map((key) => ({
      where: file.placeOfKey([...path, key]),
      what: `${nameOf([...path, key])} is not a setting. ${advice(schema, key, known)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues[0]?.message ?? 'is not a valid name';
    return [{ where: file.placeOfKey(path), what: `${nameOf(path)}: the name ${why}.` }];
  }
  return [{ where: file.place(path), what: `${nameOf(path)} ${issue.message}.` }];
}

const SECRET_NAME = /token|secret|password|passwd|api_?key|credential/iu;

function advice(schema: z.ZodType, key: string, known: readonly string[]): string {
  if (SECRET_NAME.test(key)) {
    return 'Secrets belong in the environment or in .env, never in YAML: see .env.example.';
  }
  const near = nearestKey(key, known);
  if (near !== null) return `Did you mean ${near}?`;
  const section = sectionOf(schema, key);
  if (section !== null) return `Did you mean ${section}.${key}? Move it under ${section}.`;
  return known.length === 0 ? 'Remove it.' : `Known here: ${known.join(', ')}.`;
}

function sectionOf(schema: z.ZodType, key: string): string | null {
  const sections = knownKeys(schema, []);
  return sections.find((section) => knownKeys(schema, [section]).includes(key)) ?? null;
}

function nameOf(path: Path): string {
  const words = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`));
  return words.join('').replace(/^\./u, '') || 'the file';
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a group of settings',
  record: 'a group of settings',
  array: 'a list',
};

/** An issue in plain words, to be printed behind the setting's name; unusual ones keep Zod's words. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined) return 'is missing';
    return `must be ${KINDS[issue.expected] ?? issue.expected}, but is ${kindOf(issue.input)}`;
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String).join(', ');
    return issue.values.length === 1 ? `must be ${values}` : `must be one of ${values}`;
  }
  if (issue.code === 'unrecognized_keys') return `has unknown parts: ${issue.keys.join(', ')}`;
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a fraction';
  // The value itself is not repeated: it may be a secret in the wrong place.
  return KINDS[typeof value] ?? typeof value;
}
