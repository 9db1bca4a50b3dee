import type { FetchFailure } from '../domain/fetch.ts';

/** What became of an answer that is not whole: half a list would look like one whose rows were taken away. */
export function cutFailure(status: number): FetchFailure {
  const detail = 'The connection was closed before the answer was whole.';
  return { kind: 'failure', reason: 'cut', detail, status, retryAfterMs: null };
}
