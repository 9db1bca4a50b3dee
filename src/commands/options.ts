import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
  type ChatInputCommandInteraction,
  type SharedNameAndDescription,
  type SlashCommandChannelOption,
  type SlashCommandStringOption,
} from 'discord.js';

import type { CommandDeps } from './command.ts';
import { COMMAND_WORDS, OPTION_WORDS, type Word } from './messages.ts';

/** Discord shows at most 25 choices: https://discord.com/developers/docs/interactions/application-commands */
export const MAX_CHOICES = 25;

/** The value of a choice that takes a limit away again. */
export const WIDE = 'all';

/** A command with its words in both languages; for servers only. */
export function commandBuilder(name: keyof typeof COMMAND_WORDS): SlashCommandBuilder {
  return new SlashCommandBuilder()
    .setName(name)
    .setDescription(COMMAND_WORDS[name].en)
    .setDescriptionLocalizations({
      'zh-CN': COMMAND_WORDS[name].zh,
      'zh-TW': COMMAND_WORDS[name].zh,
    })
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall);
}

/** The same, hidden from members without Manage Server until an administrator decides otherwise. */
export function moderatorCommandBuilder(name: keyof typeof COMMAND_WORDS): SlashCommandBuilder {
  return commandBuilder(name).setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild);
}

/** Gives an option its name and description in both languages. */
export function describeOption<T extends SharedNameAndDescription>(
  option: T,
  key: keyof typeof OPTION_WORDS,
): T {
  const { name, about } = OPTION_WORDS[key];
  option.setName(name.en).setDescription(about.en);
  option.setNameLocalizations({ 'zh-CN': name.zh, 'zh-TW': name.zh });
  option.setDescriptionLocalizations({ 'zh-CN': about.zh, 'zh-TW': about.zh });
  return option;
}

/** A choice with its name in both languages. */
export function localizedChoice(
  value: string,
  word: Word,
): {
  readonly name: string;
  readonly value: string;
  readonly name_localizations: { readonly 'zh-CN': string; readonly 'zh-TW': string };
} {
  return { name: word.en, value, name_localizations: { 'zh-CN': word.zh, 'zh-TW': word.zh } };
}

/** The topics of the vocabulary, as many as Discord shows; `widest` is the choice of all, where it means something. */
export function topicOption(topics: CommandDeps['topics'], widest: Word | null) {
  const named = topics.map(({ key, label }) => localizedChoice(key, label));
  const choices = widest === null ? named : [localizedChoice(WIDE, widest), ...named];
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    describeOption(option, 'topic').addChoices(...choices.slice(0, MAX_CHOICES));
}

/** A text or announcement channel of the server. */
export function channelOption(option: SlashCommandChannelOption): SlashCommandChannelOption {
  return describeOption(option, 'channel').addChannelTypes(
    ChannelType.GuildText,
    ChannelType.GuildAnnouncement,
  );
}

/** The channel that a command is about: the chosen one, else the one that it is used in. */
export function chosenChannelId({ options, channelId }: ChatInputCommandInteraction): string {
  return options.getChannel(OPTION_WORDS.channel.name.en)?.id ?? channelId;
}
