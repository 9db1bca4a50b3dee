import type { Validators } from '../domain/fetch.ts';
import type { SourceState } from '../domain/source-state.ts';

// About daily: servers' validators lie (constant Last-Modified, 304 for ever).
const fullFetchAfterMs = 20 * 3_600_000;

/** The validators to send on the next visit, or null when the whole list is wanted. */
export function validatorsFor(state: SourceState | null, now: Date): Validators | null {
  if (state === null || state.lastFullFetchAt === null) return null;
  if (state.condition !== 'ok' && state.condition !== 'quiet') return null;
  const age = now.getTime() - Date.parse(state.lastFullFetchAt);
  return age >= 0 && age < fullFetchAfterMs ? state.validators : null;
}
