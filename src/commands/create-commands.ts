import { randomBytes } from 'node:crypto';

import {
  ButtonStyle,
  ComponentType,
  DiscordAPIError,
  MessageFlags,
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

import type { ActionButton, DiscordEmbed, LinkButton } from '../card/discord-message.ts';
import type { Command, CommandButton, CommandContext, CommandDeps, Reply } from './command.ts';
import { createCorrections } from './corrections.ts';
import { createHelp } from './help.ts';
import { createLatest } from './latest.ts';
import { COMMAND_MESSAGES, languageOf } from './messages.ts';
import { pausedNotice } from './paused-notice.ts';
import { refusalFor } from './refusal.ts';
import { createSource } from './source.ts';
import { createSubscribe } from './subscribe.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createUnsubscribe } from './unsubscribe.ts';
import { createWhy } from './why.ts';

/** All slash commands: what Discord registers, and one function that answers. */
export interface Commands {
  readonly definitions: readonly RESTPostAPIChatInputApplicationCommandsJSONBody[];
  readonly handle: (interaction: Interaction) => Promise<void>;
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const ALREADY_ANSWERED = 40_060;
const NO_MENTIONS = { parse: [] };

type Answerable = ChatInputCommandInteraction | ButtonInteraction;

export function createCommands(deps: CommandDeps): Commands {
  const commands: readonly Command[] = [
    createSubscribe(deps.topics),
    createUnsubscribe(),
    createSubscriptions(),
    createLatest(deps.topics),
    createWhy(),
    createSource(deps.now),
    createHelp(),
  ];
  const byName = new Map(commands.map((command) => [command.data.name, command]));
  const pressed = new Map([createCorrections()].map((button) => [button.name, button]));

  async function handle(interaction: Interaction): Promise<void> {
    const isButton = interaction.isButton();
    const isOurs = isButton || interaction.isChatInputCommand() || interaction.isAutocomplete();
    if (!isOurs || interaction.guildId === null) return;
    const [name = ''] = isButton ? interaction.customId.split(':', 1) : [interaction.commandName];
    const language = languageOf(interaction.locale);
    const context: CommandContext = { deps, language, guildId: interaction.guildId };
    if (interaction.isButton()) {
      const button = pressed.get(name) ?? byName.get(name);
      if (button !== undefined) await press(context, button, interaction);
      return;
    }
    const command = byName.get(name);
    if (command === undefined) return;
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

async function answer(
  context: CommandContext,
  command: Command,
  interaction: ChatInputCommandInteraction,
): Promise<void> {
  await acknowledge(interaction, () => interaction.deferReply({ flags: MessageFlags.Ephemeral }));
  await attempt(context, interaction, async () => {
    const refused = refusalFor(context, command, interaction);
    if (refused !== null) {
      await sendAll(interaction, [{ content: refused }]);
      return;
    }
    const replies = await command.execute(context, interaction);
    const notice = await pausedNotice(context, interaction);
    await sendAll(interaction, notice === null ? replies : [...replies, notice]);
  });
}

async function press(
  context: CommandContext,
  command: Pick<Command, 'needs' | 'press'>,
  interaction: ButtonInteraction,
): Promise<void> {
  await acknowledge(interaction, () => interaction.deferUpdate());
  await attempt(context, interaction, async () => {
    const refused = refusalFor(context, command, interaction);
    const pressed =
      refused === null
        ? await command.press?.(context, interaction)
        : ({ place: 'aside', reply: { content: refused } } as const);
    if (pressed === undefined) return;
    const { place, reply } = pressed;
    if (place === 'message') await sendAll(interaction, [reply]);
    else await interaction.followUp({ ...bodyOf(reply), flags: MessageFlags.Ephemeral });
  });
}

/** Catches what a command throws: the user gets an apology with a number, the log gets the same number. */
async function attempt(
  { deps, language }: CommandContext,
  interaction: Answerable,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const referenceId = randomBytes(4).toString('hex');
    const command = interaction.isButton() ? interaction.customId : interaction.commandName;
    deps.logger.error({ referenceId, command, ...factsOf(error) }, 'command failed');
    await sendAll(interaction, [{ content: COMMAND_MESSAGES[language].apology(referenceId) }]);
  }
}

/** Discord gives three seconds for a sign of life; a lost answer that still arrived counts as given. */
async function acknowledge(interaction: Answerable, defer: () => Promise<unknown>): Promise<void> {
  try {
    await defer();
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== ALREADY_ANSWERED) throw error;
    interaction.deferred = true;
  }
}

async function sendAll(interaction: Answerable, replies: readonly Reply[]): Promise<void> {
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

function toCardButton(button: LinkButton | ActionButton): APIButtonComponent {
  const { label } = button;
  const type = ComponentType.Button;
  return 'url' in button
    ? { type, style: ButtonStyle.Link, label, url: button.url }
    : { type, style: ButtonStyle.Secondary, label, custom_id: button.custom_id };
}

const STYLES = { primary: ButtonStyle.Primary, secondary: ButtonStyle.Secondary } as const;

function toButton({ customId, label, style }: CommandButton): APIButtonComponent {
  return { type: ComponentType.Button, style: STYLES[style], label, custom_id: customId };
}

function toRow(components: APIButtonComponent[]): APIActionRowComponent<APIButtonComponent> {
  return { type: ComponentType.ActionRow, components };
}

function bodyOf({ content, embeds = [], components = [], buttons = [] }: Reply) {
  const rows = [
    ...components.map((row) => row.components.map(toCardButton)),
    buttons.map(toButton),
  ];
  return {
    content,
    embeds: embeds.map(toEmbed),
    components: rows.filter((row) => row.length > 0).map(toRow),
    allowedMentions: NO_MENTIONS,
  };
}

/** Never the request of a failed call: its address carries the interaction's token. */
function factsOf(error: unknown): object {
  if (!(error instanceof Error)) return { reason: typeof error };
  return { reason: error.name, detail: error.message, stack: error.stack };
}
