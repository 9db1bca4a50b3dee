/** What one reader process may take. docs/threats.md explains each number. */
export interface ReaderLimits {
  /** For a page, list or feed, and for a document, in milliseconds from the moment that a reader begins. */
  readonly pageMs: number;
  readonly documentMs: number;
  /** Until a started process is ready. */
  readonly startMs: number;
  /** JavaScript's own objects, in megabytes (`--max-old-space-size`). */
  readonly heapMegabytes: number;
  /** All that the process may write to, buffers of parsers included, in megabytes beyond what it starts with. */
  readonly dataMegabytes: number;
  /** Of a process, over all its jobs; ends one that outlived the bot in an endless loop. */
  readonly cpuSeconds: number;
  /** A reader that has grown to this is replaced after its job. */
  readonly retireMegabytes: number;
  /** A reader without work for so long is ended. */
  readonly idleMs: number;
}

export const READER_LIMITS: ReaderLimits = {
  pageMs: 15_000,
  documentMs: 25_000,
  startMs: 30_000,
  heapMegabytes: 88,
  dataMegabytes: 88,
  cpuSeconds: 180,
  retireMegabytes: 150,
  idleMs: 30_000,
};
