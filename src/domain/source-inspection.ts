import type { Discovery, Entry, Source } from './source.ts';

/** Why an address is not requested at all. */
export type RefusalReason = 'host-not-allowed' | 'refused-address' | 'already-watched';

/** What one visit to an address showed, before anything is saved. */
export interface SourceInspection {
  /** `refused`: not requested. `failure`: requested, and no page came. */
  readonly state: Discovery['state'] | 'failure' | 'refused';
  /** A short machine-readable word; null for a list. */
  readonly reason: string | null;
  /** More for operators, in English, or null. */
  readonly detail: string | null;
  readonly rows: number;
  /** `YYYY-MM-DD`, or null where no row has a date. */
  readonly newest: string | null;
  /** The newest rows, at most five. */
  readonly newestEntries: readonly Entry[];
  readonly family: string | null;
  /** 0 to 1. */
  readonly confidence: number;
  readonly nextPage: string | null;
}

/** An inspection and the source that it would make; `source` is null where there is nothing to save. */
export interface SourceProposal {
  readonly inspection: SourceInspection;
  readonly source: Source | null;
}
