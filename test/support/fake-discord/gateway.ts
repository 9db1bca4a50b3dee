import type { Server } from 'node:http';

import { GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { WebSocketServer, type WebSocket } from 'ws';

import { isJson } from './json.ts';
import { botPayload, guildPayload } from './payloads.ts';
import type { World } from './world.ts';

/** The Gateway of the fake: what tests may see and do. */
export interface FakeGateway {
  readonly counts: { identifies: number; resumes: number; heartbeats: number };
  /** Intents of the last IDENTIFY. */
  readonly intents: number;
  readonly isConnected: boolean;
  /** Stops answering heartbeats, as a dead connection does. */
  isMute: boolean;
  /** Sends an event to every session; a session without a connection gets it when it resumes. */
  readonly dispatch: (event: string, data: unknown) => void;
  /** Ends connections: with a close code, or without a word; of one shard alone where it is given. */
  drop(code?: number, shard?: number): void;
  /** Whether a shard has a connection. */
  hasShard(shard: number): boolean;
  /** New connections of this shard are ended at once; null for none. */
  refusedShard: number | null;
  /** Opcode 7: come again. */
  askToReconnect(): void;
  /** Opcode 9. */
  invalidateSessions(isResumable: boolean): void;
  close(): void;
}

interface Session {
  readonly id: string;
  readonly shard: number;
  socket: WebSocket | null;
  sequence: number;
  readonly sent: { readonly s: number; readonly t: string; readonly d: unknown }[];
}

const PRIVILEGED =
  GatewayIntentBits.MessageContent |
  GatewayIntentBits.GuildMembers |
  GatewayIntentBits.GuildPresences;
const AUTHENTICATION_FAILED = 4004;
const DISALLOWED_INTENTS = 4014;
const SHARDING_REQUIRED = 4011;

function send(socket: WebSocket, payload: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
}

/** Puts a Gateway on a server's WebSocket upgrades. */
export function attachGateway(
  server: Server,
  world: World,
  heartbeatIntervalMs: number,
): FakeGateway {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const counts = { identifies: 0, resumes: 0, heartbeats: 0 };
  let intents = 0;
  let isMute = false;
  let refusedShard: number | null = null;
  // https://discord.com/developers/docs/topics/gateway#sharding
  const shardOf = (guildId: string): number =>
    Number((BigInt(guildId) >> 22n) % BigInt(world.shards));

  function sendEvent(session: Session, t: string, d: unknown): void {
    session.sequence += 1;
    const event = { s: session.sequence, t, d };
    session.sent.push(event);
    if (session.socket !== null) send(session.socket, { op: GatewayOpcodes.Dispatch, ...event });
  }

  function identify(socket: WebSocket, data: Record<string, unknown>): void {
    counts.identifies += 1;
    if (data['token'] !== world.token) return socket.close(AUTHENTICATION_FAILED);
    intents = Number(data['intents']);
    if ((intents & PRIVILEGED) !== 0) return socket.close(DISALLOWED_INTENTS);
    const wanted = data['shard'];
    const [shard = 0, total = 1] = Array.isArray(wanted) ? wanted.map(Number) : [];
    if (shard === refusedShard) return socket.terminate();
    if (total < world.shards) return socket.close(SHARDING_REQUIRED);
    const session: Session = { id: world.nextId(), shard, socket, sequence: 0, sent: [] };
    sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(
      ({ id, presence }) => presence !== 'removed' && shardOf(id) === shard,
    );
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    sendEvent(session, 'READY', {
      v: 10,
      user: botPayload(world),
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `ws://127.0.0.1:${port}`,
      shard: [shard, total],
      application: { id: world.applicationId, flags: 0 },
      session_type: 'normal',
    });
    for (const guild of guilds) {
      if (guild.presence === 'present') {
        sendEvent(session, 'GUILD_CREATE', guildPayload(world, guild));
      }
    }
  }

  function resume(socket: WebSocket, data: Record<string, unknown>): void {
    counts.resumes += 1;
    const session = sessions.get(String(data['session_id']));
    if (data['token'] !== world.token) return socket.close(AUTHENTICATION_FAILED);
    if (session?.shard === refusedShard) return socket.terminate();
    if (session === undefined) return send(socket, { op: GatewayOpcodes.InvalidSession, d: false });
    session.socket = socket;
    const seen = Number(data['seq']);
    for (const event of session.sent.filter((each) => each.s > seen)) {
      send(socket, { op: GatewayOpcodes.Dispatch, ...event });
    }
    sendEvent(session, 'RESUMED', {});
  }

  function receive(socket: WebSocket, message: Record<string, unknown>): void {
    const data = isJson(message['d']) ? message['d'] : {};
    switch (message['op']) {
      case GatewayOpcodes.Heartbeat:
        counts.heartbeats += 1;
        if (!isMute) send(socket, { op: GatewayOpcodes.HeartbeatAck });
        break;
      case GatewayOpcodes.Identify:
        identify(socket, data);
        break;
      case GatewayOpcodes.Resume:
        resume(socket, data);
        break;
      default:
        break;
    }
  }

  sockets.on('connection', (socket) => {
    send(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: heartbeatIntervalMs } });
    socket.on('message', (bytes: Buffer) => {
      const message: unknown = JSON.parse(bytes.toString('utf8'));
      if (isJson(message)) receive(socket, message);
    });
    socket.on('close', () => {
      for (const session of sessions.values()) {
        if (session.socket === socket) session.socket = null;
      }
    });
    socket.on('error', () => socket.terminate());
  });

  return {
    counts,
    get intents() {
      return intents;
    },
    get isConnected() {
      return [...sessions.values()].some((session) => session.socket !== null);
    },
    get isMute() {
      return isMute;
    },
    set isMute(value) {
      isMute = value;
    },
    dispatch: (event, data) => {
      for (const session of sessions.values()) sendEvent(session, event, data);
    },
    hasShard: (shard) =>
      [...sessions.values()].some((session) => session.shard === shard && session.socket !== null),
    get refusedShard() {
      return refusedShard;
    },
    set refusedShard(value) {
      refusedShard = value;
    },
    drop: (code, shard) => {
      const own = [...sessions.values()].flatMap((session) =>
        session.shard === shard && session.socket !== null ? session.socket : [],
      );
      for (const socket of shard === undefined ? sockets.clients : own) {
        if (code === undefined) socket.terminate();
        else socket.close(code);
      }
    },
    askToReconnect: () => {
      for (const socket of sockets.clients) send(socket, { op: GatewayOpcodes.Reconnect, d: null });
    },
    invalidateSessions: (isResumable) => {
      if (!isResumable) sessions.clear();
      for (const socket of sockets.clients) {
        send(socket, { op: GatewayOpcodes.InvalidSession, d: isResumable });
      }
    },
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
