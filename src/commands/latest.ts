import { type Card, isStruck } from '../domain/card.ts';
import type { Relevance } from '../domain/verdict.ts';
import { regionMatchesPrefix } from '../region/find-region.ts';
import type { Command, CommandDeps } from './command.ts';
import { COMMAND_MESSAGES, OPTION_WORDS } from './messages.ts';
import { commandBuilder, topicOption } from './options.ts';
import { chosenPrefixes, regionChoices, regionOption } from './region-options.ts';

const MOST = 3;
/** The defaults of `/latest`, the same as those of a new subscription. */
const SHOWN: ReadonlySet<Relevance> = new Set(['core', 'related']);

function isWanted(card: Card, prefixes: readonly string[], topic: string | null): boolean {
  const { region } = card;
  // What was taken down is no answer any more.
  if (card.kind !== 'reply' || isStruck(card)) return false;
  if (topic === null && !SHOWN.has(card.relevance)) return false;
  if (topic !== null && !card.topics.includes(topic)) return false;
  if (prefixes.length === 0) return true;
  return region !== null && prefixes.some((prefix) => regionMatchesPrefix(region, prefix));
}

/** `/latest`: for every user; the answer is ephemeral. */
export function createLatest(topics: CommandDeps['topics']): Command {
  return {
    data: commandBuilder('latest')
      .addStringOption(regionOption('region'))
      .addStringOption(topicOption(topics, null))
      .toJSON(),
    needs: () => 'nothing',
    autocomplete: ({ language }, interaction) => regionChoices(interaction, language),
    async execute({ deps, language, guildId }, interaction) {
      const messages = COMMAND_MESSAGES[language];
      const chosen = chosenPrefixes(interaction, []);
      if ('unknown' in chosen) return [{ content: messages.unknownRegion(chosen.unknown) }];
      const topic = interaction.options.getString(OPTION_WORDS.topic.name.en);
      const cards = await deps.articles.latest({
        limit: MOST,
        guildId,
        matches: (card) => isWanted(card, chosen.prefixes, topic),
      });
      const [first, ...others] = cards.map((card) => {
        const { embeds, components } = deps.render(card, { language, occasion: 'sample' });
        // The line above a card is for notifications; an ephemeral answer sends none.
        return { content: '', embeds, components };
      });
      return first === undefined ? [{ content: messages.nothingLatest }] : [first, ...others];
    },
  };
}
