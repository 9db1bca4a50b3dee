import type { PlacedFigure, Quote } from '../domain/summary.ts';
import { findFigures } from '../quantities/find-figures.ts';
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
export function quoteText(parts: readonly Part[], text: string, before: Span | null): string {
  const spans: Span[] = parts.flatMap(({ statement, clauses }) =>
    clauses.map((at) => statement.clauses[at]).filter(isClause),
  );
  if (before !== null) spans.push(before);
  spans.sort((a, b) => a.start - b.start);
  let quoted = '';
  let end = -1;
  for (const span of spans) {
    if (span.start < end) continue;
    const gap = end < 0 ? '' : text.slice(end, span.start);
    // Between two lines without a mark of their own stands at least the break.
    const isPlain = end < 0 || (PLAIN_GAP.test(gap) && gap !== '\n');
    quoted += `${isPlain ? gap.trimEnd() : OMISSION}${span.text}`;
    end = span.end;
  }
  return quoted;
}

const isClause = (clause: Clause | undefined): clause is Clause => clause !== undefined;

/** A line before its figures are looked for: what is only measured needs none. */
export interface Draft extends Omit<Quote, 'figures'> {
  /** Where the heading begins under which it stands; null where it stands under none. */
  readonly under: number | null;
  /** The line without its heading, where a line above it under the same one suffices. */
  readonly bare: string | null;
}

/** Lines in their order, the heading of a topic told once; what another line, or one of `others`, holds is left out. */
export function toldOnce<T extends Draft>(
  drafts: readonly T[],
  others: readonly Draft[],
): readonly T[] {
  const isHeld = ({ text }: Draft): boolean =>
    others.some((other) => other.text.includes(text)) ||
    drafts.some((other) => other.text.length > text.length && other.text.includes(text));
  return drafts
    .filter((draft) => !isHeld(draft))
    .map((draft, at, kept) => {
      const isHeaded = draft.under !== null && kept[at - 1]?.under === draft.under;
      return isHeaded && draft.bare !== null ? { ...draft, text: draft.bare } : draft;
    });
}

/** A line with the places of its figures. */
export function toQuote({ text, kind, because }: Draft): Quote {
  return { text, kind, because, figures: placesOf(text) };
}

/** Where the figures of a quotation are. */
function placesOf(quoted: string): readonly PlacedFigure[] {
  return findFigures(quoted).map(({ value, unit, index }) => {
    const blank = quoted.charAt(index + value.length) === ' ' && unit !== '' ? 1 : 0;
    return { at: index, length: value.length + blank + unit.length };
  });
}
