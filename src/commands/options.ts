import {
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
} from 'discord.js';
import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  SharedNameAndDescription,
  SlashCommandChannelOption,
  SlashCommandStringOption,
} from 'discord.js';

import type { Region } from '../domain/source.ts';
import { codePrefix } from '../region/divisions.ts';
import { regionByCode, regionChain, searchRegions } from '../region/find-region.ts';
import type { CommandDeps } from './command.ts';
import { commandWords, optionWords } from './messages.ts';
import type { Word } from './messages.ts';

/** The three places for a region; the autocomplete serves them all. */
export const REGION_OPTIONS = ['region', 'region2', 'region3'] as const;

/** Discord shows at most 25 choices: https://discord.com/developers/docs/interactions/application-commands */
const MAX_CHOICES = 25;
const MAX_CHOICE_NAME = 100;

/** A command with its words in both languages; for servers only. */
export function commandBuilder(name: keyof typeof commandWords): SlashCommandBuilder {
  return new SlashCommandBuilder()
    .setName(name)
    .setDescription(commandWords[name].en)
    .setDescriptionLocalizations({ 'zh-CN': commandWords[name].zh, 'zh-TW': commandWords[name].zh })
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall);
}

/** The same, hidden from members without Manage Server until an administrator decides otherwise. */
export function moderatorCommandBuilder(name: keyof typeof commandWords): SlashCommandBuilder {
  return commandBuilder(name).setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild);
}

/** Gives an option its name and description in both languages. */
export function describeOption<T extends SharedNameAndDescription>(
  option: T,
  key: keyof typeof optionWords,
): T {
  const { name, about } = optionWords[key];
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

/** A region option, to be filled in from {@link regionChoices}. */
export function regionOption(key: (typeof REGION_OPTIONS)[number]) {
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    describeOption(option, key).setAutocomplete(true);
}

/** The topics of the vocabulary, as many as Discord shows. */
export function topicOption(topics: CommandDeps['topics']) {
  const choices = topics.slice(0, MAX_CHOICES).map(({ key, label }) => localizedChoice(key, label));
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    describeOption(option, 'topic').addChoices(...choices);
}

/** A text or announcement channel of the server. */
export function channelOption(option: SlashCommandChannelOption): SlashCommandChannelOption {
  return describeOption(option, 'channel').addChannelTypes(
    ChannelType.GuildText,
    ChannelType.GuildAnnouncement,
  );
}

function wholeName(region: Region): string {
  const names = regionChain(region.code).map(({ name }) => name);
  return names.length === 0 ? region.name : names.join(' ');
}

/** Divisions for what a person has typed so far. */
export function regionChoices(
  interaction: AutocompleteInteraction,
): readonly { readonly name: string; readonly value: string }[] {
  const typed = interaction.options.getFocused();
  return searchRegions(typed, MAX_CHOICES).map((region) => ({
    name: wholeName(region).slice(0, MAX_CHOICE_NAME),
    value: region.code,
  }));
}

/** The regions that were chosen, or the first text that names none. */
export function chosenRegions(
  interaction: ChatInputCommandInteraction,
): { readonly regions: readonly Region[] } | { readonly unknown: string } {
  const regions: Region[] = [];
  for (const key of REGION_OPTIONS) {
    const text = interaction.options.getString(optionWords[key].name.en)?.trim();
    if (text === undefined || text === '') continue;
    // People may send what they typed without choosing from the list.
    const region = regionByCode(text) ?? searchRegions(text, 1)[0];
    if (region === undefined) return { unknown: text.slice(0, 40) };
    regions.push(region);
  }
  return { regions };
}

/** What a subscription keeps of a region: `44`, `4401`, `440106`. */
export function prefixOf(region: Region): string {
  return region.level === 'national' ? region.code : codePrefix(region.code);
}

/** The name for a prefix that a subscription keeps. */
export function prefixName(prefix: string): string {
  const region = regionByCode(prefix.padEnd(6, '0'));
  return region === null ? prefix : wholeName(region);
}
