import { once } from 'node:events';

import { attachGateway, type FakeGateway } from './fake-discord/gateway.ts';
import { createFaultPlan, type Fault, type PlantedFault } from './fake-discord/faults.ts';
import {
  createInteractions,
  type FakeResponse,
  type Interactions,
} from './fake-discord/interactions.ts';
import type { InteractOptions } from './fake-discord/interaction-payload.ts';
import type { Json } from './fake-discord/json.ts';
import { channelPayload, guildPayload, rolePayloads } from './fake-discord/payloads.ts';
import { createRateLimit, type MessageLimit } from './fake-discord/rate-limit.ts';
import { createRestServer, type FakeRequest } from './fake-discord/rest-server.ts';
import { API_ROUTES } from './fake-discord/routes.ts';
import { validateBody } from './fake-discord/validate-body.ts';
import {
  createWorld,
  DEFAULT_PERMISSIONS,
  type FakeMessage,
  type World,
} from './fake-discord/world.ts';

/** How the fake starts; everything has a default. */
export interface FakeDiscordOptions {
  readonly token?: string;
  /** Default: any free port. */
  readonly port?: number;
  readonly heartbeatIntervalMs?: number;
  /** Discord says "a few minutes". */
  readonly nonceWindowMs?: number;
  readonly now?: () => number;
  /** How many shards a bot is to have; default 1. */
  readonly shards?: number;
  /** Per channel; default none. */
  readonly messageLimit?: MessageLimit;
}

/** A Discord on 127.0.0.1 that speaks REST and Gateway on one port. */
export interface FakeDiscord {
  /** Ends in `/api`: what `DISCORD_API_URL` takes. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  /** The guild and the two channels that exist from the start. */
  readonly guildId: string;
  readonly channelId: string;
  readonly otherChannelId: string;
  readonly gateway: FakeGateway;
  /** Every request in order. */
  readonly requests: readonly FakeRequest[];
  /** What the bot sent that Discord would refuse, or that this project forbids. Tests assert that it is empty. */
  readonly violations: readonly string[];
  /** The registered commands. */
  commands(): readonly Json[];
  /** The messages in a channel, oldest first. */
  messages(channelId: string): readonly FakeMessage[];
  /** What the bot wrote to a user in private. */
  privateMessages(userId: string): readonly FakeMessage[];
  deleteMessage(messageId: string): void;
  failNext(fault: Fault): PlantedFault;
  interact(options: InteractOptions): Promise<FakeResponse>;
  autocomplete: Interactions['autocomplete'];
  click: Interactions['click'];
  addGuild(name: string, locale?: string): string;
  addChannel(guildId: string, name: string, type?: number): string;
  /** Adds to what the bot's role may do in a channel, or takes from it; sends CHANNEL_UPDATE. */
  setChannelPermissions(channelId: string, overwrite: { allow?: bigint; deny?: bigint }): void;
  /** Gives one member permissions in a channel, or takes them; sends CHANNEL_UPDATE. The guild's owner keeps all. */
  setMemberPermissions(
    channelId: string,
    userId: string,
    overwrite: { allow?: bigint; deny?: bigint },
  ): void;
  /** Changes what the bot may do in the whole guild; sends GUILD_ROLE_UPDATE. */
  setGuildPermissions(guildId: string, permissions: bigint): void;
  deleteChannel(channelId: string): void;
  /** GUILD_DELETE: an outage (`unavailable`) or the bot was removed. */
  loseGuild(guildId: string, why: 'unavailable' | 'removed'): void;
  /** The guild is back: after an outage, or because the bot was invited again. */
  restoreGuild(guildId: string): void;
  /** From now on a bot is to have so many shards. */
  askForShards(count: number): void;
  /** From now on only this token counts. */
  changeToken(token: string): void;
  /** Waits until something is so; for what the bot does by itself. */
  waitFor<T>(probe: () => T | null | undefined | false, what: string): Promise<T>;
  close(): Promise<void>;
}

const TEXT_CHANNEL = 0;
const WAIT_MS = 8000;
const PAUSE_MS = 10;

