import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';

import type { Language } from '../domain/card.ts';
import type { ButtonAnswer, Command, CommandButton, CommandContext, Reply } from './command.ts';
import { OPTION_WORDS } from './messages.ts';
import { describeOption, moderatorCommandBuilder } from './options.ts';
import { createSourceBook, type SourceBook } from './source-book.ts';
import { standingsReply } from './source-list.ts';
import { SOURCE_MESSAGES } from './source-messages.ts';
import { nothingReply, shownName, sightReply } from './source-sight.ts';

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
    .toJSON();
}

function buttonsFor(token: string, language: Language): readonly CommandButton[] {
  const { save, cancel } = SOURCE_MESSAGES[language];
  return [
    { customId: `source:save:${token}`, label: save, style: 'primary' },
    { customId: `source:cancel:${token}`, label: cancel, style: 'secondary' },
  ];
}

async function lookAt(
  { deps, language, guildId }: CommandContext,
  book: SourceBook,
  interaction: ChatInputCommandInteraction,
): Promise<Reply> {
  const messages = SOURCE_MESSAGES[language];
  if (deps.sourceDesk === null) return { content: messages.notOpen };
  const wait = book.countLook(guildId);
  if (wait !== null) return { content: messages.tooMany(wait) };
  const address = interaction.options.getString(OPTION_WORDS.url.name.en, true);
  const { sight, source } = await deps.sourceDesk.look(address);
  const userId = interaction.user.id;
  const { state, reason } = sight;
  deps.logger.info({ guildId, userId, address, state, reason }, 'address looked at');
  if (state === 'refused') book.uncountLook(guildId);
  if (source === null) return nothingReply(sight, language);
  const token = book.keep(source, { userId, guildId });
  return { ...sightReply({ sight, source }, language), buttons: buttonsFor(token, language) };
}

function press(
  { deps, language, guildId }: CommandContext,
  book: SourceBook,
  interaction: ButtonInteraction,
): ButtonAnswer {
  const messages = SOURCE_MESSAGES[language];
  const [, action, token = ''] = interaction.customId.split(':');
  const userId = interaction.user.id;
  const source = book.take(token, { userId, guildId });
  if (source === 'not-yours') return { place: 'aside', reply: { content: messages.notYours } };
  const say = (content: string): ButtonAnswer => ({ place: 'message', reply: { content } });
  if (source === 'expired') return say(messages.expired);
  if (action !== 'save') return say(messages.cancelled);
  if (deps.sourceDesk === null) return say(messages.notOpen);
  const name = shownName(source.name, MAX_NAME);
  const outcome = deps.sourceDesk.save(source);
  deps.logger.info({ guildId, userId, sourceId: source.id, outcome }, 'source saved from chat');
  return say(outcome === 'known' ? messages.knownByNow(name) : messages.saved(name));
}

/** `/source`: how the watched pages are doing, and adding one where the operator allows it. */
export function createSource(now: () => Date): Command {
  const book = createSourceBook(now);
  return {
    data: buildData(),
    async execute(context, interaction) {
      if (interaction.options.getSubcommand() === OPTION_WORDS.sourceAdd.name.en) {
        return [await lookAt(context, book, interaction)];
      }
      return [standingsReply(await context.deps.sourceStandings(), context.language)];
    },
    press: (context, interaction) => Promise.resolve(press(context, book, interaction)),
  };
}
