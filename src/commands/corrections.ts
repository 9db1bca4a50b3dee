import { articleOfButton, CORRECTION_BUTTON } from '../card/correction-button.ts';
import { DISCORD_LIMITS } from '../card/discord-message.ts';
import { renderCorrections } from '../card/render-corrections.ts';
import { isFor } from '../domain/audience.ts';
import type { CommandContext, PressedCommand, Reply } from './command.ts';
import { COMMAND_MESSAGES } from './messages.ts';

/** The button of a corrected card: shows whoever presses it what its page changed. Nothing of other servers' documents is shown. */
export function createCorrections(): PressedCommand {
  return {
    name: CORRECTION_BUTTON,
    needs: () => 'nothing',
    press: async (context, { customId }) => ({
      place: 'aside',
      reply: await replyFor(context, articleOfButton(customId)),
    }),
  };
}

async function replyFor(
  { deps, language, guildId }: CommandContext,
  articleId: string | null,
): Promise<Reply> {
  const record = articleId === null ? null : await deps.articles.get(articleId);
  const isTheirs = record !== null && isFor(record, guildId);
  const corrections = isTheirs ? (record.corrections ?? []) : [];
  const content = renderCorrections(corrections, language, DISCORD_LIMITS.content);
  return { content: content === '' ? COMMAND_MESSAGES[language].noCorrections : content };
}