async function waitFor<T>(probe: () => T | null | undefined | false, what: string): Promise<T> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const value = probe();
    if (value !== null && value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

type WorldControls = Pick<
  FakeDiscord,
  | 'addGuild'
  | 'addChannel'
  | 'setChannelPermissions'
  | 'setMemberPermissions'
  | 'setGuildPermissions'
  | 'deleteChannel'
  | 'loseGuild'
  | 'restoreGuild'
>;

function createControls(world: World, dispatch: FakeGateway['dispatch']): WorldControls {
  const guildOf = (guildId: string) => {
    const guild = world.guilds.get(guildId);
    if (guild === undefined) throw new Error(`no guild ${guildId}`);
    return guild;
  };
  const channelOf = (channelId: string) => {
    const channel = world.channels.get(channelId);
    if (channel === undefined) throw new Error(`no channel ${channelId}`);
    return channel;
  };
  return {
    addGuild: (name, locale = 'en-US') => {
      const id = world.nextId();
      world.guilds.set(id, {
        id,
        name,
        locale,
        presence: 'present',
        everyonePermissions: DEFAULT_PERMISSIONS,
        botPermissions: DEFAULT_PERMISSIONS,
      });
      dispatch('GUILD_CREATE', guildPayload(world, guildOf(id)));
      return id;
    },
    addChannel: (guildId, name, type = TEXT_CHANNEL) => {
      const id = world.nextId();
      world.channels.set(id, { id, guildId, name, type, allow: 0n, deny: 0n, members: new Map() });
      dispatch('CHANNEL_CREATE', channelPayload(world, channelOf(id)));
      return id;
    },
    setChannelPermissions: (channelId, overwrite) => {
      const channel = channelOf(channelId);
      channel.allow = overwrite.allow ?? 0n;
      channel.deny = overwrite.deny ?? 0n;
      dispatch('CHANNEL_UPDATE', channelPayload(world, channel));
    },
    setMemberPermissions: (channelId, userId, { allow = 0n, deny = 0n }) => {
      const channel = channelOf(channelId);
      channel.members.set(userId, { allow, deny });
      dispatch('CHANNEL_UPDATE', channelPayload(world, channel));
    },
    setGuildPermissions: (guildId, permissions) => {
      const guild = guildOf(guildId);
      guild.everyonePermissions = permissions;
      guild.botPermissions = permissions;
      for (const role of rolePayloads(guild)) {
        dispatch('GUILD_ROLE_UPDATE', { guild_id: guildId, role });
      }
    },
    deleteChannel: (channelId) => {
      const payload = channelPayload(world, channelOf(channelId));
      world.channels.delete(channelId);
      dispatch('CHANNEL_DELETE', payload);
    },
    loseGuild: (guildId, why) => {
      guildOf(guildId).presence = why;
      dispatch(
        'GUILD_DELETE',
        why === 'unavailable' ? { id: guildId, unavailable: true } : { id: guildId },
      );
    },
    restoreGuild: (guildId) => {
      const guild = guildOf(guildId);
      guild.presence = 'present';
      dispatch('GUILD_CREATE', guildPayload(world, guild));
    },
  };
}

/** The first validation compiles the schemas, which takes part of Discord's three seconds. */
function warmUp(): void {
  validateBody('message-create', { content: '-', allowed_mentions: { parse: [] } });
  validateBody('callback', { type: 4, data: { content: '-', allowed_mentions: { parse: [] } } });
  validateBody('webhook-edit', { content: '-', allowed_mentions: { parse: [] } });
}

/** Starts a Discord that the real discord.js can log in to. */
export async function startFakeDiscord(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
  warmUp();
  const token = options.token ?? 'fake-token';
  const world = createWorld({
    token,
    now: options.now ?? Date.now,
    nonceWindowMs: options.nonceWindowMs ?? 180_000,
    shards: options.shards ?? 1,
  });
  const requests: FakeRequest[] = [];
  const faults = createFaultPlan();
  let interactions: Interactions | null = null;
  const routes = () => [...API_ROUTES, ...(interactions?.routes ?? [])];
  const limit = createRateLimit(options.messageLimit ?? null, world.now);
  const server = createRestServer({ world, routes, faults, requests, limit });
  const gateway = attachGateway(server, world, options.heartbeatIntervalMs ?? 41_250);
  interactions = createInteractions(world, gateway.dispatch);
  const controls = createControls(world, gateway.dispatch);
  const guildId = controls.addGuild('A school of no place');
  const channelId = controls.addChannel(guildId, 'replies');
  const otherChannelId = controls.addChannel(guildId, 'teachers');
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const { run, autocomplete, click } = interactions;

  return {
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    applicationId: world.applicationId,
    guildId,
    channelId,
    otherChannelId,
    gateway,
    requests,
    violations: world.violations,
    commands: () => world.commands,
    messages: (id) =>
      world.messages.filter((each) => each.channelId === id && !world.deletedMessages.has(each.id)),
    privateMessages: (userId) =>
      world.messages.filter((each) => each.channelId === world.privateChannels.get(userId)),
    deleteMessage: (messageId) => {
      world.deletedMessages.add(messageId);
    },
    failNext: faults.plant,
    interact: run,
    autocomplete,
    click,
    ...controls,
    askForShards: (count) => {
      world.shards = count;
    },
    changeToken: (next) => {
      world.token = next;
    },
    waitFor,
    close: async () => {
      gateway.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
