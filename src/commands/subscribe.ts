import { isDeepStrictEqual } from 'node:util';

import { ChannelType, channelMention, type ChatInputCommandInteraction } from 'discord.js';

import type { Language } from '../domain/card.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Kind, Relevance } from '../domain/verdict.ts';
import type { Command, CommandContext, CommandDeps, Reply } from './command.ts';
import { coverageOf, coverageText } from './coverage.ts';
import { describeSubscription } from './describe-subscription.ts';
import {
  COMMAND_MESSAGES,
  languageOf,
  LANGUAGE_WORDS,
  OPTION_WORDS,
  RELEVANCE_WORDS,
  WIDE_WORDS,
  type SubscribeOutcome,
} from './messages.ts';
import {
  channelOption,
  chosenChannelId,
  describeOption,
  localizedChoice,
  moderatorCommandBuilder,
  topicOption,
  WIDE,
} from './options.ts';
import { lacksHistory, missingPermissions } from './permissions.ts';
import { chosenPrefixes, regionChoices, regionOption } from './region-options.ts';

/** The part of a subscription that moderators choose. */
type Settings = Pick<
  Subscription,
  'regionPrefixes' | 'relevances' | 'kinds' | 'topics' | 'language'
>;

/** Each width includes the narrower ones. */
const RELEVANCES: Readonly<Record<string, readonly Relevance[]>> = {
  core: ['core'],
  related: ['core', 'related'],
  adjacent: ['core', 'related', 'adjacent'],
};
const DEFAULT_RELEVANCES: readonly Relevance[] = ['core', 'related'];
const ONLY_REPLIES: readonly Kind[] = ['reply'];
const ALL_KINDS: readonly Kind[] = [
  'reply',
  'notice',
  'interpretation',
  'news',
  'opinion',
  'other',
];

/** By the option for other kinds; left out, it changes nothing. */
const KINDS: ReadonlyMap<boolean | null, readonly Kind[]> = new Map([
  [true, ALL_KINDS],
  [false, ONLY_REPLIES],
]);

const POSTABLE: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
]);

function optionName(key: keyof typeof OPTION_WORDS): string {
  return OPTION_WORDS[key].name.en;
}

function buildData(topics: CommandDeps['topics']): Command['data'] {
  const languages = (['zh-CN', 'en'] as const).map((value) => ({
    name: LANGUAGE_WORDS[value],
    value,
  }));
  return moderatorCommandBuilder('subscribe')
    .addStringOption(regionOption('region'))
    .addStringOption((option) =>
      describeOption(option, 'relevance').addChoices(
        localizedChoice('core', RELEVANCE_WORDS.core),
        localizedChoice('related', RELEVANCE_WORDS.related),
        localizedChoice('adjacent', RELEVANCE_WORDS.adjacent),
      ),
    )
    .addStringOption(topicOption(topics, WIDE_WORDS.topics))
    .addBooleanOption((option) => describeOption(option, 'otherKinds'))
    .addStringOption((option) => describeOption(option, 'language').addChoices(...languages))
    .addChannelOption(channelOption)
    .addStringOption(regionOption('region2'))
    .addStringOption(regionOption('region3'))
    .toJSON();
}

/** Why this channel cannot be subscribed, in words; null when it can. */
function whyNotSubscribable(
  { language }: CommandContext,
  interaction: ChatInputCommandInteraction,
  channelId: string,
): string | null {
  const messages = COMMAND_MESSAGES[language];
  const mention = channelMention(channelId);
  const chosen = interaction.options.getChannel(optionName('channel'));
  const type = chosen?.type ?? interaction.channel?.type;
  if (type === undefined || !POSTABLE.has(type)) return messages.wrongChannel(mention);
  const missing = missingPermissions(interaction, channelId) ?? ['view'];
  if (missing.length === 0) return null;
  const names = missing.map((key) => messages.permissions[key]).join(messages.separator);
  return messages.missing(mention, names);
}

/** Servers are en-US unless changed, so Chinese in the server's or the user's locale means Chinese. */
function guessedLanguage({ locale, guildLocale }: ChatInputCommandInteraction): Language {
  return [locale, guildLocale ?? locale].map(languageOf).includes('zh-CN') ? 'zh-CN' : 'en';
}

