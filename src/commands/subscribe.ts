import { ChannelType, channelMention } from 'discord.js';
import type { ChatInputCommandInteraction } from 'discord.js';

import type { Language } from '../domain/card.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Kind, Relevance } from '../domain/verdict.ts';
import type { Command, CommandContext, CommandDeps, Reply } from './command.ts';
import { describeSubscription } from './describe-subscription.ts';
import {
  commandMessages,
  languageOf,
  languageWords,
  optionWords,
  relevanceWords,
} from './messages.ts';
import {
  channelOption,
  chosenRegions,
  describeOption,
  localizedChoice,
  moderatorCommandBuilder,
  prefixOf,
  regionChoices,
  regionOption,
  topicOption,
} from './options.ts';
import { missingPermissions } from './permissions.ts';

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

const POSTABLE: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
]);

function optionName(key: keyof typeof optionWords): string {
  return optionWords[key].name.en;
}

function buildData(topics: CommandDeps['topics']): Command['data'] {
  const languages = (['zh-CN', 'en'] as const).map((value) => ({
    name: languageWords[value],
    value,
  }));
  return moderatorCommandBuilder('subscribe')
    .addStringOption(regionOption('region'))
    .addStringOption((option) =>
      describeOption(option, 'relevance').addChoices(
        localizedChoice('core', relevanceWords.core),
        localizedChoice('related', relevanceWords.related),
        localizedChoice('adjacent', relevanceWords.adjacent),
      ),
    )
    .addStringOption(topicOption(topics))
    .addBooleanOption((option) => describeOption(option, 'otherKinds'))
    .addStringOption((option) => describeOption(option, 'language').addChoices(...languages))
    .addChannelOption(channelOption)
    .addStringOption(regionOption('region2'))
    .addStringOption(regionOption('region3'))
    .toJSON();
}

/** Why this channel cannot be subscribed, in words; null when it can. */
function obstacle(
  { language }: CommandContext,
  interaction: ChatInputCommandInteraction,
  channelId: string,
): string | null {
  const messages = commandMessages[language];
  const mention = channelMention(channelId);
  if (interaction.guild === null) return messages.notInServer;
  const chosen = interaction.options.getChannel(optionName('channel'));
  const type = chosen?.type ?? interaction.channel?.type;
  if (type === undefined || !POSTABLE.has(type)) return messages.wrongChannel(mention);
  const missing = missingPermissions(interaction, channelId) ?? ['view'];
  if (missing.length === 0) return null;
  const names = missing.map((key) => messages.permissions[key]).join(messages.separator);
  return messages.missing(mention, names);
}

/** Servers are en-US unless somebody changed it, so that Chinese on either side speaks for Chinese. */
function chosenLanguage({ options, locale, guildLocale }: ChatInputCommandInteraction): Language {
  const chosen = options.getString(optionName('language'));
  if (chosen !== null) return languageOf(chosen);
  return [locale, guildLocale ?? locale].map(languageOf).includes('zh-CN') ? 'zh-CN' : 'en';
}

async function execute(
  context: CommandContext,
  interaction: ChatInputCommandInteraction,
): Promise<readonly [Reply, ...Reply[]]> {
  const { deps, language, guildId } = context;
  const messages = commandMessages[language];
  const { options } = interaction;
  const channelId = options.getChannel(optionName('channel'))?.id ?? interaction.channelId;
  const problem = obstacle(context, interaction, channelId);
  if (problem !== null) return [{ content: problem }];
  const chosen = chosenRegions(interaction);
  if ('unknown' in chosen) return [{ content: messages.unknownRegion(chosen.unknown) }];

  const topic = options.getString(optionName('topic'));
  const before = await deps.subscriptions.get(channelId);
  const subscription: Subscription = {
    channelId,
    guildId,
    regionPrefixes: [...new Set(chosen.regions.map(prefixOf))],
    relevances: RELEVANCES[options.getString(optionName('relevance')) ?? ''] ?? DEFAULT_RELEVANCES,
    kinds: options.getBoolean(optionName('otherKinds')) === true ? ALL_KINDS : ONLY_REPLIES,
    topics: topic === null ? [] : [topic],
    language: chosenLanguage(interaction),
    createdBy: before?.createdBy ?? interaction.user.id,
    createdAt: before?.createdAt ?? deps.now().toISOString(),
    paused: null,
  };
  await deps.subscriptions.save(subscription);
  const isNew = before === null;
  const hasSample = isNew && (await deps.sampleFor(subscription));
  deps.logger.info({ channelId, guildId, isNew, hasSample }, 'channel subscribed');

  const lines = [
    messages.subscribed(channelMention(channelId), isNew),
    messages.settings(describeSubscription(subscription, { topics: deps.topics, language })),
  ];
  if (isNew) lines.push(hasSample ? messages.sampleComes : messages.noSampleYet);
  return [{ content: lines.join('\n') }];
}

/** `/subscribe`: checks first that it can work, then saves and shows an example. */
export function createSubscribe(topics: CommandDeps['topics']): Command {
  return {
    data: buildData(topics),
    execute,
    autocomplete: (_context, interaction) => regionChoices(interaction),
  };
}
