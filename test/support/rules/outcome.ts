import type { Staged } from './read-stages.ts';

import { summaryText } from '../../../src/summarize/summary-text.ts';

/** What came of a document: its marks by name, and all that is shown of it in one text. */
export interface Outcome {
  readonly marks: ReadonlyMap<string, boolean>;
  readonly shown: string;
}

/** All that people see of a document; reasons and weights are none of it. */
export function shownOf(staged: Staged): string {
  const { extraction, verdict, summary, identity, found, taken } = staged;
  if (taken !== null) return taken;
  if (found !== null) {
    const { state, reason, family, nextPage, entries } = found;
    return JSON.stringify({
      state,
      reason,
      family,
      nextPage,
      entries: entries.map(({ url, title, date }) => [url, title, date]),
    });
  }
  return JSON.stringify({
    article: extraction?.article,
    shape: extraction?.letter.shape,
    kind: verdict?.kind,
    relevance: verdict?.relevance,
    topics: verdict?.topics,
    identity: identity?.id,
    summary: summary === null ? null : summaryText(summary),
    commitments: summary?.commitments.map(({ text, deadline }) => [text, deadline]),
    figures: summary?.keyFigures,
    leftOut: summary?.leftOut,
  });
}

/** What taking a row out does to one document. */
export type Effect = 'none' | 'better' | 'worse' | 'unmarked';

/**
 * Compares what came of a document with a row and without it: `better` when more marks are right with the row,
 * `worse` when fewer are, `unmarked` when something else than the number of right marks changed.
 */
export function effectOf(withRow: Outcome, without: Outcome): Effect {
  let gained = 0;
  for (const [mark, isRight] of withRow.marks) {
    const other = without.marks.get(mark);
    // A mark that is judged only sometimes (the day of a promise that is not found) says nothing then.
    if (other !== undefined) gained += Number(isRight) - Number(other);
  }
  if (gained !== 0) return gained > 0 ? 'better' : 'worse';
  return withRow.shown === without.shown ? 'none' : 'unmarked';
}
