import { channelMention, type ChatInputCommandInteraction } from 'discord.js';

import type { Subscription } from '../domain/subscription.ts';
import type { Command, CommandContext } from './command.ts';
import { describeSubscription } from './describe-subscription.ts';
import { COMMAND_MESSAGES } from './messages.ts';
import { moderatorCommandBuilder } from './options.ts';
import { lacksHistory } from './permissions.ts';
import { canSee, managesServer } from './rights.ts';

/** Discord's limit is 2000; the rest is for the line that counts what did not fit. */
const BUDGET = 1900;

function stateOf(
  { language }: CommandContext,
  interaction: ChatInputCommandInteraction,
  { paused, channelId }: Subscription,
): string {
  const messages = COMMAND_MESSAGES[language];
  if (paused !== null) return messages.paused[paused.reason];
  return lacksHistory(interaction, channelId) ? messages.activeWithoutHistory : messages.active;
}

function lineFor(
  context: CommandContext,
  interaction: ChatInputCommandInteraction,
  subscription: Subscription,
): string {
  const { deps, language } = context;
  const words = describeSubscription(subscription, { topics: deps.topics, language });
  const state = stateOf(context, interaction, subscription);
  const settings = [words.regions, words.relevance, words.kinds, words.topics, words.language];
  return `**${channelMention(subscription.channelId)}** ${state}\n-# ${settings.join(' · ')}`;
}

function fit(lines: readonly string[], more: (count: number) => string): string {
  let text = '';
  for (const [index, line] of lines.entries()) {
    if (text.length + line.length > BUDGET) return `${text}${more(lines.length - index)}`;
    text += `${line}\n`;
  }
  return text.trimEnd();
}

/** `/subscriptions`: what is posted where in this server, and what prevents posting. */
export function createSubscriptions(): Command {
  return {
    data: moderatorCommandBuilder('subscriptions').toJSON(),
    needs: () => 'managing',
    async execute(context, interaction) {
      const { deps, language, guildId } = context;
      const messages = COMMAND_MESSAGES[language];
      const all = await deps.subscriptions.all();
      const own = all
        .filter((each) => each.guildId === guildId)
        .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
      if (own.length === 0) return [{ content: messages.noSubscriptions }];
      const seen = managesServer(interaction)
        ? own
        : own.filter(({ channelId }) => canSee(interaction, channelId));
      const lines = seen.map((subscription) => lineFor(context, interaction, subscription));
      const unseen = own.length - seen.length;
      const rest = unseen === 0 ? [] : [messages.unseen(unseen)];
      return [{ content: [fit(lines, messages.andMore), ...rest].join('\n').trim() }];
    },
  };
}
