import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

import type { ActionRow, DiscordEmbed, DiscordMessage } from '../card/discord-message.ts';
import type { Waiting } from '../domain/backlog.ts';
import type { Card, Language } from '../domain/card.ts';
import type { LetterTrace } from '../domain/explanation.ts';
import type { SourceProposal } from '../domain/source-inspection.ts';
import type { SourceStatus, Tally } from '../domain/source-state.ts';
import type { Source } from '../domain/source.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Topic } from '../domain/vocabulary.ts';
import type { ArticleStore } from '../store/articles.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';
import type { Need } from './rights.ts';

/** How the sources are doing as a whole. */
interface SourcesOverview {
  readonly watched: number;
  readonly stopped: number;
  /** ISO time, or null before the first visit. */
  readonly lastVisitAt: string | null;
}

/** How one watched source is doing. `reason` and `since` say more; null before the first visit. */
export interface WatchedSource {
  readonly name: string;
  readonly url: string;
  readonly status: SourceStatus;
  readonly reason: string | null;
  /** ISO time. */
  readonly since: string | null;
  /** GB/T 2260 code; null for central bodies. */
  readonly regionCode: string | null;
  /** When its list was last read; ISO time or null. */
  readonly lastSuccessAt: string | null;
  /** Null where nothing waits, or ended so. */
  readonly waiting: Waiting | null;
  readonly tally: Tally | null;
  /** Letters may have passed on its list between two visits. */
  readonly hasGap: boolean;
  /** This server added it, and the operator has not confirmed it: others do not have it. */
  readonly isPending: boolean;
}

/** Adds sources from chat. */
interface SourceCatalogue {
  /** Visits the address once and proposes a source. */
  readonly inspect: (address: string, guildId: string) => Promise<SourceProposal>;
  /** Watches it from now on, for this server alone at first; `known` when it was added meanwhile. */
  readonly save: (source: Source, guildId: string) => 'saved' | 'known';
}

/** Takes facts first, then a constant message. */
interface CommandLogger {
  info(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What the commands need from the rest of the bot. */
export interface CommandDeps {
  readonly subscriptions: SubscriptionStore;
  readonly articles: Pick<ArticleStore, 'latest' | 'get'>;
  readonly topics: readonly Pick<Topic, 'key' | 'label'>[];
  readonly render: (
    card: Card,
    options: { readonly language: Language; readonly occasion: 'sample' },
  ) => DiscordMessage;
  /** Ends pauses that came from missing permissions; returns how many there were. */
  readonly resumeChannels: (channelIds: readonly string[]) => Promise<number>;
  /** Queues the newest card that the channel would have got; false when there is none yet. */
  readonly sampleFor: (subscription: Subscription) => Promise<boolean>;
  /** Of the sources that a server has. */
  readonly sourcesOverview: (guildId: string) => Promise<SourcesOverview>;
  readonly watchedSources: (guildId: string) => Promise<readonly WatchedSource[]>;
  /** What became of a letter, by its address, its id or words of its title, as one channel sees it. */
  readonly explainLetter: (
    target: string,
    place: { readonly guildId: string; readonly channelId: string },
  ) => Promise<LetterTrace>;
  /** Null where the operator does not allow adding sources from chat. */
  readonly sourceCatalogue: SourceCatalogue | null;
  readonly now: () => Date;
  readonly logger: CommandLogger;
}

/** A button; its id begins with the name of its command. */
export interface CommandButton {
  readonly customId: string;
  readonly label: string;
  readonly style: 'primary' | 'secondary';
}

/** One message of an answer. Answers are ephemeral: only the user who gave the command sees them. */
export interface Reply {
  readonly content: string;
  readonly embeds?: readonly DiscordEmbed[];
  readonly components?: readonly ActionRow[];
  readonly buttons?: readonly CommandButton[];
}

/** What a pressed button does: it changes its own message, or answers the user who pressed it. */
export interface ButtonAnswer {
  readonly place: 'message' | 'aside';
  readonly reply: Reply;
}

/** What a command is given beside the interaction. */
export interface CommandContext {
  readonly deps: CommandDeps;
  readonly language: Language;
  readonly guildId: string;
}

/** A slash command: what Discord registers, and what it answers. It never talks to Discord itself. */
export interface Command {
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** What the member needs, checked whenever the command or one of its buttons is used. */
  readonly needs: (interaction: ChatInputCommandInteraction | ButtonInteraction) => Need;
  readonly execute: (
    context: CommandContext,
    interaction: ChatInputCommandInteraction,
  ) => Promise<readonly [Reply, ...Reply[]]>;
  readonly autocomplete?: (
    context: CommandContext,
    interaction: AutocompleteInteraction,
  ) => readonly { readonly name: string; readonly value: string }[];
  readonly press?: (
    context: CommandContext,
    interaction: ButtonInteraction,
  ) => Promise<ButtonAnswer>;
}

/** What answers a button that belongs to no slash command; the button's id begins with its name. */
export interface PressedCommand extends Required<Pick<Command, 'needs' | 'press'>> {
  readonly name: string;
}
