import { ApiError } from './api-error.ts';
import { commandData, interactionBase, type InteractOptions } from './interaction-payload.ts';
import { isJson, objectsOf, textOf, type Json } from './json.ts';
import { botPayload } from './payloads.ts';
import { checkBody, type RouteCall } from './route-call.ts';
import type { Route } from './routes.ts';
import type { World } from './world.ts';

/** One message that the bot sent in answer to an interaction. */
interface FakeReply {
  readonly id: string;
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  readonly isEphemeral: boolean;
}

/** What came of an interaction so far; keeps growing when the bot edits or follows up. */
export interface FakeResponse {
  readonly interactionId: string;
  /** 4 reply, 5 deferred, 6 and 7 component updates, 8 choices, 9 modal. */
  readonly callbackType: number;
  readonly original: FakeReply | null;
  readonly followUps: readonly FakeReply[];
  readonly choices: readonly { readonly name: string; readonly value: unknown }[];
  readonly modal: Json | null;
}

/** Runs interactions and takes the bot's answers to them. */
export interface Interactions {
  readonly run: (options: InteractOptions) => Promise<FakeResponse>;
  readonly autocomplete: (
    options: InteractOptions & {
      readonly focused: { readonly name: string; readonly value: string };
    },
  ) => Promise<FakeResponse>;
  readonly click: (
    options: Omit<InteractOptions, 'command'> & {
      readonly customId: string;
      readonly message?: object;
    },
  ) => Promise<FakeResponse>;
  readonly routes: readonly Route[];
}

interface Pending {
  readonly id: string;
  readonly token: string;
  readonly response: { -readonly [Key in keyof FakeResponse]: FakeResponse[Key] };
  readonly settle: () => void;
  /** The message whose button was pressed. */
  readonly clicked: FakeReply | null;
  isAnswered: boolean;
}

const EPHEMERAL = 64;
const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const DEFERRED = 5;
const DEFERRED_UPDATE = 6;
const HAS_MESSAGE = new Set([4, 7]);
/** Discord's deadline for the first answer. */
const ANSWER_WITHIN_MS = 3000;

function replyOf(id: string, data: Json, before: FakeReply | null): FakeReply {
  const isSet = (key: string) => data[key] !== undefined;
  return {
    id,
    content: isSet('content') ? textOf(data['content']) : (before?.content ?? ''),
    embeds: isSet('embeds') ? objectsOf(data['embeds']) : (before?.embeds ?? []),
    components: isSet('components') ? objectsOf(data['components']) : (before?.components ?? []),
    isEphemeral: before?.isEphemeral ?? (Number(data['flags'] ?? 0) & EPHEMERAL) !== 0,
  };
}

function hasButton(reply: FakeReply, customId: string): boolean {
  const buttons = reply.components.flatMap((row) => objectsOf(row['components']));
  return buttons.some((button) => button['custom_id'] === customId);
}

function replyPayload(world: World, reply: FakeReply): Json {
  return {
    id: reply.id,
    channel_id: [...world.channels.keys()][0],
    type: 20,
    author: botPayload(world),
    content: reply.content,
    embeds: reply.embeds,
    components: reply.components,
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: reply.isEphemeral ? EPHEMERAL : 0,
    timestamp: new Date(world.now()).toISOString(),
    edited_timestamp: null,
  };
}

