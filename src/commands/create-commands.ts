import { randomBytes } from 'node:crypto';

import { ButtonStyle, ComponentType, DiscordAPIError, MessageFlags } from 'discord.js';
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIEmbed,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

import type { ActionRow, DiscordEmbed, LinkButton } from '../card/discord-message.ts';
import type { Command, CommandContext, CommandDeps, Reply } from './command.ts';
import { createHelp } from './help.ts';
import { createLatest } from './latest.ts';
import { commandMessages, languageOf } from './messages.ts';
import { pausedNotice } from './paused-notice.ts';
import { createSubscribe } from './subscribe.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createUnsubscribe } from './unsubscribe.ts';

/** All slash commands: what Discord registers, and one function that answers. */
export interface Commands {
  readonly definitions: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[];
  readonly handle: (interaction: Interaction) => Promise<void>;
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const ALREADY_ANSWERED = 40_060;
const NO_MENTIONS = { parse: [] };

/** Builds the commands. */
export function createCommands(deps: CommandDeps): Commands {
  const commands: readonly Command[] = [
    createSubscribe(deps.topics),
    createUnsubscribe(),
    createSubscriptions(),
    createLatest(deps.topics),
    createHelp(),
  ];
  const byName = new Map(commands.map((command) => [command.data.name, command]));

  async function handle(interaction: Interaction): Promise<void> {
    const isOurs = interaction.isChatInputCommand() || interaction.isAutocomplete();
    if (!isOurs || interaction.guildId === null) return;
    const command = byName.get(interaction.commandName);
    if (command === undefined) return;
    const language = languageOf(interaction.locale);
    const context: CommandContext = { deps, language, guildId: interaction.guildId };
    if (interaction.isAutocomplete()) await complete(context, command, interaction);
    else await answer(context, command, interaction);
  }

  return { definitions: commands.map(({ data }) => data), handle };
}

async function complete(
  context: CommandContext,
  command: Command,
  interaction: AutocompleteInteraction,
): Promise<void> {
  const choices = command.autocomplete?.(context, interaction) ?? [];
  await interaction.respond(choices);
}

/** The catch site of a command: who asked gets an apology with a number, the operator the same number. */
async function answer(
  context: CommandContext,
  command: Command,
  interaction: ChatInputCommandInteraction,
): Promise<void> {
  await acknowledge(interaction);
  try {
    const replies = await command.execute(context, interaction);
    const notice = await pausedNotice(context, interaction);
    await sendAll(interaction, notice === null ? replies : [...replies, notice]);
  } catch (error) {
    const referenceId = randomBytes(4).toString('hex');
    context.deps.logger.error(
      { referenceId, command: command.data.name, ...factsOf(error) },
      'command failed',
    );
    await sendAll(interaction, [
      { content: commandMessages[context.language].apology(referenceId) },
    ]);
  }
}

/** Discord gives three seconds for a sign of life; a lost answer that still arrived counts as given. */
async function acknowledge(interaction: ChatInputCommandInteraction): Promise<void> {
  try {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== ALREADY_ANSWERED) throw error;
    interaction.deferred = true;
  }
}

async function sendAll(
  interaction: ChatInputCommandInteraction,
  replies: readonly Reply[],
): Promise<void> {
  const [first, ...others] = replies;
  if (first === undefined) return;
  await interaction.editReply(bodyOf(first));
  for (const reply of others) {
    await interaction.followUp({ ...bodyOf(reply), flags: MessageFlags.Ephemeral });
  }
}

function toEmbed(embed: DiscordEmbed): APIEmbed {
  return { ...embed, fields: [...embed.fields] };
}

function toButton({ label, url }: LinkButton): APIButtonComponent {
  return { type: ComponentType.Button, style: ButtonStyle.Link, label, url };
}

function toRow(row: ActionRow): APIActionRowComponent<APIButtonComponent> {
  return { type: ComponentType.ActionRow, components: row.components.map(toButton) };
}

function bodyOf({ content, embeds = [], components = [] }: Reply) {
  return {
    content,
    embeds: embeds.map(toEmbed),
    components: components.map(toRow),
    allowedMentions: NO_MENTIONS,
  };
}

/** Never the request of a failed call: its address carries the interaction's token. */
function factsOf(error: unknown): object {
  if (!(error instanceof Error)) return { reason: typeof error };
  return { reason: error.name, detail: error.message, stack: error.stack };
}
