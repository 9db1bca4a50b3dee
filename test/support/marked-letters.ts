import { readdirSync, readFileSync } from 'node:fs';

import { parse } from 'yaml';
import { z } from 'zod';

import { summaryText } from '../../src/summarize/summary-text.ts';
import type { Commitment, Summary } from '../../src/domain/summary.ts';
import { coverage } from '../summarize/coverage.ts';

const span = z.string().min(2);
const day = z.iso.date();

const letterSchema = z.strictObject({
  note: z.string().optional(),
  title: z.string(),
  agency: z.string(),
  date: day,
  text: z.string(),
  /** What a careful reader would tell of it; `must`: what no summary may leave out. */
  facts: z.array(
    z.strictObject({ span, kind: z.string().optional(), must: z.boolean().default(false) }),
  ),
  promises: z
    .array(
      z.strictObject({
        span,
        from: day.optional(),
        to: day.optional(),
        words: z.string().optional(),
        why: z.string().optional(),
      }),
    )
    .default([]),
  /** What looks like a promise and is none. */
  not_promises: z.array(z.strictObject({ span, why: z.string().optional() })).default([]),
  /** A line that holds `if` misleads unless it holds one of `with`, too. */
  whole: z
    .array(
      z.strictObject({
        if: z.string(),
        with: z.array(z.string()).min(1),
        why: z.string().optional(),
      }),
    )
    .default([]),
});

/** A composed letter and what a careful reader marked in it before any summary was seen. */
export type MarkedLetter = Readonly<z.infer<typeof letterSchema>> & { readonly name: string };

/** `tuned`: rules were found on it; `held`: for measuring alone, never read while rules are made. */
export type MarkedHalf = 'tuned' | 'held';

const home = new URL('../fixtures/marked/', import.meta.url);

/** Reads the marked letters of one half. */
export function readMarkedHalf(half: MarkedHalf): readonly MarkedLetter[] {
  const folder = new URL(`${half}/`, home);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .toSorted()
    .map((name) => {
      const letter: unknown = parse(readFileSync(new URL(name, folder), 'utf8'));
      return Object.assign(letterSchema.parse(letter), { name: name.replace('.yaml', '') });
    });
}

/** One mark of a letter, and whether the summary does it justice. */
export interface JudgedMark {
  readonly group: 'must' | 'facts' | 'promises' | 'deadlines' | 'not-promises' | 'whole';
  readonly mark: string;
  readonly isRight: boolean;
}

// So much of a span's character pairs must be said.
const SAID = 0.6;

const solid = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/gu, '');

/** Judges a summary by the marks of its letter. Every fact stands in `facts`, those that must be told in `must`, too. */
export function judgeSummary(letter: MarkedLetter, summary: Summary): readonly JudgedMark[] {
  const shown = summaryText(summary);
  const isSaid = (one: string): boolean => coverage(one, shown) >= SAID;
  const hits = (one: string): readonly Commitment[] =>
    summary.commitments.filter(({ text }) => coverage(one, text) >= SAID);
  const lines = linesOf(summary);
  return [
    ...letter.facts.flatMap((fact): JudgedMark[] => {
      const judged = { mark: fact.span, isRight: isSaid(fact.span) };
      return [
        { group: 'facts' as const, ...judged },
        ...(fact.must ? [{ group: 'must' as const, ...judged }] : []),
      ];
    }),
    ...letter.promises.flatMap((promise): JudgedMark[] => {
      const { span: mark, from, to } = promise;
      const found = hits(mark);
      const isDue = found.some(({ deadline }) => deadline?.from === from && deadline?.to === to);
      // A promise that was missed is no wrong deadline as well.
      const isDated = from !== undefined && found.length > 0;
      return [
        { group: 'promises', mark, isRight: found.length > 0 },
        ...(isDated ? [{ group: 'deadlines' as const, mark, isRight: isDue }] : []),
      ];
    }),
    ...letter.not_promises.map(({ span: mark }) => ({
      group: 'not-promises' as const,
      mark,
      isRight: hits(mark).length === 0,
    })),
    ...letter.whole.map((rule) => ({
      group: 'whole' as const,
      mark: rule.if,
      isRight: lines.every((line) => !misleads(line, rule)),
    })),
  ];
}

function linesOf({ points, next, commitments, keyFigures }: Summary): readonly string[] {
  const texts = [...points, ...next, ...commitments, ...keyFigures].map(({ text }) => solid(text));
  return [...new Set(texts)];
}

function misleads(line: string, rule: MarkedLetter['whole'][number]): boolean {
  return line.includes(solid(rule.if)) && !rule.with.some((words) => line.includes(solid(words)));
}

/** How many marks of each group are right, of how many. */
export function countMarks(
  marks: readonly JudgedMark[],
): Readonly<Record<JudgedMark['group'], { readonly right: number; readonly of: number }>> {
  const count = (group: JudgedMark['group']) => {
    const own = marks.filter((mark) => mark.group === group);
    return { right: own.filter(({ isRight }) => isRight).length, of: own.length };
  };
  return {
    must: count('must'),
    facts: count('facts'),
    promises: count('promises'),
    deadlines: count('deadlines'),
    'not-promises': count('not-promises'),
    whole: count('whole'),
  };
}
