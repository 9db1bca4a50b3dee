import { DAY_MS } from '../base/clock.ts';
import { PermissionFlagsBits, channelMention, type Guild } from 'discord.js';

import type { Subscription } from '../domain/subscription.ts';
import type { Poster } from './create-poster.ts';
import { errorFacts, type DiscordLogger } from './discord-logger.ts';
import { DISCORD_MESSAGES } from './messages.ts';

/** To see a channel and to write plain text there: https://discord.com/developers/docs/topics/permissions */
const NEEDED = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages;

/** Where a server expects news about itself, if we may write there. */
function systemChannelId(guild: Guild | undefined, except: string): string | null {
  const channel = guild?.systemChannel;
  const me = guild?.members.me;
  if (!channel || !me || channel.id === except) return null;
  return channel.permissionsFor(me).has(NEEDED) ? channel.id : null;
}

/** What telling needs. */
interface TellerDeps {
  readonly poster: Pick<Poster, 'say' | 'openPrivateChannel'>;
  readonly guilds: () => readonly Guild[];
  readonly logger: DiscordLogger;
}

/** A channel that goes and comes back is not news each time. */
const TELL_AGAIN_MS = DAY_MS;

/**
 * Says that a channel rests: in the server's system channel, else to whoever subscribed it. Every command
 * in that server says it too, so nothing is lost when neither can be reached.
 */
export function createPauseTeller(deps: TellerDeps): (subscription: Subscription) => Promise<void> {
  const toldAt = new Map<string, number>();

  async function tell({ channelId, guildId, language, paused, createdBy }: Subscription) {
    if (paused === null) return;
    const guild = deps.guilds().find(({ id }) => id === guildId);
    const text = DISCORD_MESSAGES[language].paused(channelMention(channelId), paused.reason);
    const publicId = systemChannelId(guild, channelId);
    await deps.poster.say(publicId ?? (await deps.poster.openPrivateChannel(createdBy)), text);
  }

  return async (subscription) => {
    const { channelId, guildId } = subscription;
    if (Date.now() - (toldAt.get(channelId) ?? 0) < TELL_AGAIN_MS) return;
    toldAt.set(channelId, Date.now());
    try {
      await tell(subscription);
    } catch (error) {
      deps.logger.warn({ ...errorFacts(error), channelId, guildId }, 'nobody told of the pause');
    }
  };
}
