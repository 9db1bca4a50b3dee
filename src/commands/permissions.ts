import {
  PermissionFlagsBits,
  type BaseInteraction,
  type GuildBasedChannel,
  type PermissionsBitField,
} from 'discord.js';

import type { PermissionKey } from './messages.ts';

/** What a card needs: https://discord.com/developers/docs/topics/permissions */
const NEEDED: readonly (readonly [PermissionKey, bigint])[] = [
  ['view', PermissionFlagsBits.ViewChannel],
  ['send', PermissionFlagsBits.SendMessages],
  ['embed', PermissionFlagsBits.EmbedLinks],
];

function missingIn(permissions: Readonly<PermissionsBitField>): readonly PermissionKey[] {
  return NEEDED.filter(([, flag]) => !permissions.has(flag)).map(([key]) => key);
}

/** A channel of the server; null where it is unknown. discord.js files a chosen one under this server, whosever it is. */
export function knownChannel(
  { guild, guildId }: BaseInteraction,
  channelId: string,
): GuildBasedChannel | null {
  const channel = guild?.channels.cache.get(channelId);
  return channel?.guildId === guildId ? (channel ?? null) : null;
}

/** What the bot may do in a channel; null when the channel is not known. */
function permissionsIn(
  interaction: BaseInteraction,
  channelId: string,
): Readonly<PermissionsBitField> | null {
  if (channelId === interaction.channelId) return interaction.appPermissions;
  const channel = knownChannel(interaction, channelId);
  const me = interaction.guild?.members.me;
  return channel === null || !me ? null : channel.permissionsFor(me);
}

/** What the bot lacks for posting in a channel; null when the channel is not known. */
export function missingPermissions(
  interaction: BaseInteraction,
  channelId: string,
): readonly PermissionKey[] | null {
  const permissions = permissionsIn(interaction, channelId);
  if (permissions === null) return null;
  const isElsewhere = channelId !== interaction.channelId;
  const isMuted = isElsewhere && interaction.guild?.members.me?.isCommunicationDisabled() === true;
  return isMuted ? ['send'] : missingIn(permissions);
}

/** Whether the bot cannot read back what it posted; cards go out all the same. False when the channel is not known. */
export function lacksHistory(interaction: BaseInteraction, channelId: string): boolean {
  const permissions = permissionsIn(interaction, channelId);
  return permissions !== null && !permissions.has(PermissionFlagsBits.ReadMessageHistory);
}
