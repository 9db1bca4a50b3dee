import { HOUR_MS } from '../base/clock.ts';
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

import { ChannelGoneError, PermanentError, TokenError, TransientError } from '../domain/errors.ts';

type Gone = ChannelGoneError['reason'];

/**
 * Codes of https://discord.com/developers/docs/topics/opcodes-and-status-codes#json that mean that the bot may not
 * write to this channel now.
 */
const GONE: ReadonlyMap<unknown, Gone> = new Map<number, Gone>([
  [10_003, 'unknown-channel'],
  [10_004, 'missing-access'], // unknown guild
  [50_001, 'missing-access'],
  [50_008, 'unknown-channel'], // a channel without messages
  [50_013, 'missing-permission'],
  [50_024, 'unknown-channel'], // not on this type of channel
  [50_083, 'missing-permission'], // archived thread
  [160_005, 'missing-permission'], // locked thread
]);

/** Codes that concern this one message, never the channel. */
const REFUSED: ReadonlyMap<unknown, string> = new Map([
  [10_008, 'unknown-message'], // a reader deleted it
  [40_005, 'bad-form'], // too large
  [50_006, 'bad-form'], // empty
  [50_035, 'bad-form'],
  [200_000, 'blocked-by-automod'],
  [200_001, 'blocked-by-automod'],
  [240_000, 'blocked-link'],
]);

/** Codes that pass, with the time that others found sensible. */
const PASSING: ReadonlyMap<unknown, number> = new Map([
  [30_046, HOUR_MS], // too many edits of messages older than an hour
  [130_000, 60_000], // overloaded
]);

/** Cloudflare refuses whole addresses for a while, with a page instead of Discord's JSON. */
const BLOCKED_MS = 600_000;
/** 404 and 401 without a code of Discord's own come from something in between. */
const NOT_DISCORD_MS = 60_000;

/** Words of Node, undici and discord.js for a connection that did not work out. */
const CONNECTION = new Set([
  'AbortError',
  'TimeoutError',
  'SocketError',
  'ConnectTimeoutError',
  'HeadersTimeoutError',
  'BodyTimeoutError',
]);

function isConnectionFailure(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    CONNECTION.has(error.name) ||
    /^(?:E[A-Z]+|UND_ERR_[A-Z_]+)$/u.test(code) ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    error instanceof SyntaxError // an answer cut short in the middle of its JSON
  );
}

function fromApi(error: DiscordAPIError): Error {
  const { code, status, message: detail } = error;
  const message = `Discord answered ${status} (${code}): ${detail}`;
  const gone = GONE.get(code);
  const refused = REFUSED.get(code);
  const passing = PASSING.get(code);
  if (gone !== undefined) return new ChannelGoneError(message, gone, { cause: error });
  if (refused !== undefined) return new PermanentError(message, { cause: error, reason: refused });
  if (passing !== undefined) {
    return new TransientError(message, { cause: error, retryAfterMs: passing });
  }
  if (status === 401) return new TokenError({ cause: error });
  if (typeof code !== 'number' || code === 0) return fromStatus(error);
  if (status === 403) return new ChannelGoneError(message, 'missing-access', { cause: error });
  return new PermanentError(message, { cause: error, reason: `discord-${code}` });
}

/** Without a code of Discord's own only the status is left; it must never pause a channel. */
function fromStatus(error: DiscordAPIError): Error {
  const message = `Discord answered ${error.status} without a code`;
  if (error.status === 400 || error.status === 413) {
    return new PermanentError(message, { cause: error, reason: 'bad-form' });
  }
  const retryAfterMs = error.status === 403 ? BLOCKED_MS : NOT_DISCORD_MS;
  return new TransientError(message, { cause: error, retryAfterMs });
}

/** Turns what discord.js throws into the errors of `domain/errors.ts`; anything else is returned as it is, with its stack. */
export function translateError(error: unknown): unknown {
  if (error instanceof DiscordAPIError) return fromApi(error);
  if (error instanceof RateLimitError) {
    const retryAfterMs = error.retryAfter > 0 ? error.retryAfter : null;
    return new TransientError('Discord asks for a pause', { cause: error, retryAfterMs });
  }
  if (error instanceof HTTPError) {
    return new TransientError(`Discord answered ${error.status}`, { cause: error });
  }
  if (!(error instanceof Error)) return error;
  // What discord.js says once a 401 made it forget the token, and when it never liked it.
  if (error.message.startsWith('Expected token to be set') || isInvalidToken(error)) {
    return new TokenError({ cause: error });
  }
  if (isConnectionFailure(error)) {
    return new TransientError(`Discord not reached: ${error.message}`, { cause: error });
  }
  return error;
}

function isInvalidToken(error: Error): boolean {
  return 'code' in error && error.code === 'TokenInvalid';
}
