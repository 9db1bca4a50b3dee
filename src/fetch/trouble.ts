import type { FetchOutcome, TroubleReason } from '../domain/fetch.ts';

/** A refusal or fault, as a value. */
export type Trouble = Extract<FetchOutcome, { kind: 'trouble' }>;

/** Builds a trouble. */
export function trouble(
  reason: TroubleReason,
  detail: string,
  more: { readonly status?: number; readonly retryAfterMs?: number | null } = {},
): Trouble {
  return {
    kind: 'trouble',
    reason,
    detail,
    status: more.status ?? null,
    retryAfterMs: more.retryAfterMs ?? null,
  };
}