/** What a channel gets where nothing is chosen. */
function firstSettings(interaction: ChatInputCommandInteraction): Settings {
  return {
    regionPrefixes: [],
    relevances: DEFAULT_RELEVANCES,
    kinds: ONLY_REPLIES,
    topics: [],
    language: guessedLanguage(interaction),
  };
}

/** What was chosen, over what was set before. */
function chosenSettings(
  { options }: ChatInputCommandInteraction,
  before: Settings,
  regionPrefixes: readonly string[],
): Settings {
  const relevance = options.getString(optionName('relevance'));
  const topic = options.getString(optionName('topic'));
  const otherKinds = options.getBoolean(optionName('otherKinds'));
  const language = options.getString(optionName('language'));
  return {
    regionPrefixes,
    relevances: RELEVANCES[relevance ?? ''] ?? before.relevances,
    kinds: KINDS.get(otherKinds) ?? before.kinds,
    topics: topic === null ? before.topics : [topic].filter((each) => each !== WIDE),
    language: language === null ? before.language : languageOf(language),
  };
}

function outcomeOf(before: Subscription | null, after: Subscription): SubscribeOutcome {
  if (before === null) return 'new';
  return isDeepStrictEqual(before, after) ? 'unchanged' : 'changed';
}

/** How many columns bring letters of the choice, so that silence is no surprise. */
async function coverageLine(
  { deps, language, guildId }: CommandContext,
  prefixes: readonly string[],
): Promise<string> {
  const coverage = coverageOf(await deps.watchedSources(guildId), prefixes, deps.now());
  return coverageText(coverage, language, prefixes.length === 0);
}

async function execute(
  context: CommandContext,
  interaction: ChatInputCommandInteraction,
): Promise<readonly [Reply, ...Reply[]]> {
  const { deps, language, guildId } = context;
  const messages = COMMAND_MESSAGES[language];
  const channelId = chosenChannelId(interaction);
  const refused = whyNotSubscribable(context, interaction, channelId);
  if (refused !== null) return [{ content: refused }];
  const seen: { before: Subscription | null; unknown: string | null } = {
    before: null,
    unknown: null,
  };
  const subscription = await deps.subscriptions.change(channelId, (known) => {
    const before = known?.guildId === guildId ? known : null;
    const settings = before ?? firstSettings(interaction);
    const chosen = chosenPrefixes(interaction, settings.regionPrefixes);
    seen.before = before;
    if ('unknown' in chosen) {
      seen.unknown = chosen.unknown;
      return known;
    }
    return {
      channelId,
      guildId,
      ...chosenSettings(interaction, settings, chosen.prefixes),
      createdBy: before?.createdBy ?? interaction.user.id,
      createdAt: before?.createdAt ?? deps.now().toISOString(),
      paused: null,
    };
  });
  const { before, unknown } = seen;
  if (unknown !== null || subscription === null) {
    return [{ content: messages.unknownRegion(unknown ?? '') }];
  }
  const outcome = outcomeOf(before, subscription);
  const hasSample = before === null && (await deps.sampleFor(subscription));
  deps.logger.info({ channelId, guildId, outcome, hasSample }, 'channel subscribed');

  const mention = channelMention(channelId);
  const firstTime = hasSample ? messages.sampleComes : messages.noSampleYet;
  const lines = [
    messages.subscribed(mention, outcome),
    messages.settings(describeSubscription(subscription, { topics: deps.topics, language })),
    await coverageLine(context, subscription.regionPrefixes),
    before === null ? firstTime : messages.howToChange,
  ];
  if (lacksHistory(interaction, channelId)) lines.push(messages.noHistory(mention));
  return [{ content: lines.join('\n') }];
}

/** `/subscribe`: checks first that it can work, then saves and shows an example. */
export function createSubscribe(topics: CommandDeps['topics']): Command {
  return {
    data: buildData(topics),
    needs: () => 'posting',
    execute,
    autocomplete: ({ language }, interaction) => regionChoices(interaction, language),
  };
}
