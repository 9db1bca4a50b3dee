import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { ApiError } from './api-error.ts';
import type { Fault, FaultPlan } from './faults.ts';
import { matchRoute } from './match-route.ts';
import type { LimitAnswer } from './rate-limit.ts';
import type { Route } from './routes.ts';
import type { World } from './world.ts';

/** One request as it arrived. */
export interface FakeRequest {
  readonly method: string;
  /** Without `/api/v10`, decoded, without the query. */
  readonly path: string;
  readonly body: unknown;
  readonly at: number;
  /** 0 when the connection was ended instead of answered. */
  status: number;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface RestDeps {
  readonly world: World;
  readonly routes: () => readonly Route[];
  readonly faults: FaultPlan;
  readonly limit: (method: string, path: string) => LimitAnswer | null;
  readonly requests: FakeRequest[];
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  const type = request.headers['content-type'] ?? '';
  if (text === '') return undefined;
  if (!type.startsWith('multipart/')) return JSON.parse(text);
  const json = /name="payload_json"[^]*?\r\n\r\n([^]*?)\r\n--/u.exec(text)?.[1];
  return json === undefined ? undefined : JSON.parse(json);
}

function write(response: ServerResponse, answer: Answer): void {
  if (answer.status === 204) {
    response.writeHead(204, { ...answer.headers }).end();
    return;
  }
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(text);
}

function faultAnswer(fault: Fault): Answer {
  const status = fault.status ?? 500;
  const code = fault.code ?? 0;
  if (status !== 429) return { status, body: { code, message: `planted ${status}` } };
  const { retryAfter } = fault;
  return {
    status,
    body: {
      message: 'You are being rate limited.',
      retry_after: retryAfter ?? 1,
      global: fault.global === true,
    },
    headers: {
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
      ...(fault.global === true ? { 'x-ratelimit-global': 'true' } : {}),
      'x-ratelimit-scope': fault.global === true ? 'global' : 'user',
    },
  };
}

function tooMany({ retryAfterSeconds }: LimitAnswer): Answer {
  const message = 'You are being rate limited.';
  return { status: 429, body: { message, retry_after: retryAfterSeconds, global: false } };
}

/** Breaks the connection the planted way. */
function breakConnection(socket: Socket, how: 'reset' | 'fin' | 'hang'): void {
  if (how === 'reset') socket.resetAndDestroy();
  if (how === 'fin') socket.end();
}

function runRoute(deps: RestDeps, request: FakeRequest, message: IncomingMessage): Answer {
  const { world } = deps;
  const matched = matchRoute(deps.routes(), request.method, request.path);
  if (matched === null) {
    world.violations.push(`${request.method} ${request.path}: no such route`);
    throw new ApiError(404, 0, '404: Not Found');
  }
  if (matched.route.isOpen !== true && message.headers.authorization !== `Bot ${world.token}`) {
    throw new ApiError(401, 0, '401: Unauthorized');
  }
  const body = matched.route.handle({
    world,
    origin: `http://${message.headers.host ?? ''}`,
    parts: matched.parts,
    query: new URL(message.url ?? '/', 'http://fake').searchParams,
    body: request.body,
    label: `${request.method} ${request.path}`,
  });
  return body === undefined ? { status: 204, body: null } : { status: 200, body };
}

function answerTo(deps: RestDeps, request: FakeRequest, message: IncomingMessage): Answer {
  try {
    return runRoute(deps, request, message);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, body: { code: error.code, message: error.message } };
  }
}

async function serve(
  deps: RestDeps,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = decodeURIComponent(new URL(message.url ?? '/', 'http://fake').pathname);
  const request: FakeRequest = {
    method: message.method ?? 'GET',
    path: path.replace(/^\/api(\/v\d+)?/u, ''),
    body: await readBody(message),
    at: deps.world.now(),
    status: 0,
  };
  deps.requests.push(request);
  const fault = deps.faults.take(request.method, request.path);
  const how = fault?.how ?? (fault?.status === undefined ? 'reset' : 'status');
  if (fault === null) {
    const limit = deps.limit(request.method, request.path);
    const refused = limit?.isExceeded === true ? tooMany(limit) : null;
    const answer = refused ?? answerTo(deps, request, message);
    request.status = answer.status;
    write(response, { ...answer, headers: { ...limit?.headers, ...answer.headers } });
    return;
  }
  if (fault.applied === true) answerTo(deps, request, message);
  if (how !== 'status') return breakConnection(message.socket, how);
  const answer = faultAnswer(fault);
  request.status = answer.status;
  write(response, answer);
}

/** The HTTP half of the fake. */
export function createRestServer(deps: RestDeps): Server {
  return createServer((message, response) => {
    serve(deps, message, response).catch((error: unknown) => {
      deps.world.violations.push(`fake: ${String(error)}`);
      message.socket.destroy();
    });
  });
}
