import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  ApplicationCommandUpdateRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import type { ZodMiniType } from 'zod/mini';

import { commandListFaults } from './command-rules.ts';
import { isJson, objectsOf, textOf, type Json } from './json.ts';
import { houseFaults, messageFaults } from './message-rules.ts';
import { unknownKeys } from './unknown-keys.ts';

/** What a request body claims to be. */
export type BodyKind =
  | 'message-create'
  | 'message-edit'
  | 'webhook-create'
  | 'webhook-edit'
  | 'callback'
  | 'commands';

/** `refused`: Discord would answer 400. `house`: Discord would take it, this project does not. */
export interface BodyFaults {
  readonly refused: readonly string[];
  readonly house: readonly string[];
}

const MESSAGE_SCHEMAS: Record<Exclude<BodyKind, 'callback' | 'commands'>, ZodMiniType> = {
  'message-create': MessageCreateRequestSchema,
  'message-edit': MessageEditRequestPartialSchema,
  'webhook-create': IncomingWebhookInteractionRequestSchema,
  'webhook-edit': IncomingWebhookUpdateForInteractionCallbackRequestPartialSchema,
};

/** By `type` of an interaction callback. */
const CALLBACK_SCHEMAS = new Map<unknown, ZodMiniType>([
  [4, CreateMessageInteractionCallbackRequestSchema],
  [5, CreateMessageInteractionCallbackRequestSchema],
  [6, UpdateMessageInteractionCallbackRequestSchema],
  [7, UpdateMessageInteractionCallbackRequestSchema],
  [8, ApplicationCommandAutocompleteCallbackRequestSchema],
  [9, ModalInteractionCallbackRequestSchema],
]);

const CALLBACKS_WITH_MESSAGE = new Set<unknown>([4, 7]);

function schemaFaults(schema: ZodMiniType, body: unknown): string[] {
  const result = schema.safeParse(body);
  if (result.success) return unknownKeys(body, result.data);
  return result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

/** discord.js always sends these two on replies; Discord ignores them there. */
function withoutNoise(body: Json): Json {
  const { tts: _tts, enforce_nonce: _enforceNonce, nonce: _nonce, ...rest } = body;
  return rest;
}

function callbackFaults(body: Json): BodyFaults {
  const schema = CALLBACK_SCHEMAS.get(body['type']);
  if (schema === undefined) return { refused: ['type: unknown callback type'], house: [] };
  const data = isJson(body['data']) ? withoutNoise(body['data']) : undefined;
  const refused = schemaFaults(schema, data === undefined ? body : { ...body, data });
  if (data === undefined || !CALLBACKS_WITH_MESSAGE.has(body['type'])) {
    return { refused: [...refused, ...choiceFaults(data)], house: [] };
  }
  return {
    refused: [...refused, ...messageFaults(data, body['type'] === 7)],
    house: houseFaults(data),
  };
}

function choiceFaults(data: Json | undefined): string[] {
  const choices = objectsOf(data?.['choices']);
  const isBad = (value: unknown) => textOf(value).length === 0 || textOf(value).length > 100;
  const faults = choices.filter((choice) => isBad(choice['name'])).map(() => 'choices: bad name');
  return choices.length > 25 ? [...faults, 'choices: more than 25'] : faults;
}

function commandsFaults(body: unknown): BodyFaults {
  const commands = objectsOf(body);
  if (!Array.isArray(body)) return { refused: ['commands: not a list'], house: [] };
  const refused = commands.flatMap((command) => {
    const permissions = command['default_member_permissions'];
    // The specification calls it an integer; Discord and discord.js use a string.
    const patched =
      typeof permissions === 'string'
        ? { ...command, default_member_permissions: Number(permissions) }
        : command;
    return schemaFaults(ApplicationCommandUpdateRequestSchema, patched).map(
      (fault) => `${textOf(command['name'])}: ${fault}`,
    );
  });
  return { refused: [...refused, ...commandListFaults(commands)], house: [] };
}

/** Judges a body by Discord's published schemas, by the rules that they miss, and by the house's own. */
export function validateBody(kind: BodyKind, body: unknown): BodyFaults {
  if (kind === 'commands') return commandsFaults(body);
  if (!isJson(body)) return { refused: ['body: not an object'], house: [] };
  if (kind === 'callback') return callbackFaults(body);
  const isWebhook = kind.startsWith('webhook');
  const message = isWebhook ? withoutNoise(body) : body;
  const isEdit = kind.endsWith('edit');
  return {
    refused: [...schemaFaults(MESSAGE_SCHEMAS[kind], message), ...messageFaults(message, isEdit)],
    house: houseFaults(message),
  };
}
