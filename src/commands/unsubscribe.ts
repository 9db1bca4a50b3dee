import { channelMention } from 'discord.js';

import type { Command } from './command.ts';
import { COMMAND_MESSAGES } from './messages.ts';
import { channelOption, chosenChannelId, moderatorCommandBuilder } from './options.ts';

/** `/unsubscribe`: the only way in which a subscription ends. */
export function createUnsubscribe(): Command {
  return {
    data: moderatorCommandBuilder('unsubscribe').addChannelOption(channelOption).toJSON(),
    needs: () => 'managing',
    async execute({ deps, language, guildId }, interaction) {
      const messages = COMMAND_MESSAGES[language];
      const channelId = chosenChannelId(interaction);
      const mention = channelMention(channelId);
      const known = await deps.subscriptions.get(channelId);
      if (known?.guildId !== guildId) return [{ content: messages.wasNotSubscribed(mention) }];
      await deps.subscriptions.remove(channelId);
      deps.logger.info({ channelId, guildId }, 'channel unsubscribed');
      return [{ content: messages.unsubscribed(mention) }];
    },
  };
}
