import { channelMention, type BaseInteraction } from 'discord.js';

import type { PauseReason } from '../domain/subscription.ts';
import type { CommandContext, Reply } from './command.ts';
import { COMMAND_MESSAGES } from './messages.ts';
import { missingPermissions } from './permissions.ts';
import { lackingRights } from './rights.ts';

const NO_PERMISSION: ReadonlySet<PauseReason | undefined> = new Set<PauseReason>([
  'missing-access',
  'missing-permission',
]);
const MOST_NAMED = 20;

/**
 * What every command adds, for those who manage the channel that it is used in, while a channel of the server rests for
 * lack of permissions: readers are told of no channel. Where they are back without our having noticed, posting goes on.
 */
export async function pausedNotice(
  { deps, language, guildId }: CommandContext,
  interaction: BaseInteraction,
): Promise<Reply | null> {
  const messages = COMMAND_MESSAGES[language];
  const all = await deps.subscriptions.all();
  const resting = all
    .filter((each) => each.guildId === guildId && NO_PERMISSION.has(each.paused?.reason))
    .map(({ channelId }) => channelId);
  if (resting.length === 0) return null;
  const isBack = (id: string) => missingPermissions(interaction, id)?.length === 0;
  const back = resting.filter(isBack);
  const gone = resting.filter((id) => !back.includes(id));
  const resumed = back.length === 0 ? 0 : await deps.resumeChannels(back);
  if (lackingRights(interaction, 'managing', interaction.channelId).length > 0) return null;
  const lines: string[] = [];
  if (resumed > 0) lines.push(messages.resumed(resumed));
  if (gone.length > 0) {
    const names = gone.slice(0, MOST_NAMED).map((id) => channelMention(id));
    lines.push(messages.pausedNotice(names.join(messages.separator)));
  }
  return lines.length === 0 ? null : { content: lines.join('\n') };
}
