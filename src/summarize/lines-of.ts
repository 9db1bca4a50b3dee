import { ascending } from '../base/ascending.ts';
import type { QuoteKind } from '../domain/summary.ts';
import type { Choice } from './choose-clauses.ts';
import { isLedIn, unbroken } from './closure.ts';
import { promisedClauses, toldWithPromise } from './find-commitments.ts';
import { type Draft, type Part, quoteText } from './quote.ts';
import type { WeighedStatement } from './weigh-clauses.ts';

/** A line of points, with its place. */
export interface Line {
  readonly draft: Draft;
  readonly start: number;
}

// Statements of one sentence may share a line of this many characters.
const MAX_SHARED = 90;

/** Makes the lines of a choice: of one choice after the other, each of which shares most with the one before. */
export type LineMaker = (choice: Choice) => readonly Line[];

/**
 * The chosen clauses that are no promises, as lines: one a statement, with those that it cannot do without. Lines are
 * kept, as choices are tried one after the other.
 */
export function createLineMaker(statements: readonly WeighedStatement[], text: string): LineMaker {
  const told = new Map<readonly number[], readonly number[] | null>();
  const lines = new Map<readonly number[], Line>();
  const toldOf = (index: number, chosen: readonly number[]): readonly number[] | null => {
    const known = told.get(chosen);
    if (known !== undefined) return known;
    const made = toldPart(statements[index], chosen);
    told.set(chosen, made);
    return made;
  };
  const lineOfOne = (index: number, clauses: readonly number[]): Line => {
    const known = lines.get(clauses) ?? lineOf(statements, [[index, clauses]], text);
    lines.set(clauses, known);
    return known;
  };
  return (choice) => {
    const parts = new Map<number, readonly number[]>();
    for (const [index, chosen] of choice) {
      const part = toldOf(index, chosen);
      if (part !== null) parts.set(index, part);
    }
    return groupsOf(statements, parts).map((group) => {
      const [first = 0] = group;
      const own = parts.get(first);
      if (group.length === 1 && own !== undefined) return lineOfOne(first, own);
      return lineOf(
        statements,
        group.map((index) => [index, parts.get(index) ?? []]),
        text,
      );
    });
  };
}

/** What a statement tells of what was chosen of it, if anything; what only leads in a promise is shown with the promise. */
function toldPart(
  weighed: WeighedStatement | undefined,
  chosen: readonly number[],
): readonly number[] | null {
  if (weighed === undefined) return null;
  const { statement } = weighed;
  const promised = promisedClauses(weighed);
  const withPromise = toldWithPromise(weighed, promised);
  const mains = chosen.filter(
    (at) => weighed.clauses[at] !== null && !promised.includes(at) && !withPromise.includes(at),
  );
  const own = mains.filter((at) => (statement.clauses[at]?.start ?? 0) >= statement.start);
  const isLeadIn = own.every((at) =>
    promised.some(
      (one) => chosen.includes(one) && statement.clauses[one]?.needs.includes(at) === true,
    ),
  );
  if (own.length === 0 || isLeadIn) return null;
  const needed = mains.flatMap((at) => statement.clauses[at]?.needs ?? []);
  return unbroken(needed).filter((at) => !weighed.barred.has(at));
}

function groupsOf(
  statements: readonly WeighedStatement[],
  told: ReadonlyMap<number, readonly number[]>,
): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (const index of ascending([...told.keys()])) {
    const last = groups.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && belongs(statements, told, [before, index]))
      last.push(index);
    else groups.push([index]);
  }
  return groups;
}

function belongs(
  statements: readonly WeighedStatement[],
  told: ReadonlyMap<number, readonly number[]>,
  [before, index]: readonly [number, number],
): boolean {
  const [one, other] = [statements[before]?.statement, statements[index]?.statement];
  if (one === undefined || other === undefined || before !== index - 1) return false;
  if (isLedIn(statements, index, told.get(index) ?? []) || one.turnedBy === index) return true;
  // Two numbered points, and two subjects, are never in one line.
  return (
    !other.namesSubject &&
    one.sentence === other.sentence &&
    one.point === other.point &&
    other.end - one.start <= MAX_SHARED
  );
}

function lineOf(
  statements: readonly WeighedStatement[],
  group: readonly (readonly [number, readonly number[]])[],
  text: string,
): Line {
  const parts: Part[] = [];
  const kinds: QuoteKind[] = [];
  const because: string[] = [];
  for (const [index, clauses] of group) {
    const weighed = statements[index];
    if (weighed === undefined) continue;
    parts.push({ statement: weighed.statement, clauses });
    for (const at of clauses) {
      const clause = weighed.clauses[at] ?? null;
      if (clause === null) continue;
      kinds.push(clause.kind);
      because.push(...clause.because);
    }
  }
  const kind = KIND_ORDER.find((one) => kinds.includes(one)) ?? 'fact';
  const first = statements[group[0]?.[0] ?? 0];
  const { heading = null, needsHeading = null } = first?.statement ?? {};
  return {
    draft: {
      text: quoteText(parts, text, needsHeading === null ? null : heading),
      kind,
      because: [...new Set(because)],
      under: heading?.start ?? null,
      bare: needsHeading === 'first' ? quoteText(parts, text, null) : null,
    },
    start: first?.statement.start ?? 0,
  };
}

const KIND_ORDER: readonly QuoteKind[] = ['decision', 'rule', 'admission', 'fact'];
