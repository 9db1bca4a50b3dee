import type { Command } from './command.ts';
import { COMMAND_MESSAGES } from './messages.ts';
import { commandBuilder } from './options.ts';

const BEIJING = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** `/help`: what the bot does, and who can do what. */
export function createHelp(): Command {
  return {
    data: commandBuilder('help').toJSON(),
    needs: () => 'nothing',
    async execute({ deps, language, guildId }) {
      const { watched, stopped, lastVisitAt } = await deps.sourcesOverview(guildId);
      const lastVisit = lastVisitAt === null ? null : BEIJING.format(new Date(lastVisitAt));
      return [{ content: COMMAND_MESSAGES[language].help({ watched, stopped, lastVisit }) }];
    },
  };
}
