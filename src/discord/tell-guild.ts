import { PermissionFlagsBits, channelMention } from 'discord.js';
import type { Guild } from 'discord.js';

import type { Subscription } from '../domain/subscription.ts';
import type { Poster } from './create-poster.ts';
import { discordMessages } from './messages.ts';

/** To see a channel and to write plain text there: https://discord.com/developers/docs/topics/permissions */
const NEEDED = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

/** Where a server expects news about itself, if we may write there. */
function systemChannelId(guild: Guild | undefined, except: string): string | null {
  const channel = guild?.systemChannel;
  const me = guild?.members.me;
  if (!channel || !me || channel.id === except) return null;
  return channel.permissionsFor(me).has(NEEDED) ? channel.id : null;
}

/**
 * Says that a channel rests: in the server's system channel, else to whoever subscribed it. Every command
 * in that server says it too, so nothing is lost when neither can be reached.
 */
export async function tellPaused(
  poster: Pick<Poster, 'say' | 'openPrivateChannel'>,
  subscription: Subscription,
  guild: Guild | undefined,
): Promise<void> {
  const { channelId, language, paused, createdBy } = subscription;
  if (paused === null) return;
  const text = discordMessages[language].paused(channelMention(channelId), paused.reason);
  const publicId = systemChannelId(guild, channelId);
  await poster.say(publicId ?? (await poster.openPrivateChannel(createdBy)), text);
}
