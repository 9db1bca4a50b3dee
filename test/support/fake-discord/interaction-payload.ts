import { isJson, objectsOf, textOf, type Json } from './json.ts';
import { channelPayload, userPayload } from './payloads.ts';
import { botPermissions, memberPermissions, OWNER_ID, type World } from './world.ts';

/** Who runs a command, where and how. */
export interface InteractOptions {
  /** `subscribe`, or with a subcommand `sources add`. */
  readonly command: string;
  readonly options?: Readonly<Record<string, string | number | boolean>>;
  readonly guildId?: string;
  readonly channelId?: string;
  readonly userId?: string;
  readonly locale?: string;
  readonly memberPermissions?: bigint;
  /** An administrator opened the command to everybody, whatever its default. */
  readonly isOpened?: boolean;
  /** Default: what the bot really may do in that channel. */
  readonly appPermissions?: bigint;
}

const CHANNEL_OPTION = 7;
const SUBCOMMAND = 1;
const EVERY_PERMISSION = (1n << 50n) - 1n;

function findCommand(world: World, name: string, guildId: string): Json {
  const all = [...world.commands, ...(world.guildCommands.get(guildId) ?? [])].filter(isJson);
  const command = all.find((each) => each['name'] === name);
  if (command === undefined) throw new Error(`no command /${name} is registered`);
  return command;
}

function optionPayload(definition: Json, name: string, value: unknown): Json {
  const option = objectsOf(definition['options']).find((each) => each['name'] === name);
  if (option === undefined) throw new Error(`/${textOf(definition['name'])} has no option ${name}`);
  const choices = objectsOf(option['choices']);
  if (choices.length > 0 && !choices.some((choice) => choice['value'] === value)) {
    throw new Error(`${name}: ${String(value)} is not one of the choices`);
  }
  return { name, type: option['type'], value };
}

function givenOptions(definition: Json, given: Readonly<Record<string, unknown>>): readonly Json[] {
  for (const option of objectsOf(definition['options'])) {
    if (option['required'] === true && !(textOf(option['name']) in given)) {
      throw new Error(`option ${textOf(option['name'])} is required`);
    }
  }
  return Object.entries(given).map(([name, value]) => optionPayload(definition, name, value));
}

function resolvedChannels(world: World, options: readonly Json[], userId: string): Json {
  const ids = options
    .filter((each) => each['type'] === CHANNEL_OPTION)
    .map((each) => each['value']);
  const entries = ids.map((id) => {
    const channel = world.channels.get(String(id));
    if (channel === undefined) throw new Error(`no channel ${String(id)}`);
    // Of the member who gives the command, as Discord says.
    const permissions = String(memberPermissions(world, channel, userId));
    return [channel.id, { ...channelPayload(world, channel), permissions }];
  });
  return ids.length === 0 ? {} : { resolved: { channels: Object.fromEntries(entries) } };
}

/** The members that every interaction in a guild has. */
export function interactionBase(
  world: World,
  who: Omit<InteractOptions, 'command' | 'options'>,
): Json & { readonly id: string; readonly token: string } {
  const channel = world.channels.get(who.channelId ?? [...world.channels.keys()][0] ?? '');
  if (channel === undefined) throw new Error('no such channel to interact in');
  const guild = world.guilds.get(who.guildId ?? channel.guildId);
  if (guild === undefined) throw new Error('no such guild to interact in');
  const id = world.nextId();
  return {
    id,
    token: `interaction-${id}`,
    application_id: world.applicationId,
    version: 1,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    channel_id: channel.id,
    channel: channelPayload(world, channel),
    member: {
      user: userPayload(who.userId ?? OWNER_ID, 'moderator'),
      nick: null,
      avatar: null,
      roles: [],
      joined_at: new Date(world.now()).toISOString(),
      deaf: false,
      mute: false,
      flags: 0,
      permissions: String(who.memberPermissions ?? EVERY_PERMISSION),
    },
    app_permissions: String(who.appPermissions ?? botPermissions(world, channel)),
    locale: who.locale ?? 'en-US',
    guild_locale: guild.locale,
    entitlements: [],
    authorizing_integration_owners: { '0': guild.id },
    context: 0,
    attachment_size_limit: 10_485_760,
  };
}

/** What Discord does before it calls the bot: it hides commands from users who may not use them. */
function requireMayUse(command: Json, options: InteractOptions): void {
  if (options.isOpened === true) return;
  const needed = BigInt(textOf(command['default_member_permissions']) || '0');
  const has = options.memberPermissions ?? EVERY_PERMISSION;
  if ((has & needed) !== needed) {
    throw new Error(`Discord hides /${options.command} from this member`);
  }
}

/** The `data` of a slash command, by the command's registered definition. */
export function commandData(
  world: World,
  options: InteractOptions,
  focused?: { readonly name: string; readonly value: string },
): Json {
  const guildId = options.guildId ?? world.channels.get(options.channelId ?? '')?.guildId ?? '';
  const [name = '', subcommand] = options.command.split(' ');
  const command = findCommand(world, name, guildId);
  requireMayUse(command, options);
  const definition =
    subcommand === undefined
      ? command
      : objectsOf(command['options']).find((each) => each['name'] === subcommand);
  if (definition === undefined) throw new Error(`no subcommand ${options.command}`);
  const given = [
    ...givenOptions(
      focused === undefined ? definition : { ...definition, options: optionalised(definition) },
      options.options ?? {},
    ),
  ];
  if (focused !== undefined) {
    given.push({ ...optionPayload(definition, focused.name, focused.value), focused: true });
  }
  const nested =
    subcommand === undefined ? given : [{ name: subcommand, type: SUBCOMMAND, options: given }];
  return {
    id: command['id'],
    name,
    type: 1,
    options: nested,
    ...resolvedChannels(world, given, options.userId ?? OWNER_ID),
  };
}

/** While a user types, required options may still be missing. */
function optionalised(definition: Json): readonly Json[] {
  return objectsOf(definition['options']).map((option) =>
    Object.assign({}, option, { required: false }),
  );
}
