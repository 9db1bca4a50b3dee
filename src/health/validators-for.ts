import type { Validators } from '../domain/fetch.ts';
import type { SourceState, SourceStatus } from '../domain/source-state.ts';

const LISTED: ReadonlySet<SourceStatus> = new Set(['ok', 'quiet', 'unread']);

/**
 * The validators to send on the next visit, or null when the whole list is wanted: after `fullFetchMs` it always
 * is, for servers' validators lie (constant Last-Modified, 304 for ever).
 */
export function validatorsFor(
  state: SourceState | null,
  now: Date,
  fullFetchMs: number,
): Validators | null {
  if (state === null || state.lastFullFetchAt === null) return null;
  if (!LISTED.has(state.status)) return null;
  const age = now.getTime() - Date.parse(state.lastFullFetchAt);
  return age >= 0 && age < fullFetchMs ? state.validators : null;
}
