import { PermissionFlagsBits } from 'discord.js';
import type { BaseInteraction, PermissionsBitField } from 'discord.js';

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

/** What the bot lacks for posting in a channel; null when the channel is not known. */
export function missingPermissions(
  interaction: BaseInteraction,
  channelId: string,
): readonly PermissionKey[] | null {
  if (channelId === interaction.channelId) return missingIn(interaction.appPermissions);
  const channel = interaction.guild?.channels.cache.get(channelId);
  const me = interaction.guild?.members.me;
  if (channel === undefined || !me) return null;
  const permissions = channel.permissionsFor(me);
  return me.isCommunicationDisabled() ? ['send'] : missingIn(permissions);
}
