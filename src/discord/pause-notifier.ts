import { DAY_MS } from '../base/clock.ts';
import { PermissionFlagsBits, channelMention, type Guild } from 'discord.js';

import type { Subscription } from '../domain/subscription.ts';
import type { Poster } from './create-poster.ts';
import { errorFacts, type DiscordLogger } from './discord-logger.ts';
import { DISCORD_MESSAGES } from './messages.ts';

/** To see a channel and to write plain text there: https://discord.com/developers/docs/topics/permissions */
const NEEDED = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

/** The server's channel for system messages, where the bot may write to it. */
function systemChannelId(guild: Guild | undefined, except: string): string | null {
  const channel = guild?.systemChannel;
  const me = guild?.members.me;
  if (!channel || !me || channel.id === except) return null;
  return channel.permissionsFor(me).has(NEEDED) ? channel.id : null;
}

interface PauseNotifierDeps {
  readonly poster: Pick<Poster, 'say' | 'openPrivateChannel'>;
  readonly guilds: () => readonly Guild[];
  readonly logger: DiscordLogger;
}

/** A channel that is paused again and again is announced once in this time. */
const NOTIFY_AGAIN_MS = DAY_MS;

/**
 * Announces that a channel is paused: in the server's system channel, else to the moderator who subscribed it.
 * Every command in that server shows it too, so nothing is lost when neither can be reached.
 */
export function createPauseNotifier(
  deps: PauseNotifierDeps,
): (subscription: Subscription) => Promise<void> {
  const notifiedAt = new Map<string, number>();

  async function notify({ channelId, guildId, language, paused, createdBy }: Subscription) {
    if (paused === null) return;
    const guild = deps.guilds().find(({ id }) => id === guildId);
    const text = DISCORD_MESSAGES[language].paused(channelMention(channelId), paused.reason);
    const publicId = systemChannelId(guild, channelId);
    await deps.poster.say(publicId ?? (await deps.poster.openPrivateChannel(createdBy)), text);
  }

  return async (subscription) => {
    const { channelId, guildId } = subscription;
    if (Date.now() - (notifiedAt.get(channelId) ?? 0) < NOTIFY_AGAIN_MS) return;
    notifiedAt.set(channelId, Date.now());
    try {
      await notify(subscription);
    } catch (error) {
      deps.logger.warn({ ...errorFacts(error), channelId, guildId }, 'nobody told of the pause');
    }
  };
}
