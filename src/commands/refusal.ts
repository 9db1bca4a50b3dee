import {
  channelMention,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
} from 'discord.js';

import type { Command, CommandContext } from './command.ts';
import { COMMAND_MESSAGES } from './messages.ts';
import { chosenChannelId } from './options.ts';
import { knownChannel } from './permissions.ts';
import { lackingRights, type Need } from './rights.ts';
import { RIGHTS_MESSAGES } from './rights-messages.ts';

/** Needs that only a server with the bot in it can meet. */
const WITH_BOT: ReadonlySet<Need> = new Set<Need>(['posting', 'server']);

/**
 * Why the member may not use a command, or a button of it, just now; null when they may. Discord hides commands from
 * members, but never buttons, and whoever it shows a command to may name any channel of the server.
 */
export function refusalFor(
  { language }: CommandContext,
  command: Pick<Command, 'needs'>,
  interaction: ChatInputCommandInteraction | ButtonInteraction,
): string | null {
  const messages = COMMAND_MESSAGES[language];
  const need = command.needs(interaction);
  if (WITH_BOT.has(need) && interaction.guild === null) return messages.notInServer;
  const channelId = interaction.isChatInputCommand()
    ? chosenChannelId(interaction)
    : interaction.channelId;
  const lacking = lackingRights(interaction, need, need === 'server' ? null : channelId);
  if (lacking.length === 0) return null;
  const words = RIGHTS_MESSAGES[language];
  const names = lacking.map((right) => words.rights[right]).join(messages.separator);
  if (need === 'server') return words.lackingInServer(names);
  const isHere = channelId === interaction.channelId;
  const isKnown = isHere || knownChannel(interaction, channelId) !== null;
  const mention = channelMention(channelId);
  return isKnown ? words.lackingInChannel(mention, names) : words.unknownChannel(mention);
}
