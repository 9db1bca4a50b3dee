import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers one path. What it throws is answered with 500 and told to nobody but the log. */
export type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Routes by their path, without a query. */
export type Routes = Readonly<Record<string, Route>>;

/** The headers of a page of our own: nothing runs or is loaded but what carries this nonce. */
export function pageHeaders(cspNonce: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'nonce-${cspNonce}'; script-src 'nonce-${cspNonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}
