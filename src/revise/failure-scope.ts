import type { EntryReason, FailureReason } from '../domain/fetch.ts';

/**
 * What a failure to get a page says, and of what. `turn`: nothing, it was not the page's turn. `host`: that its whole host cannot be
 * had now. `slow`: of this page alone, and it may last for days. `page`: of this page alone. `end`: that there is nothing.
 */
type FailureScope = 'turn' | 'host' | 'slow' | 'page' | 'end';

const SCOPES: Readonly<Record<FailureReason, FailureScope>> = {
  budget: 'turn',
  'paused-host': 'turn',
  'rate-limited': 'turn',
  closed: 'turn',
  'read-paused': 'turn',
  timeout: 'host',
  connection: 'host',
  malformed: 'host',
  dns: 'host',
  tls: 'host',
  'server-error': 'host',
  forbidden: 'host',
  challenge: 'host',
  robots: 'slow',
  'too-large': 'slow',
  cut: 'page',
  login: 'page',
  shell: 'page',
  unreadable: 'page',
  'unasked-304': 'page',
  'read-timeout': 'page',
  'read-memory': 'page',
  'read-crash': 'page',
  gone: 'end',
  'soft-404': 'end',
  redirect: 'end',
  'refused-address': 'end',
};

function scopeOf(reason: string | null): FailureScope | null {
  const known: Readonly<Record<string, FailureScope>> = SCOPES;
  return reason !== null && Object.hasOwn(known, reason) ? (known[reason] ?? null) : null;
}

/** Nothing was requested, or it was asked for patience: the next page of the host would have to wait, too. */
export function hasToWait(reason: string | null): boolean {
  return scopeOf(reason) === 'turn';
}

/** No other page of the host can be had now either. */
export function isHostDown(reason: string | null): boolean {
  const scope = scopeOf(reason);
  return scope === 'turn' || scope === 'host';
}

/** A letter is worth waiting for longer than for one whose page is at fault: sites are down for days. */
export function mayLast(reason: EntryReason): boolean {
  const scope = scopeOf(reason);
  return scope === 'host' || scope === 'slow' || reason === 'gone';
}

/** A list page that fails like this may be had another time; any other is behind the end of the list. */
export function mayPass(reason: string | null): boolean {
  const scope = scopeOf(reason);
  return scope !== null && scope !== 'end';
}

/** The page is not there. */
export function isGone(reason: string | null): boolean {
  return reason === 'gone' || reason === 'soft-404';
}
