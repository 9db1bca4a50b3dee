import type { PlacedFigure, Quote } from '../domain/summary.ts';
import { findFigures } from '../statements/find-figures.ts';
import type { Clause, Span, Statement } from '../statements/statement.ts';

/** Which clauses of which statement are quoted: indexes in order. */
export interface Part {
  readonly statement: Statement;
  readonly clauses: readonly number[];
}

/** What may lie between two pieces that are quoted as they were printed, marks of points left out. */
const PLAIN_GAP = /^[，,、；;：:。]?\s?$/u;
const OMISSION = '…';

/**
 * The clauses of one or more statements in the letter's own words: as printed where they follow each other, with `…`
 * where something between them is left out. `before` is a heading without which they would not be understood.
 */
export function quoteParts(
  parts: readonly Part[],
  text: string,
  options: { readonly before?: Span | null; readonly withFronts?: boolean } = {},
): Omit<Quote, 'kind' | 'because'> {
  const spans: Span[] = parts.flatMap((part) => spansOf(part, options.withFronts === true));
  const ordered = [...(options.before == null ? [] : [options.before]), ...spans].sort(
    (a, b) => a.start - b.start,
  );
  let quoted = '';
  let end = -1;
  for (const span of ordered) {
    if (span.start < end) continue;
    const gap = end < 0 ? '' : text.slice(end, span.start);
    // Between two lines without a mark of their own stands at least the break.
    const isPlain = end < 0 || (PLAIN_GAP.test(gap) && gap !== '\n');
    quoted += `${isPlain ? gap.trimEnd() : OMISSION}${span.text}`;
    end = span.end;
  }
  return { text: quoted, figures: placesOf(quoted) };
}

function spansOf({ statement, clauses }: Part, withFronts: boolean): readonly Span[] {
  const chosen = withFronts ? withOwnFronts(statement, clauses) : clauses;
  return chosen.map((at) => statement.clauses[at]).filter(isClause);
}

const isClause = (clause: Clause | undefined): clause is Clause => clause !== undefined;

/** All clauses of a statement that are its own, where all its main clauses are quoted: the sentence as it was printed. */
function withOwnFronts(statement: Statement, clauses: readonly number[]): readonly number[] {
  const own = statement.clauses
    .map((_, at) => at)
    .filter((at) => (statement.clauses[at]?.start ?? 0) >= statement.start);
  const mains = own.filter((at) => statement.clauses[at]?.front === null);
  const isWhole = mains.every((at) => clauses.includes(at));
  return isWhole ? [...new Set([...clauses, ...own])].sort((a, b) => a - b) : clauses;
}

/** Where the figures of a quotation are. */
function placesOf(quoted: string): readonly PlacedFigure[] {
  return findFigures(quoted).map(({ value, unit, index }) => {
    const blank = quoted.charAt(index + value.length) === ' ' && unit !== '' ? 1 : 0;
    return { at: index, length: value.length + blank + unit.length };
  });
}
