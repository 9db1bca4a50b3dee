import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { answerReading } from '../../../src/cli/answer-reading.ts';
import { answerDiscovery } from '../../../src/cli/discover-command.ts';
import { type MarkedDocument, pageOf } from './marked-documents.ts';
import type { Staged } from './read-stages.ts';

const byPath = <T extends z.ZodType>(value: T) => z.record(z.string(), value).default({});
const words = z.array(z.string());
const whole = z.object({ if: z.string(), with: words, in: z.string().optional() });

/** One case of another folder: `expect.json` lists them, `inputs/` holds the files. docs/rules.md describes it. */
const caseSchema = z.object({
  file: z.string(),
  command: z.enum(['read', 'discover']),
  url: z.string().nullable().default(null),
  /** By the path of a field in the answer: its value; one of these; none of these; so many items or characters. */
  equals: byPath(z.unknown()),
  oneOf: byPath(z.array(z.unknown())),
  noneOf: byPath(z.array(z.unknown())),
  atLeast: byPath(z.number()),
  /** By path: words that the field's JSON holds, or lacks; an empty path is the whole answer. */
  has: byPath(words),
  lacks: byPath(words),
  anyOf: words.optional(),
  /** Patterns: some line shows it, no line shows it, a promise holds it (`yes`) or none does (`no`). */
  shows: words.default([]),
  hides: words.default([]),
  under: z.object({ yes: words.default([]), no: words.default([]) }).optional(),
  /** A line that matches `if` matches one of `with`, too. */
  whole: z.union([z.array(whole), whole.transform((one) => [one])]).default([]),
});
type Case = z.infer<typeof caseSchema>;

/** The cases of another folder as marked documents. */
export async function casesIn(folder: string): Promise<readonly MarkedDocument[]> {
  const list: unknown = JSON.parse(readFileSync(path.join(folder, 'expect.json'), 'utf8'));
  const cases = z.array(caseSchema).parse(list);
  const found = cases.filter(({ file }) => existsSync(path.join(folder, 'inputs', file)));
  return Promise.all(
    found.map(async (one): Promise<MarkedDocument> => {
      const bytes = readFileSync(path.join(folder, 'inputs', one.file));
      const raw = { url: one.url, bytes, contentType: null };
      const page = await pageOf(raw);
      const kind = one.command === 'read' ? 'page' : 'list';
      return {
        name: `${path.basename(folder)}: ${one.file}`,
        readable: { kind, page },
        judge: (staged) => judgeCase(one, answerOf(one, staged, page)),
      };
    }),
  );
}

function answerOf(one: Case, staged: Staged, page: Awaited<ReturnType<typeof pageOf>>): object {
  const { extraction, verdict, summary, identity, found } = staged;
  if (found !== null) return answerDiscovery(one.file, one.url, found);
  if (extraction === null || verdict === null || summary === null || identity === null) return {};
  const reading = { ...extraction, page, documentFailure: null, verdict, summary, identity };
  return answerReading(one.file, reading, 'zh-CN');
}

const json = (value: unknown): string => JSON.stringify(value) ?? '';

function at(answer: unknown, place: string): unknown {
  if (place === '') return answer;
  return place
    .split('.')
    .reduce<unknown>(
      (value, key) => (value == null ? undefined : Reflect.get(Object(value), key)),
      answer,
    );
}

function judgeCase(one: Case, answer: object): ReadonlyMap<string, boolean> {
  const marks = new Map<string, boolean>();
  const each = <T>(
    check: string,
    given: Readonly<Record<string, T>>,
    test: (value: unknown, want: T) => boolean,
  ) => {
    for (const [place, want] of Object.entries(given)) {
      marks.set(`${check} ${place}`, test(at(answer, place), want));
    }
  };
  each('equals', one.equals, (value, want) => json(value) === json(want));
  each('oneOf', one.oneOf, (value, wants) => wants.some((want) => json(want) === json(value)));
  each('noneOf', one.noneOf, (value, wants) => wants.every((want) => json(want) !== json(value)));
  each('atLeast', one.atLeast, (value, want) => sizeOf(value) >= want);
  each('has', one.has, (value, wants) => wants.every((want) => json(value).includes(want)));
  each('lacks', one.lacks, (value, wants) => !wants.some((want) => json(value).includes(want)));
  if (one.anyOf !== undefined) {
    marks.set(
      'anyOf',
      one.anyOf.some((word) => json(answer).includes(word)),
    );
  }
  const lines = linesOf(answer);
  const promises = textsAt(answer, 'commitments');
  const matches = (texts: readonly string[], source: string): boolean => {
    const pattern = new RegExp(source, 'u');
    return texts.some((text) => pattern.test(text));
  };
  for (const source of one.shows) marks.set(`shows ${source}`, matches(lines, source));
  for (const source of one.hides) marks.set(`hides ${source}`, !matches(lines, source));
  for (const source of one.under?.yes ?? [])
    marks.set(`promise ${source}`, matches(promises, source));
  for (const source of one.under?.no ?? [])
    marks.set(`no promise ${source}`, !matches(promises, source));
  for (const rule of one.whole) {
    const torn = lines.filter((line) => matches([line], rule.if));
    const isWhole = torn.every((line) => rule.with.some((source) => matches([line], source)));
    marks.set(`whole ${rule.if}`, isWhole);
  }
  return marks;
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) || typeof value === 'string' ? value.length : Number(value);
}

function textsAt(answer: object, field: string): readonly string[] {
  const value = at(answer, field);
  const texts: readonly unknown[] = Array.isArray(value)
    ? value
    : (typeof value === 'string' ? value : '').split('\n');
  return texts.map((text) => String(text).replaceAll(/\s+/gu, ''));
}

/** What a reader sees as lines: key points, promises, the summary. */
function linesOf(answer: object): readonly string[] {
  return ['keyPoints', 'commitments', 'summary'].flatMap((field) => textsAt(answer, field));
}
