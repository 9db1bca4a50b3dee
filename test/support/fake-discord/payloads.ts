import {
  botRoleId,
  OWNER_ID,
  type FakeChannel,
  type FakeGuild,
  type FakeMessage,
  type World,
} from './world.ts';

/** A user object. */
export function userPayload(id: string, username: string, isBot = false): object {
  return { id, username, discriminator: '0', global_name: username, avatar: null, bot: isBot };
}

/** The bot's own user object. */
export function botPayload(world: World): object {
  return { ...userPayload(world.botUserId, 'jianbao', true), verified: true, mfa_enabled: false };
}

/** A channel object with the overwrites for the bot's role and for members. */
export function channelPayload(world: World, channel: FakeChannel): object {
  const guild = world.guilds.get(channel.guildId);
  const members = [...channel.members].map(([id, { allow, deny }]) => ({
    id,
    type: 1,
    allow: String(allow),
    deny: String(deny),
  }));
  const overwrite = {
    id: guild === undefined ? '0' : botRoleId(guild),
    type: 0,
    allow: String(channel.allow),
    deny: String(channel.deny),
  };
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    position: 0,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: null,
    parent_id: null,
    permission_overwrites: [
      ...(channel.allow === 0n && channel.deny === 0n ? [] : [overwrite]),
      ...members,
    ],
  };
}

function rolePayload(id: string, name: string, permissions: bigint): object {
  return {
    id,
    name,
    permissions: String(permissions),
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: 0,
    managed: name !== '@everyone',
    mentionable: false,
    flags: 0,
  };
}

/** The two roles of a guild: everyone's and the bot's. */
export function rolePayloads(guild: FakeGuild): readonly object[] {
  return [
    rolePayload(guild.id, '@everyone', guild.everyonePermissions),
    rolePayload(botRoleId(guild), 'jianbao', guild.botPermissions),
  ];
}

/** What GUILD_CREATE carries. */
export function guildPayload(world: World, guild: FakeGuild): object {
  const channels = [...world.channels.values()].filter((each) => each.guildId === guild.id);
  const joined = new Date(world.now()).toISOString();
  const member = {
    user: botPayload(world),
    nick: null,
    roles: [botRoleId(guild)],
    joined_at: joined,
    deaf: false,
    mute: false,
    flags: 0,
  };
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    owner_id: OWNER_ID,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    system_channel_id: channels[0]?.id ?? null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    application_id: null,
    vanity_url_code: null,
    description: null,
    banner: null,
    features: [],
    emojis: [],
    stickers: [],
    roles: rolePayloads(guild),
    joined_at: joined,
    large: false,
    unavailable: false,
    member_count: 2,
    voice_states: [],
    members: [member],
    channels: channels.map((channel) => channelPayload(world, channel)),
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A message object as REST answers it. */
export function messagePayload(world: World, message: FakeMessage): object {
  return {
    id: message.id,
    channel_id: message.channelId,
    type: 0,
    author: botPayload(world),
    application_id: world.applicationId,
    content: message.content,
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: message.components,
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: message.flags,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
  };
}
