import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  SlashCommandStringOption,
} from 'discord.js';

import type { Language } from '../domain/card.ts';
import type { Region } from '../domain/source.ts';
import { codePrefix, NATIONAL } from '../region/divisions.ts';
import { regionByCode, regionChain, searchRegions } from '../region/find-region.ts';
import { latinName } from '../region/latin-name.ts';
import { COMMAND_MESSAGES, OPTION_WORDS, WIDE_WORDS } from './messages.ts';
import { describeOption, MAX_CHOICES, WIDE } from './options.ts';

/** The three places for a region; the autocomplete serves them all. */
const REGION_OPTIONS = ['region', 'region2', 'region3'] as const;
const MAX_CHOICE_NAME = 100;
/** What people type when they mean no region in particular. */
const WIDE_NAMES = [WIDE, 'everywhere', 'quanguogedi', '全国各地', '不限', '全部', '所有地区'];

/** A region option, to be filled in from {@link regionChoices}. */
export function regionOption(key: (typeof REGION_OPTIONS)[number]) {
  return (option: SlashCommandStringOption): SlashCommandStringOption =>
    describeOption(option, key).setAutocomplete(true);
}

/** 江苏省 苏州市, for English readers with Jiangsu Suzhou behind it. */
function wholeName(region: Region, language: Language): string {
  if (region.code === NATIONAL.code) return COMMAND_MESSAGES[language].national;
  const chain = regionChain(region.code);
  const names = chain.map(({ name }) => name).join(' ');
  if (language !== 'en') return names;
  const latin = chain.map(latinName);
  return latin.includes(null) ? names : `${names} ${latin.join(' ')}`;
}

/** Divisions for what a person has typed so far, and the way back to all of them. */
export function regionChoices(
  interaction: AutocompleteInteraction,
  language: Language,
): readonly { readonly name: string; readonly value: string }[] {
  const { name, value } = interaction.options.getFocused(true);
  const typed = value.trim().toLowerCase();
  const offersAll =
    name === OPTION_WORDS.region.name.en && WIDE_NAMES.some((each) => each.startsWith(typed));
  const all = { name: WIDE_WORDS.regions[language === 'en' ? 'en' : 'zh'], value: WIDE };
  const found = searchRegions(typed, MAX_CHOICES).map((region) => ({
    name: wholeName(region, language).slice(0, MAX_CHOICE_NAME),
    value: region.code,
  }));
  return offersAll ? [all, ...found].slice(0, MAX_CHOICES) : found;
}

/**
 * The prefixes that follow from what was chosen, or the first text that names no region. What is left out
 * stays as it was; a first region begins anew, so that a region can be replaced in one step.
 */
export function chosenPrefixes(
  { options }: ChatInputCommandInteraction,
  before: readonly string[],
): { readonly prefixes: readonly string[] } | { readonly unknown: string } {
  const texts = REGION_OPTIONS.map((key) => options.getString(OPTION_WORDS[key].name.en)?.trim());
  const places = texts[0] ? [] : [...before];
  for (const [index, text] of texts.entries()) {
    if (!text) continue;
    if (WIDE_NAMES.includes(text.toLowerCase())) return { prefixes: [] };
    // People may send what they typed without choosing from the list.
    const region = regionByCode(text) ?? searchRegions(text, 1)[0];
    if (region === undefined) return { unknown: text.slice(0, 40) };
    places.splice(index, 1, prefixOf(region));
  }
  return { prefixes: [...new Set(places)] };
}

/** What a subscription keeps of a region: `44`, `4401`, `440106`. */
function prefixOf(region: Region): string {
  return region.level === 'national' ? region.code : codePrefix(region.code);
}

/** The name for a prefix that a subscription keeps. */
export function prefixName(prefix: string, language: Language): string {
  const region = regionByCode(prefix.padEnd(6, '0'));
  return region === null ? prefix : wholeName(region, language);
}
