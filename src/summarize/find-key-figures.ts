import { ascending } from '../base/ascending.ts';
import type { KeyFigure } from '../domain/summary.ts';
import { findFigures } from '../quantities/find-figures.ts';
import { closure, isOwn } from './closure.ts';
import { type Part, quoteText } from './quote.ts';
import type { WeighedStatement } from './weigh-clauses.ts';

const MAX_FIGURES = 60;
/** Log-odds below which only what is foreign to schools lies. */
const LEAST = -12;

/** The figures that say most, each with the words that say what is counted, in the order of the letter. */
export function findKeyFigures(
  statements: readonly WeighedStatement[],
  text: string,
): readonly KeyFigure[] {
  const ranked = statements
    .flatMap(({ clauses, statement }, index) =>
      clauses.flatMap((clause, at) =>
        clause !== null && isOwn(statement, at) && clause.figures > 0 && clause.worth > LEAST
          ? [{ index, at, worth: clause.worth }]
          : [],
      ),
    )
    .sort((a, b) => b.worth - a.worth);
  /** Of each statement whose figures are told: the clauses to quote, of itself and of what it points at. */
  const chosen = new Map<number, Map<number, ReadonlySet<number>>>();
  let count = 0;
  for (const { index, at } of ranked) {
    if (count >= MAX_FIGURES) break;
    const closed = closure(statements, index, at);
    if (closed === null) continue;
    const known = chosen.get(index) ?? new Map<number, ReadonlySet<number>>();
    for (const [one, clauses] of closed) {
      known.set(one, new Set([...(known.get(one) ?? []), ...clauses]));
    }
    count += statements[index]?.clauses[at]?.figures ?? 0;
    chosen.set(index, known);
  }
  return [...chosen]
    .sort(([a], [b]) => a - b)
    .flatMap(([index, quoted]) => figuresOf(statements, { index, quoted, text }))
    .slice(0, MAX_FIGURES);
}

function figuresOf(
  statements: readonly WeighedStatement[],
  given: {
    readonly index: number;
    readonly quoted: ReadonlyMap<number, ReadonlySet<number>>;
    readonly text: string;
  },
): readonly KeyFigure[] {
  const { index, quoted, text } = given;
  const parts = [...quoted].flatMap(([one, clauses]): Part[] => {
    const statement = statements[one]?.statement;
    const ordered = ascending([...clauses]);
    return statement === undefined ? [] : [{ statement, clauses: ordered }];
  });
  const line = quoteText(parts, text, null);
  const figures = findFigures(line);
  const own = parts.filter(({ statement }) => statement === statements[index]?.statement);
  // What the statement points at has figures of its own.
  const alone = own.length === parts.length ? line : quoteText(own, text, null);
  const start = Math.max(0, line.indexOf(alone));
  return figures
    .filter(({ index: at }) => at >= start && at < start + alone.length)
    .map(({ value, unit, index: at }) => ({ value, unit, text: line, at }));
}
