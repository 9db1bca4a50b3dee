import { PermissionFlagsBits } from 'discord.js';

import type { Json } from './json.ts';

/** A channel as the fake keeps it. */
export interface FakeChannel {
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly type: number;
  allow: bigint;
  deny: bigint;
  /** By user: what the channel gives one member beyond everyone's permissions, or takes. */
  readonly members: Map<string, { readonly allow: bigint; readonly deny: bigint }>;
}

/** A guild as the fake keeps it. `presence` is what the Gateway reports of it. */
export interface FakeGuild {
  readonly id: string;
  readonly name: string;
  readonly locale: string;
  presence: 'present' | 'unavailable' | 'removed';
  everyonePermissions: bigint;
  botPermissions: bigint;
}

/** A message as the fake keeps it. */
export interface FakeMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly createdAt: number;
  readonly nonce: string | null;
  content: string;
  embeds: readonly Json[];
  components: readonly Json[];
  flags: number;
  editedAt: number | null;
}

/** Everything that the fake Discord knows. */
export interface World {
  readonly applicationId: string;
  readonly botUserId: string;
  readonly now: () => number;
  readonly nonceWindowMs: number;
  /** How many shards a bot is to have. */
  shards: number;
  token: string;
  commands: readonly Json[];
  readonly guildCommands: Map<string, readonly Json[]>;
  readonly guilds: Map<string, FakeGuild>;
  readonly channels: Map<string, FakeChannel>;
  /** Private channels by user. */
  readonly privateChannels: Map<string, string>;
  readonly messages: FakeMessage[];
  readonly deletedMessages: Set<string>;
  readonly violations: string[];
  readonly nextId: () => string;
}

const DISCORD_EPOCH = 1_420_070_400_000n;

/** What a bot needs here: it may see, write, embed and read back. */
export const DEFAULT_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.ReadMessageHistory;

/** An empty world with its clock. */
export function createWorld(options: {
  readonly token: string;
  readonly now: () => number;
  readonly nonceWindowMs: number;
  readonly shards: number;
}): World {
  let counter = 0n;
  return {
    ...options,
    applicationId: '700000000000000001',
    botUserId: '700000000000000001',
    commands: [],
    guildCommands: new Map(),
    guilds: new Map(),
    channels: new Map(),
    privateChannels: new Map(),
    messages: [],
    deletedMessages: new Set(),
    violations: [],
    nextId: () => {
      counter = (counter + 1n) & 0x3fffffn;
      return String(((BigInt(options.now()) - DISCORD_EPOCH) << 22n) | counter);
    },
  };
}

/** What the bot may do in a channel: guild permissions with the channel's overwrite for the bot's role. */
export function botPermissions(world: World, channel: FakeChannel): bigint {
  const guild = world.guilds.get(channel.guildId);
  if (guild === undefined || guild.presence === 'removed') return 0n;
  const base = guild.everyonePermissions | guild.botPermissions;
  return (base & ~channel.deny) | channel.allow;
}

/** The member whom the fake's guilds belong to; may do everything. */
export const OWNER_ID = '800000000000000001';

/** What a member without roles may do in a channel. */
export function memberPermissions(world: World, channel: FakeChannel, userId: string): bigint {
  if (userId === OWNER_ID) return (1n << 50n) - 1n;
  const base = world.guilds.get(channel.guildId)?.everyonePermissions ?? 0n;
  const { allow, deny } = channel.members.get(userId) ?? { allow: 0n, deny: 0n };
  return (base & ~deny) | allow;
}

/** The role that Discord makes for a bot when it is invited. */
export function botRoleId(guild: FakeGuild): string {
  return `${guild.id.slice(0, -2)}99`;
}
