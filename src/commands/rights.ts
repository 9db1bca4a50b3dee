import {
  GuildMember,
  PermissionFlagsBits,
  type BaseInteraction,
  type PermissionsBitField,
} from 'discord.js';

import { knownChannel } from './permissions.ts';
import type { RightKey } from './rights-messages.ts';

/**
 * What a command or button needs of the member who uses it: `nothing`; `managing` the channel concerned; `posting`, to
 * manage it and write there; `server`, to manage the server.
 */
export type Need = 'nothing' | 'managing' | 'posting' | 'server';

/** Any of these lets a member decide what is posted in a channel: Discord asks for the last where channels are followed. */
const MANAGING =
  PermissionFlagsBits.ManageGuild |
  PermissionFlagsBits.ManageChannels |
  PermissionFlagsBits.ManageWebhooks;

/** https://discord.com/developers/docs/topics/permissions */
const RIGHTS: Readonly<Record<RightKey, bigint>> = {
  view: PermissionFlagsBits.ViewChannel,
  send: PermissionFlagsBits.SendMessages,
  manage: MANAGING,
  manageServer: PermissionFlagsBits.ManageGuild,
};

const NEEDED: Readonly<Record<Need, readonly RightKey[]>> = {
  nothing: [],
  managing: ['view', 'manage'],
  posting: ['view', 'send', 'manage'],
  server: ['manageServer'],
};

/**
 * What the member lacks at this moment, by the permissions that came with this very interaction. In a channel that is
 * not known, because it was deleted or is of another server, only those who manage the server lack nothing.
 */
export function lackingRights(
  interaction: BaseInteraction,
  need: Need,
  channelId: string | null,
): readonly RightKey[] {
  const here = interaction.memberPermissions;
  const there = channelId === null ? here : memberPermissionsIn(interaction, channelId);
  if (there === null) return need === 'managing' && isManager(here) ? [] : NEEDED[need];
  return NEEDED[need].filter((right) => !there.any(RIGHTS[right]));
}

/** Whether the member manages the whole server. */
export function managesServer({ memberPermissions }: BaseInteraction): boolean {
  return isManager(memberPermissions);
}

/** Whether the member may see a channel of the server. */
export function canSee(interaction: BaseInteraction, channelId: string): boolean {
  return memberPermissionsIn(interaction, channelId)?.has(RIGHTS.view) === true;
}

function isManager(permissions: Readonly<PermissionsBitField> | null): boolean {
  return permissions?.has(RIGHTS.manageServer) === true;
}

/** The member's own permissions in a channel of this server; null where it is not known. */
function memberPermissionsIn(
  interaction: BaseInteraction,
  channelId: string,
): Readonly<PermissionsBitField> | null {
  if (channelId === interaction.channelId) return interaction.memberPermissions;
  const channel = knownChannel(interaction, channelId);
  const { member } = interaction;
  // Of a guild that is not cached Discord's raw member is here, whose roles say nothing without the guild's.
  if (channel === null || !(member instanceof GuildMember)) return null;
  return channel.permissionsFor(member);
}
