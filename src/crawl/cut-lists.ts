import type { SourceState } from '../domain/source-state.ts';
import type { FoundList } from '../rows/find-list.ts';

/** A cut list is requested again at so many visits; after that it is what the site has: some never send an end. */
const CUT_VISITS = 3;

export function isCutForGood(before: Pick<SourceState, 'cutVisits'> | null): boolean {
  return (before?.cutVisits ?? 0) >= CUT_VISITS;
}

/** The state after a visit, which counts the visits in a row that brought a cut list. */
export function withCutVisits(
  { cutVisits = 0, ...state }: SourceState,
  { outcome }: Pick<FoundList, 'outcome'>,
): SourceState {
  const isCut =
    outcome.kind === 'page'
      ? outcome.raw.isCut === true
      : outcome.kind === 'failure' && outcome.reason === 'cut';
  // A visit without an answer says nothing of how the site ends its answers.
  const isUnknown = outcome.kind === 'failure' && !isCut;
  if (isCut) return { ...state, cutVisits: cutVisits + 1 };
  return isUnknown && cutVisits > 0 ? { ...state, cutVisits } : state;
}
