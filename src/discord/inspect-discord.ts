import { PermissionFlagsBits, REST, Routes } from 'discord.js';

import { readId } from './read-answer.ts';
import { translateError } from './translate-error.ts';

/** Looks at Discord without connecting: for `doctor`. */
export interface DiscordInspector {
  /** The bot's own id; throws TokenError when the token is refused. */
  readonly ownId: () => Promise<string>;
  /** Throws an error of `domain/errors.ts` when the channel cannot be seen. */
  readonly checkChannel: (channelId: string) => Promise<void>;
}

const TIMEOUT_MS = 10_000;

/** What a card needs: to see the channel, to write there, to embed, and to find its own message after a failure. */
const INVITED =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ReadMessageHistory;

/** The link that invites the bot with exactly the permissions that it uses. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String(INVITED),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

/** Builds the inspector: single requests, no retries. */
export function inspectDiscord(options: {
  readonly token: string;
  readonly apiUrl: string | null;
}): DiscordInspector {
  const rest = new REST({
    ...(options.apiUrl === null ? {} : { api: options.apiUrl }),
    retries: 0,
    timeout: TIMEOUT_MS,
    rejectOnRateLimit: () => true,
  }).setToken(options.token);
  return {
    async ownId() {
      try {
        return readId(await rest.get(Routes.user()));
      } catch (error) {
        throw translateError(error);
      }
    },
    async checkChannel(channelId) {
      try {
        await rest.get(Routes.channel(channelId));
      } catch (error) {
        throw translateError(error);
      }
    },
  };
}
