import {
  Events,
  PermissionFlagsBits,
  type Client,
  type Guild,
  type GuildBasedChannel,
} from 'discord.js';

/** What the rest of the bot wants to know about guilds and channels. */
export interface GuildHandlers {
  /** The bot may post cards in these channels, as far as it can see. Said again whenever something changes. */
  readonly onWritable: (channelIds: readonly string[]) => void;
  /** The bot was removed. An outage is not reported. */
  readonly onGuildRemoved: (guildId: string) => void;
}

/** What a card needs: https://discord.com/developers/docs/topics/permissions */
const NEEDED =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks;

function isWritable(channel: GuildBasedChannel): boolean {
  const me = channel.guild.members.me;
  if (me === null || me.isCommunicationDisabled() || !channel.isTextBased()) return false;
  return channel.permissionsFor(me).has(NEEDED);
}

/** The channels of a guild in which the bot may post, by the Gateway's data; needs no request. */
export function writableChannels(guild: Guild): readonly string[] {
  return [...guild.channels.cache.values()].filter(isWritable).map(({ id }) => id);
}

/** Whether the bot may read a channel's history; null where the Gateway knows nothing of the channel. */
export function mayReadHistory(guilds: readonly Guild[], channelId: string): boolean | null {
  for (const guild of guilds) {
    const channel = guild.channels.cache.get(channelId);
    const me = guild.members.me;
    if (channel === undefined || me === null) continue;
    return channel.permissionsFor(me).has(PermissionFlagsBits.ReadMessageHistory);
  }
  return null;
}

/** Follows everything that can give a permission back, or take a guild away. */
export function watchGuilds(client: Client, handlers: GuildHandlers): void {
  const reportWritable = (guild: Guild): void => {
    const ids = writableChannels(guild);
    if (ids.length > 0) handlers.onWritable(ids);
  };
  client.on(Events.GuildCreate, reportWritable);
  // Also at log-in, once for each guild.
  client.on(Events.GuildAvailable, reportWritable);
  client.on(Events.GuildRoleUpdate, ({ guild }) => reportWritable(guild));
  client.on(Events.GuildMemberUpdate, (_before, { guild, id }) => {
    if (id === client.user?.id) reportWritable(guild);
  });
  client.on(Events.ChannelUpdate, (_before, channel) => {
    if (!channel.isDMBased() && isWritable(channel)) handlers.onWritable([channel.id]);
  });
  client.on(Events.GuildDelete, ({ id }) => handlers.onGuildRemoved(id));
}
