import { PermissionFlagsBits } from 'discord.js';

import { ApiError } from './api-error.ts';
import { isJson, listOf, objectsOf, textOf } from './json.ts';
import { botPayload, channelPayload, messagePayload } from './payloads.ts';
import { checkBody, type RouteCall } from './route-call.ts';
import { botPermissions, type FakeChannel, type FakeMessage, type World } from './world.ts';

/** One row of the table of routes. */
export interface Route {
  readonly method: string;
  readonly pattern: string;
  /** Interaction answers carry their own token in the path. */
  readonly isOpen?: boolean;
  /** `undefined` answers 204. */
  readonly handle: (call: RouteCall) => unknown;
}

function privateChannel(id: string): FakeChannel {
  return { id, guildId: '', name: '', type: 1, allow: 0n, deny: 0n, members: new Map() };
}

function findChannel(call: RouteCall): FakeChannel {
  const isPrivate = [...call.world.privateChannels.values()].includes(call.parts[0] ?? '');
  if (isPrivate) return privateChannel(call.parts[0] ?? '');
  const channel = call.world.channels.get(call.parts[0] ?? '');
  if (channel === undefined) throw new ApiError(404, 10003, 'Unknown Channel');
  if ((botPermissions(call.world, channel) & PermissionFlagsBits.ViewChannel) === 0n) {
    throw new ApiError(403, 50001, 'Missing Access');
  }
  return channel;
}

function requirePermission(call: RouteCall, channel: FakeChannel, permission: bigint): void {
  if (channel.guildId === '') return;
  if ((botPermissions(call.world, channel) & permission) === 0n) {
    throw new ApiError(403, 50013, 'Missing Permissions');
  }
}

function findByNonce(world: World, nonce: string): FakeMessage | undefined {
  return world.messages.findLast(
    (each) => each.nonce === nonce && world.now() - each.createdAt <= world.nonceWindowMs,
  );
}

function createMessage(call: RouteCall): unknown {
  const { world } = call;
  const channel = findChannel(call);
  requirePermission(call, channel, PermissionFlagsBits.SendMessages);
  checkBody(call, 'message-create');
  const body = isJson(call.body) ? call.body : {};
  if (listOf(body['embeds']).length > 0) {
    requirePermission(call, channel, PermissionFlagsBits.EmbedLinks);
  }
  const nonce = body['nonce'] === undefined ? null : textOf(body['nonce']);
  const known =
    nonce !== null && body['enforce_nonce'] === true ? findByNonce(world, nonce) : undefined;
  if (known !== undefined) {
    // By design of Discord (discord-api-docs#6647): a deleted message is not created again.
    if (world.deletedMessages.has(known.id)) throw new ApiError(404, 10008, 'Unknown Message');
    return messagePayload(world, known);
  }
  const message: FakeMessage = {
    id: world.nextId(),
    channelId: channel.id,
    authorId: world.botUserId,
    createdAt: world.now(),
    nonce,
    content: textOf(body['content']),
    embeds: objectsOf(body['embeds']),
    components: objectsOf(body['components']),
    flags: Number(body['flags'] ?? 0),
    editedAt: null,
  };
  world.messages.push(message);
  return messagePayload(world, message);
}

function findMessage(call: RouteCall): FakeMessage {
  const channel = findChannel(call);
  const message = call.world.messages.find(
    (each) => each.id === call.parts[1] && each.channelId === channel.id,
  );
  if (message === undefined || call.world.deletedMessages.has(message.id)) {
    throw new ApiError(404, 10008, 'Unknown Message');
  }
  return message;
}

function editMessage(call: RouteCall): unknown {
  const message = findMessage(call);
  checkBody(call, 'message-edit');
  const body = isJson(call.body) ? call.body : {};
  if (body['content'] !== undefined) message.content = textOf(body['content']);
  if (body['embeds'] !== undefined) message.embeds = objectsOf(body['embeds']);
  if (body['components'] !== undefined) message.components = objectsOf(body['components']);
  message.editedAt = call.world.now();
  return messagePayload(call.world, message);
}

function listMessages(call: RouteCall): unknown {
  const channel = findChannel(call);
  const canRead = botPermissions(call.world, channel) & PermissionFlagsBits.ReadMessageHistory;
  if (canRead === 0n) return [];
  const after = BigInt(call.query.get('after') ?? '0');
  const before = BigInt(call.query.get('before') ?? String(2n ** 63n));
  const limit = Number(call.query.get('limit') ?? '50');
  const present = call.world.messages.filter(
    (each) =>
      each.channelId === channel.id &&
      !call.world.deletedMessages.has(each.id) &&
      BigInt(each.id) > after &&
      BigInt(each.id) < before,
  );
  const chosen = call.query.has('after') ? present.slice(0, limit) : present.slice(-limit);
  return chosen.toReversed().map((message) => messagePayload(call.world, message));
}

function setCommands(call: RouteCall): unknown {
  checkBody(call, 'commands');
  const { world } = call;
  const created = objectsOf(call.body).map((command) =>
    Object.assign({ type: 1 }, command, {
      id: world.nextId(),
      application_id: world.applicationId,
      version: world.nextId(),
    }),
  );
  const guildId = call.parts[1];
  if (guildId === undefined) world.commands = created;
  else world.guildCommands.set(guildId, created);
  return created;
}

function gatewayBot(call: RouteCall): unknown {
  return {
    url: call.origin.replace('http', 'ws'),
    shards: call.world.shards,
    session_start_limit: {
      total: 1000,
      remaining: 999,
      reset_after: 14_400_000,
      max_concurrency: call.world.shards,
    },
  };
}

function application(call: RouteCall): unknown {
  const { world } = call;
  return {
    id: world.applicationId,
    name: 'jianbao',
    description: '',
    flags: 0,
    bot: botPayload(world),
  };
}

/** A private channel; the user's settings may close it (50007). */
function openPrivateChannel(call: RouteCall): unknown {
  const userId = isJson(call.body) ? textOf(call.body['recipient_id']) : '';
  const id = call.world.privateChannels.get(userId) ?? call.world.nextId();
  call.world.privateChannels.set(userId, id);
  return { id, type: 1, recipients: [{ id: userId }], last_message_id: null };
}

/** The part of Discord's REST API that this bot may use. Anything else is a violation. */
export const API_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: '/gateway/bot', handle: gatewayBot },
  { method: 'GET', pattern: '/users/@me', handle: (call) => botPayload(call.world) },
  { method: 'POST', pattern: '/users/@me/channels', handle: openPrivateChannel },
  { method: 'GET', pattern: '/applications/@me', handle: application },
  { method: 'GET', pattern: '/oauth2/applications/@me', handle: application },
  { method: 'GET', pattern: '/applications/:id/commands', handle: (call) => call.world.commands },
  { method: 'PUT', pattern: '/applications/:id/commands', handle: setCommands },
  { method: 'PUT', pattern: '/applications/:id/guilds/:guild/commands', handle: setCommands },
  {
    method: 'GET',
    pattern: '/channels/:id',
    handle: (call) => channelPayload(call.world, findChannel(call)),
  },
  { method: 'GET', pattern: '/channels/:id/messages', handle: listMessages },
  { method: 'POST', pattern: '/channels/:id/messages', handle: createMessage },
  {
    method: 'GET',
    pattern: '/channels/:id/messages/:message',
    handle: (call) => messagePayload(call.world, findMessage(call)),
  },
  { method: 'PATCH', pattern: '/channels/:id/messages/:message', handle: editMessage },
];
