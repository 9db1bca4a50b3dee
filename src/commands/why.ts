import type { SlashCommandStringOption } from 'discord.js';

import { stateOf } from '../card/card-lines.ts';
import { escapeMarkdown, plainLine } from '../card/escape-markdown.ts';
import { CARD_MESSAGES } from '../card/messages.ts';
import { renderCorrections } from '../card/render-corrections.ts';
import type { Language } from '../domain/card.ts';
import { shortId } from '../domain/short-id.ts';
import type { ChannelTrace, EntryTrace, LetterTrace } from '../domain/explanation.ts';
import { reasonWord } from '../health/messages.ts';
import type { Command } from './command.ts';
import { COMMAND_MESSAGES, OPTION_WORDS } from './messages.ts';
import { commandBuilder, describeOption } from './options.ts';
import { WHY_MESSAGES } from './why-messages.ts';

const MAX_TARGET = 500;
const MAX_ENTRIES = 3;
const MAX_WORDS = 5;
const MAX_TITLE = 150;
const MAX_WORD = 40;
/** A message of Discord holds 2,000 characters. */
const MAX_CONTENT = 1900;
/** Of which so much for what its page corrected. */
const MAX_CORRECTED = 900;

/** `/why`: what became of a letter and why, stage by stage; for every user, and only the user sees it. */
export function createWhy(): Command {
  return {
    data: commandBuilder('why')
      .addStringOption((option: SlashCommandStringOption) =>
        describeOption(option, 'letter').setRequired(true).setMaxLength(MAX_TARGET),
      )
      .toJSON(),
    needs: () => 'nothing',
    async execute({ deps, language, guildId }, interaction) {
      const target = interaction.options.getString(OPTION_WORDS.letter.name.en, true);
      const { channelId } = interaction;
      const trace = await deps.explainLetter(target, { guildId, channelId });
      return [{ content: explain(trace, { language, guildId, channelId }) }];
    },
  };
}

interface Place {
  readonly language: Language;
  readonly guildId: string;
  readonly channelId: string;
}

function explain(trace: LetterTrace, place: Place): string {
  const { entries, card, evidence, corrections, channel } = trace;
  const { language } = place;
  const words = WHY_MESSAGES[language];
  const messages = COMMAND_MESSAGES[language];
  if (entries.length === 0 && card === null) return words.unknown;
  const title = card === null ? (entries[0]?.title ?? '') : card.subject || card.title;
  const shown = quoted(title, MAX_TITLE);
  const because = evidence.slice(0, MAX_WORDS).map((word) => quoted(word, MAX_WORD));
  const state = card === null ? null : stateOf(card, CARD_MESSAGES[language]);
  const corrected = renderCorrections(corrections, language, MAX_CORRECTED);
  const lines = [
    ...(shown === '' ? [] : [`**${shown}**`]),
    ...entries.slice(0, MAX_ENTRIES).flatMap((entry) => entryLines(entry, language)),
    ...(card === null
      ? []
      : [
          words.judged(messages.kinds([card.kind]), messages.relevances([card.relevance])) +
            (because.length === 0 ? '' : words.because(because.join(messages.separator))),
        ]),
    ...(card?.issues.includes('unreadable') === true ? [words.titleOnly] : []),
    ...(state === null ? [] : [escapeMarkdown(state)]),
    ...(corrected === '' ? [] : [corrected]),
    ...(card === null || channel === null
      ? []
      : [words.here + channelLine(channel, card.articleId, place)]),
  ];
  while (lines.join('\n').length > MAX_CONTENT) lines.pop();
  return lines.join('\n');
}

function entryLines(entry: EntryTrace, language: Language): readonly string[] {
  const { source, outcome, reason, firstSeenAt, attempts, near } = entry;
  const words = WHY_MESSAGES[language];
  const say = words.outcomes[outcome];
  const facts = {
    reason: reason === null ? '' : reasonWord(reason, language),
    attempts,
    near: near.map((word) => quoted(word, MAX_WORD)).join(COMMAND_MESSAGES[language].separator),
    isOlder: reason === 'older',
    isAsked: reason === 'asked',
  };
  const isKnown = outcome !== 'forgotten';
  return [
    ...(isKnown ? [words.listed(quoted(source, MAX_TITLE), firstSeenAt.slice(0, 10))] : []),
    ...(say === undefined ? [] : [say(facts)]),
  ];
}

function channelLine(
  { subscription, misses, delivery }: ChannelTrace,
  articleId: string,
  { language, guildId, channelId }: Place,
): string {
  const words = WHY_MESSAGES[language];
  switch (delivery?.kind) {
    case 'sent': {
      const { messageId, deletedAt } = delivery;
      const link = `https://discord.com/channels/${guildId}/${channelId}/${messageId}`;
      return deletedAt === undefined ? words.sent(link) : words.deleted;
    }
    case 'queued':
    case 'sending':
      return words.queued;
    case 'held': {
      const paused: Readonly<Record<string, string>> = COMMAND_MESSAGES[language].paused;
      return words.held + (paused[delivery.reason] ?? delivery.reason);
    }
    case 'failed':
      return words.failed(quoted(delivery.reason, MAX_TITLE), shortId(articleId));
    case undefined:
      if (subscription === null) return words.noSubscription;
      if (misses.length === 0) return words.before;
      return words.misses(
        misses.map((miss) => words.missWords[miss]).join(COMMAND_MESSAGES[language].separator),
      );
    default:
      return delivery satisfies never;
  }
}

/** Words of a page, on one line and harmless. */
function quoted(text: string, most: number): string {
  const line = plainLine(text);
  return escapeMarkdown(line.length > most ? `${line.slice(0, most - 1)}…` : line);
}
