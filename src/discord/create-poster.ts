import { setMaxListeners } from 'node:events';

import {
  DefaultRestOptions,
  REST,
  RequestMethod,
  Routes,
  type RateLimitData,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';

import type { DiscordMessage } from '../card/discord-message.ts';
import type { PostedMessage } from '../domain/delivery.ts';
import { TokenError, TransientError } from '../domain/errors.ts';
import { findPosted, listPosted, type Search } from './find-posted.ts';
import { readId, readMessages, type ListedMessage } from './read-answer.ts';
import { translateError } from './translate-error.ts';

/** The part of Discord that needs no connection: plain requests, one attempt each. */
export interface Poster {
  readonly post: (
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ) => Promise<{ readonly messageId: string }>;
  readonly edit: (channelId: string, messageId: string, message: DiscordMessage) => Promise<void>;
  /**
   * Finds the bot's own message about the same documents among those since then; throws where the channel cannot be read to
   * its end.
   */
  readonly findRecentMessage: (
    channelId: string,
    message: DiscordMessage,
    since: Date,
  ) => Promise<{ readonly messageId: string } | null>;
  /** What the bot posted in a channel since then; throws like `findRecentMessage`. */
  readonly listPosted: (channelId: string, since: Date) => Promise<readonly PostedMessage[]>;
  /** Posts plain text. */
  readonly say: (channelId: string, text: string) => Promise<void>;
  /** The channel for private messages to a user. */
  readonly openPrivateChannel: (userId: string) => Promise<string>;
  /** Replaces all global commands; throws TokenError when the token is refused. */
  readonly registerCommands: (
    commands: readonly RESTPostAPIApplicationCommandsJSONBody[],
  ) => Promise<void>;
  /** Ends every request at once, and every later one; whether a post was applied stays open. */
  readonly abort: () => void;
}

/** A channel's own limit renews within some 5 s; longer pauses belong to the outbox, where they survive a restart. */
const LONGEST_PAUSE_MS = 6000;
const DEFAULT_TIMEOUT_MS = 15_000;

/** Whether this process is still the one that may post. */
export interface LeaveToPost {
  /** What was read a moment ago. */
  readonly isSure: () => boolean;
  /** Reads it; throws where it may not, or where nobody knows. */
  readonly confirm: () => Promise<void>;
}

export interface PosterOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly timeoutMs?: number;
  /** Called when a request shows that the token is no longer valid. */
  readonly onTokenRefused?: () => void;
  /** Says who may post; absent where nobody else can. */
  readonly leave?: LeaveToPost;
  /** Whether a channel's history may be read, by the Gateway's data; null where that is not known. */
  readonly mayReadHistory?: (channelId: string) => boolean | null;
}

/**
 * A 429 without Retry-After (discord-api-docs#5810) would be repeated at once and for ever by discord.js; long
 * pauses would hang the caller.
 */
export function rejectsPause({ retryAfter }: RateLimitData): boolean {
  return !(retryAfter > 0 && retryAfter <= LONGEST_PAUSE_MS);
}

/**
 * Looked at right before a request leaves, behind all that discord.js waits for: a process that stood still meanwhile, and was
 * replaced, must not post what its successor has posted.
 */
async function askLeave(leave: LeaveToPost | undefined): Promise<void> {
  if (leave === undefined || leave.isSure()) return;
  let cause: unknown = null;
  try {
    await leave.confirm();
  } catch (error) {
    cause = error;
  }
  if (cause === null && leave.isSure()) return;
  throw new TransientError('It is not known whether this process may still post.', { cause });
}

/** Creates the poster. It never retries: only the outbox knows whether a repetition is safe. */
export function createPoster(options: PosterOptions): Poster {
  const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  const rest = new REST({
    api: options.apiUrl,
    retries: 0,
    timeout: timeoutMs,
    rejectOnRateLimit: rejectsPause,
    async makeRequest(url, init) {
      if (init.method !== RequestMethod.Get) await askLeave(options.leave);
      return DefaultRestOptions.makeRequest(url, init);
    },
  }).setToken(options.token);
  const stopping = new AbortController();
  // Each request listens until it has ended.
  setMaxListeners(0, stopping.signal);
  let ownId: string | null = null;

  async function ask<T>(
    request: (signal: AbortSignal) => Promise<unknown>,
    read: (answer: unknown) => T,
  ): Promise<T> {
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), stopping.signal]);
      // discord.js sleeps through its pauses, whatever the signal says.
      return read(await orAborted(request(signal), stopping.signal));
    } catch (error) {
      const reason = translateError(error);
      if (reason instanceof TokenError) options.onTokenRefused?.();
      throw reason;
    }
  }

  async function ownUserId(): Promise<string> {
    ownId ??= await ask((signal) => rest.get(Routes.user(), { signal }), readId);
    return ownId;
  }

  async function searchOf(channelId: string, since: Date): Promise<Search> {
    const mayRead = options.mayReadHistory?.(channelId) ?? null;
    return { since, authorId: await ownUserId(), mayRead };
  }

  const listerOf =
    (channelId: string) =>
    (query: URLSearchParams): Promise<readonly ListedMessage[]> =>
      ask((signal) => rest.get(Routes.channelMessages(channelId), { query, signal }), readMessages);

  return {
    post: async (channelId, message, nonce) => {
      const body = { ...message, nonce, enforce_nonce: true };
      const route = Routes.channelMessages(channelId);
      return { messageId: await ask((signal) => rest.post(route, { body, signal }), readId) };
    },
    edit: async (channelId, messageId, message) => {
      const route = Routes.channelMessage(channelId, messageId);
      await ask((signal) => rest.patch(route, { body: message, signal }), readId);
    },
    findRecentMessage: async (channelId, message, since) =>
      findPosted(message, await searchOf(channelId, since), listerOf(channelId)),
    listPosted: async (channelId, since) =>
      listPosted(await searchOf(channelId, since), listerOf(channelId)),
    say: async (channelId, text) => {
      const body = { content: text, allowed_mentions: { parse: [] } };
      const route = Routes.channelMessages(channelId);
      await ask((signal) => rest.post(route, { body, signal }), readId);
    },
    openPrivateChannel: (userId) => {
      const body = { recipient_id: userId };
      return ask((signal) => rest.post(Routes.userChannels(), { body, signal }), readId);
    },
    registerCommands: async (commands) => {
      const current = Routes.currentApplication();
      const id = await ask((signal) => rest.get(current, { signal }), readId);
      const route = Routes.applicationCommands(id);
      await ask(
        (signal) => rest.put(route, { body: commands, signal }),
        () => undefined,
      );
    },
    abort: () => stopping.abort(),
  };
}

/** The result of work, unless the signal comes first. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const give = (): void => aborted.reject(signal.reason);
  if (signal.aborted) give();
  signal.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', give);
    work.catch(() => undefined);
  }
}
