import type { FailureReason, FetchFailure } from '../domain/fetch.ts';

/** What kept a page from being had, for whoever asked for it. */
export function trouble(
  reason: FailureReason,
  detail: string,
  more: { readonly status?: number; readonly retryAfterMs?: number | null } = {},
): FetchFailure {
  return {
    kind: 'failure',
    reason,
    detail,
    status: more.status ?? null,
    retryAfterMs: more.retryAfterMs ?? null,
  };
}
