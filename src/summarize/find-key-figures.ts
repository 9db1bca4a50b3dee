import type { KeyFigure } from '../domain/summary.ts';
import { findFigures } from '../statements/find-figures.ts';
import { closure } from './choose-clauses.ts';
import { quoteText } from './quote.ts';
import type { WeighedStatement } from './weigh-clauses.ts';

const MAX_FIGURES = 28;

/** The figures that say most, each with the words that say what is counted, in the order of the letter. */
export function findKeyFigures(
  statements: readonly WeighedStatement[],
  text: string,
): readonly KeyFigure[] {
  const ranked = statements
    .flatMap(({ clauses }, index) =>
      clauses.flatMap((clause, at) =>
        clause !== null && clause.figures > 0 && clause.worth > -1
          ? [{ index, at, worth: clause.worth }]
          : [],
      ),
    )
    .sort((a, b) => b.worth - a.worth);
  const chosen = new Map<number, Set<number>>();
  let count = 0;
  for (const { index, at } of ranked) {
    if (count >= MAX_FIGURES) break;
    const own = closure(statements, index, at)?.get(index);
    if (own === undefined) continue;
    const known = chosen.get(index) ?? new Set();
    count += statements[index]?.clauses[at]?.figures ?? 0;
    chosen.set(index, new Set([...known, ...own]));
  }
  return [...chosen]
    .sort(([a], [b]) => a - b)
    .flatMap(([index, clauses]) => figuresOf(statements[index], clauses, text))
    .slice(0, MAX_FIGURES);
}

function figuresOf(
  weighed: WeighedStatement | undefined,
  clauses: ReadonlySet<number>,
  text: string,
): readonly KeyFigure[] {
  if (weighed === undefined) return [];
  const { statement } = weighed;
  const before = statement.isRow ? statement.heading : null;
  const ordered = [...clauses].sort((a, b) => a - b);
  const quoted = quoteText([{ statement, clauses: ordered }], text, before);
  return findFigures(quoted).map(({ value, unit, index }) => ({
    value,
    unit,
    text: quoted,
    at: index,
  }));
}
