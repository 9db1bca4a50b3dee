import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';

import type { Language } from '../domain/card.ts';
import type { ButtonAnswer, Command, CommandButton, CommandContext, Reply } from './command.ts';
import { coverageOf, coverageText } from './coverage.ts';
import { COMMAND_MESSAGES, OPTION_WORDS } from './messages.ts';
import { describeOption, moderatorCommandBuilder } from './options.ts';
import { createPendingProposals, type PendingProposals } from './pending-proposals.ts';
import { chosenPrefixes, prefixName, regionChoices, regionOption } from './region-options.ts';
import { sourceListReply } from './source-list.ts';
import { SOURCE_MESSAGES } from './source-messages.ts';
import { nothingReply, shownName, inspectionReply } from './inspection-reply.ts';

const MAX_ADDRESS = 1000;
const MAX_NAME = 80;

function buildData(): Command['data'] {
  return moderatorCommandBuilder('source')
    .addSubcommand((add) =>
      describeOption(add, 'sourceAdd').addStringOption((option) =>
        describeOption(option, 'url').setRequired(true).setMaxLength(MAX_ADDRESS),
      ),
    )
    .addSubcommand((list) => describeOption(list, 'sourceList'))
    .addSubcommand((coverage) =>
      describeOption(coverage, 'sourceCoverage').addStringOption((option) =>
        regionOption('region')(option).setRequired(true),
      ),
    )
    .toJSON();
}

function buttonsFor(token: string, language: Language): readonly CommandButton[] {
  const { save, cancel } = SOURCE_MESSAGES[language];
  return [
    { customId: `source:save:${token}`, label: save, style: 'primary' },
    { customId: `source:cancel:${token}`, label: cancel, style: 'secondary' },
  ];
}

async function inspect(
  { deps, language, guildId }: CommandContext,
  pending: PendingProposals,
  interaction: ChatInputCommandInteraction,
): Promise<Reply> {
  const messages = SOURCE_MESSAGES[language];
  if (deps.sourceCatalogue === null) return { content: messages.notOpen };
  const wait = pending.countInspection(guildId);
  if (wait !== null) return { content: messages.tooMany(wait) };
  const address = interaction.options.getString(OPTION_WORDS.url.name.en, true);
  const { inspection, source } = await deps.sourceCatalogue.inspect(address, guildId);
  const userId = interaction.user.id;
  const { state, reason } = inspection;
  deps.logger.info({ guildId, userId, address, state, reason }, 'address looked at');
  if (state === 'refused') pending.uncountInspection(guildId);
  if (source === null) return nothingReply(inspection, language);
  const token = pending.keep(source, { userId, guildId, channelId: interaction.channelId });
  return {
    ...inspectionReply({ inspection, source }, language),
    buttons: buttonsFor(token, language),
  };
}

function press(
  { deps, language, guildId }: CommandContext,
  pending: PendingProposals,
  interaction: ButtonInteraction,
): ButtonAnswer {
  const messages = SOURCE_MESSAGES[language];
  const [, action, token = ''] = interaction.customId.split(':');
  const userId = interaction.user.id;
  const { channelId } = interaction;
  const source = pending.take(token, { userId, guildId, channelId });
  if (source === 'not-yours') return { place: 'aside', reply: { content: messages.notYours } };
  const say = (content: string): ButtonAnswer => ({ place: 'message', reply: { content } });
  if (source === 'expired') return say(messages.expired);
  if (action !== 'save') return say(messages.cancelled);
  if (deps.sourceCatalogue === null) return say(messages.notOpen);
  const name = shownName(source.name, MAX_NAME);
  const outcome = deps.sourceCatalogue.save(source, guildId);
  deps.logger.info({ guildId, userId, sourceId: source.id, outcome }, 'source saved from chat');
  return say(outcome === 'known' ? messages.knownByNow(name) : messages.saved(name));
}

function isAdding({ options }: ChatInputCommandInteraction): boolean {
  return options.getSubcommand() === OPTION_WORDS.sourceAdd.name.en;
}

function isAsking({ options }: ChatInputCommandInteraction): boolean {
  return options.getSubcommand() === OPTION_WORDS.sourceCoverage.name.en;
}

/** Which columns bring letters of a region. */
async function coverageReply(
  { deps, language, guildId }: CommandContext,
  interaction: ChatInputCommandInteraction,
): Promise<Reply> {
  const chosen = chosenPrefixes(interaction, []);
  if ('unknown' in chosen) {
    return { content: COMMAND_MESSAGES[language].unknownRegion(chosen.unknown) };
  }
  const { prefixes } = chosen;
  const coverage = coverageOf(await deps.watchedSources(guildId), prefixes, deps.now());
  const names = prefixes.map((prefix) => prefixName(prefix, language));
  const text = coverageText(coverage, language, prefixes.length === 0);
  return { content: names.length === 0 ? text : `**${names.join('、')}**\n${text}` };
}

/** `/source`: how the watched pages are doing, and adding one where the operator allows it. */
export function createSource(now: () => Date): Command {
  const pending = createPendingProposals(now);
  return {
    data: buildData(),
    // A source is the whole server's, whatever channel it is added in.
    needs: (interaction) =>
      interaction.isChatInputCommand() && !isAdding(interaction) ? 'managing' : 'server',
    async execute(context, interaction) {
      if (isAdding(interaction)) {
        return [await inspect(context, pending, interaction)];
      }
      const { deps, language, guildId } = context;
      if (isAsking(interaction)) return [await coverageReply(context, interaction)];
      return [sourceListReply(await deps.watchedSources(guildId), language)];
    },
    autocomplete: ({ language }, interaction) => regionChoices(interaction, language),
    press: (context, interaction) => Promise.resolve(press(context, pending, interaction)),
  };
}
