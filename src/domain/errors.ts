/** Try again later, after `retryAfterMs` where the other side said so. */
export class TransientError extends Error {
  override readonly name = 'TransientError';
  readonly retryAfterMs: number | null;
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number | null } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Record it and do not repeat: the answer would be the same. `reason` is a short machine-readable word. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
  readonly reason: string;
  constructor(message: string, options: { cause?: unknown; reason?: string } = {}) {
    super(message, { cause: options.cause });
    this.reason = options.reason ?? 'permanent';
  }
}

/** The bot may not write to this channel now: pause its subscription, never delete it. */
export class ChannelGoneError extends Error {
  override readonly name = 'ChannelGoneError';
  readonly reason: 'missing-access' | 'missing-permission' | 'missing-history' | 'unknown-channel';
  constructor(
    message: string,
    reason: ChannelGoneError['reason'],
    options: { cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.reason = reason;
  }
}

/** The token was refused: stop all requests and inform the operator. Whoever notices it first, it says the same. */
export class TokenError extends Error {
  override readonly name = 'TokenError';

  constructor(options: { cause?: unknown } = {}) {
    super(
      'Discord refused the token. Put a new one from the developer portal into .env as DISCORD_TOKEN.',
      options,
    );
  }
}

/** The operator must change something before the bot can start. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What an older program wrote is read once it was brought up to date, which the start of the bot does. */
export class OlderStoreError extends ConfigError {}

/** The store was written by a newer version, or cannot be read. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  /** Another process has it: a bot that is running. */
  readonly isInUse: boolean;
  constructor(message: string, options: { cause?: unknown; isInUse?: boolean } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : {});
    this.isInUse = options.isInUse ?? false;
  }
}

/** How reading a page ended its reader: it took too long, too much memory, or the process died of it. */
export type ReaderDeath = 'read-timeout' | 'read-memory' | 'read-crash';

/** Why a page was not read. `read-paused`: others of its host ended too many readers today; `closed`: the bot is stopping. */
export type ReaderFailure = ReaderDeath | 'read-paused' | 'closed';

/** A page, list or document ended its reader, or was given up because it did so before: record it. */
export class ReaderError extends Error {
  override readonly name = 'ReaderError';
  readonly reason: ReaderFailure;
  /** It is not tried again. */
  readonly isGivenUp: boolean;
  constructor(
    message: string,
    reason: ReaderFailure,
    options: { cause?: unknown; isGivenUp?: boolean } = {},
  ) {
    super(message, { cause: options.cause });
    this.reason = reason;
    this.isGivenUp = options.isGivenUp ?? false;
  }
}