/** The interactions of a world; `dispatch` sends a Gateway event. */
export function createInteractions(
  world: World,
  dispatch: (event: string, data: unknown) => void,
): Interactions {
  const pending = new Map<string, Pending>();

  function byToken(call: RouteCall): Pending {
    const found = [...pending.values()].find((each) => each.token === call.parts[1]);
    if (found === undefined) throw new ApiError(404, 10015, 'Unknown Webhook');
    if (!found.isAnswered) throw new ApiError(404, 10015, 'Unknown Webhook');
    return found;
  }

  function withButton(customId: string): FakeReply | null {
    const replies = [...pending.values()]
      .flatMap(({ response: { original, followUps } }) => [original, followUps].flat())
      .filter((reply) => reply !== null);
    return replies.findLast((reply) => hasButton(reply, customId)) ?? null;
  }

  function send(
    payload: Json & { readonly id: string; readonly token: string },
    clicked: FakeReply | null = null,
  ): Promise<FakeResponse> {
    const { id, token } = payload;
    const { promise, resolve, reject } = Promise.withResolvers<FakeResponse>();
    const response: Pending['response'] = {
      interactionId: id,
      callbackType: 0,
      original: null,
      followUps: [],
      choices: [],
      modal: null,
    };
    const entry: Pending = {
      id,
      token,
      response,
      isAnswered: false,
      clicked,
      settle: () => resolve(response),
    };
    pending.set(id, entry);
    setTimeout(() => {
      if (entry.isAnswered) return;
      pending.delete(id);
      reject(new Error('The application did not respond'));
    }, ANSWER_WITHIN_MS).unref();
    dispatch('INTERACTION_CREATE', payload);
    return promise;
  }

  function callback(call: RouteCall): unknown {
    const entry = pending.get(call.parts[0] ?? '');
    if (entry === undefined || entry.token !== call.parts[1]) {
      throw new ApiError(404, 10062, 'Unknown interaction');
    }
    if (entry.isAnswered) {
      throw new ApiError(400, 40060, 'Interaction has already been acknowledged.');
    }
    checkBody(call, 'callback');
    const body = isJson(call.body) ? call.body : {};
    const data = isJson(body['data']) ? body['data'] : {};
    const type = Number(body['type']);
    entry.isAnswered = true;
    entry.response.callbackType = type;
    if (type === DEFERRED) {
      const isEphemeral = (Number(data['flags'] ?? 0) & EPHEMERAL) !== 0;
      entry.response.original = {
        id: world.nextId(),
        content: '',
        embeds: [],
        components: [],
        isEphemeral,
      };
      return callbackAnswer(call, entry);
    }
    if (type === DEFERRED_UPDATE) {
      // The message stays as it is until the bot edits it.
      entry.response.original = entry.clicked;
      return callbackAnswer(call, entry);
    }
    if (HAS_MESSAGE.has(type)) entry.response.original = replyOf(world.nextId(), data, null);
    entry.response.choices = objectsOf(data['choices']).map((choice) => ({
      name: textOf(choice['name']),
      value: choice['value'],
    }));
    entry.response.modal = type === 9 ? data : null;
    entry.settle();
    return callbackAnswer(call, entry);
  }

  function callbackAnswer(call: RouteCall, entry: Pending): unknown {
    if (call.query.get('with_response') !== 'true') return undefined;
    const { original, callbackType } = entry.response;
    const message = original === null ? {} : { message: replyPayload(world, original) };
    return {
      interaction: { id: entry.id, type: COMMAND, response_message_id: original?.id },
      resource: { type: callbackType, ...message },
    };
  }

  function edit(call: RouteCall): unknown {
    const entry = byToken(call);
    checkBody(call, 'webhook-edit');
    const data = isJson(call.body) ? call.body : {};
    const { original, followUps } = entry.response;
    const id = call.parts[2];
    if (original !== null && (id === '@original' || id === original.id)) {
      entry.response.original = replyOf(original.id, data, original);
      entry.settle();
      return replyPayload(world, entry.response.original);
    }
    const known = followUps.find((each) => each.id === id);
    if (known === undefined) throw new ApiError(404, 10008, 'Unknown Message');
    const edited = replyOf(known.id, data, known);
    entry.response.followUps = followUps.map((each) => (each === known ? edited : each));
    return replyPayload(world, edited);
  }

  function followUp(call: RouteCall): unknown {
    const entry = byToken(call);
    checkBody(call, 'webhook-create');
    const reply = replyOf(world.nextId(), isJson(call.body) ? call.body : {}, null);
    entry.response.followUps = [...entry.response.followUps, reply];
    entry.settle();
    return replyPayload(world, reply);
  }

  function read(call: RouteCall): unknown {
    const { original } = byToken(call).response;
    if (original === null) throw new ApiError(404, 10008, 'Unknown Message');
    return replyPayload(world, original);
  }

  function remove(call: RouteCall): unknown {
    byToken(call).response.original = null;
    return undefined;
  }

  // `async`, so that a misuse (no such command, hidden from this member) is a rejection too.
  async function run(options: InteractOptions): Promise<FakeResponse> {
    const data = commandData(world, options);
    return send({ ...interactionBase(world, options), type: COMMAND, data });
  }

  const at = '/webhooks/:id/:token/messages/:message';
  return {
    run,
    async autocomplete(options) {
      const data = commandData(world, options, options.focused);
      return send({ ...interactionBase(world, options), type: AUTOCOMPLETE, data });
    },
    async click(options) {
      const data = { custom_id: options.customId, component_type: 2 };
      const clicked = withButton(options.customId);
      const message = clicked === null ? (options.message ?? {}) : replyPayload(world, clicked);
      const payload = { ...interactionBase(world, options), type: COMPONENT, data, message };
      return send(payload, clicked);
    },
    routes: [
      {
        method: 'POST',
        pattern: '/interactions/:id/:token/callback',
        isOpen: true,
        handle: callback,
      },
      { method: 'POST', pattern: '/webhooks/:id/:token', isOpen: true, handle: followUp },
      { method: 'PATCH', pattern: at, isOpen: true, handle: edit },
      { method: 'GET', pattern: at, isOpen: true, handle: read },
      { method: 'DELETE', pattern: at, isOpen: true, handle: remove },
    ],
  };
}
