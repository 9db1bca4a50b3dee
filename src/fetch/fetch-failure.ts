import type { FailureReason, FetchFailure } from '../domain/fetch.ts';

export function fetchFailure(
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
