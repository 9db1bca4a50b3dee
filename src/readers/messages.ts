import type { Vocabulary } from '../domain/vocabulary.ts';
import type { Reader } from '../reading/reader.ts';

/** The pieces of work that a reader does. */
type JobKind = keyof Reader;

/** One piece of work, as it is sent to a reader process. */
export type Job = {
  readonly [K in JobKind]: { readonly kind: K; readonly args: Parameters<Reader[K]> };
}[JobKind];

/** What the bot says to a reader process: first the words that it judges by, then one job at a time. */
export type Order =
  | { readonly say: 'begin'; readonly vocabulary: Vocabulary }
  | { readonly say: 'read'; readonly job: Job };

/** What the process takes, measured by itself. */
export interface Usage {
  /** Resident memory now and at its highest, in megabytes. */
  readonly megabytes: number;
  readonly peakMegabytes: number;
  readonly cpuSeconds: number;
}

/** What a reader process says to the bot. */
export type Answer =
  | { readonly say: 'ready' }
  | { readonly say: 'read'; readonly value: unknown; readonly usage: Usage }
  /** A buffer or string could not be had: the limit of memory, met where it could be caught. */
  | { readonly say: 'exhausted'; readonly usage: Usage }
  /** The program has a bug that shows on these bytes. */
  | { readonly say: 'failed'; readonly error: Error; readonly usage: Usage };
