import { createHash } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { encodeGbk } from '../../src/text/encode-gbk.ts';

/** What the fake site answers at one address, faults included. */
export interface FakeAnswer {
  /** A string is encoded with `charset`; bytes go out as they are. */
  readonly body?: string | Uint8Array;
  /** Default `utf-8`. `gb18030` also encodes a string body. */
  readonly charset?: 'utf-8' | 'gb18030';
  /** Default: from the path's ending, `text/html` where that is unknown. `null` sends no header. */
  readonly contentType?: string | null;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly status?: number;
  /** `true` makes one from the body. Answers 304 to an equal If-None-Match. */
  readonly etag?: string | true;
  /** Answers 304 to an equal If-Modified-Since. */
  readonly lastModified?: string;
  readonly delayMs?: number;
  /** Never answers; `'body'` sends headers and half of the body, then nothing. */
  readonly hang?: boolean | 'body';
  /** Cuts the connection without an answer. */
  readonly reset?: boolean;
  /** Promises the whole body by Content-Length, sends half and cuts the connection. */
  readonly truncate?: boolean;
  /** One byte, then one more every so many milliseconds (`true`: 50). */
  readonly chunkSlowly?: boolean | number;
  readonly redirectTo?: string;
  /** Written to the socket as it is, instead of everything else. */
  readonly raw?: string | Uint8Array;
  /** Successive answers, one for each request; the last one stays. */
  readonly script?: readonly FakeAnswer[];
}

/** One request as the fake site saw it. */
interface FakeRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** A small government site on loopback. */
export interface FakeGovSite {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Oldest first. */
  readonly log: readonly FakeRequest[];
  /** The most requests that were ever answered at the same time. */
  readonly mostInFlight: number;
  /** Answers at `path` (with its query, if any). `//host:port/path` answers for that Host header only. */
  set(path: string, answer: FakeAnswer): void;
  remove(path: string): void;
  /** Sets `/robots.txt`; without it the site has none (404). */
  setRobots(text: string): void;
  /** Requests for one path, oldest first. */
  requests(path: string): readonly FakeRequest[];
  clearLog(): void;
  close(): Promise<void>;
}

/** How the fake site listens. */
export interface FakeGovSiteOptions {
  /** Default `127.0.0.1`; `0.0.0.0` hears the whole of 127.0.0.0/8. */
  readonly listenOn?: string;
  /** PEM texts: the site then speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

const contentTypes: Readonly<Record<string, string>> = {
  xml: 'application/xml',
  rss: 'application/rss+xml',
  json: 'application/json',
  txt: 'text/plain',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  pdf: 'application/pdf',
};

/** Starts a real HTTP server on loopback with the answers that a test sets. */
export async function startFakeGovSite(options: FakeGovSiteOptions = {}): Promise<FakeGovSite> {
  const answers = new Map<string, FakeAnswer>();
  const log: FakeRequest[] = [];
  const sockets = new Set<Socket>();
  let inFlight = 0;
  let mostInFlight = 0;
  const listener: RequestListener = (request, response) => {
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    response.on('close', () => void (inFlight -= 1));
    const path = request.url ?? '/';
    const host = request.headers.host ?? '';
    log.push({
      method: request.method ?? '',
      host,
      path,
      headers: request.headers,
      at: Date.now(),
    });
    const answer = takeAnswer(answers, [`//${host}${path}`, path]);
    send(request, response, answer).catch(() => response.destroy());
  };
  const server =
    options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, options.listenOn ?? '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    log,
    get mostInFlight() {
      return mostInFlight;
    },
    set: (path, answer) => void answers.set(path, answer),
    remove: (path) => void answers.delete(path),
    setRobots: (text) => void answers.set('/robots.txt', { body: text }),
    requests: (path) => log.filter((request) => request.path === path),
    clearLog: () => void log.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function takeAnswer(answers: Map<string, FakeAnswer>, keys: readonly string[]): FakeAnswer {
  for (const key of keys) {
    const answer = answers.get(key);
    if (answer === undefined) continue;
    const [first, ...rest] = answer.script ?? [];
    if (first === undefined) return answer;
    if (rest.length > 0) answers.set(key, { ...answer, script: rest });
    return first;
  }
  return { status: 404, body: '<html><title>404</title><h1>您访问的页面不存在</h1></html>' };
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: FakeAnswer,
): Promise<void> {
  if (answer.delayMs !== undefined) await delay(answer.delayMs);
  if (answer.hang === true) return;
  if (answer.reset === true) {
    request.socket.resetAndDestroy();
    return;
  }
  if (answer.raw !== undefined) {
    request.socket.end(answer.raw);
    return;
  }
  const body = encodeBody(answer);
  const etag = answer.etag === true ? hashTag(body) : answer.etag;
  writeHeaders(request, response, { answer, etag });
  if (isUnchanged(request, answer.lastModified, etag)) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.statusCode = answer.status ?? (answer.redirectTo === undefined ? 200 : 302);
  await sendBody(response, answer, body);
}

async function sendBody(
  response: ServerResponse,
  answer: FakeAnswer,
  body: Uint8Array,
): Promise<void> {
  if (answer.chunkSlowly !== undefined && answer.chunkSlowly !== false) {
    const pauseMs = answer.chunkSlowly === true ? 50 : answer.chunkSlowly;
    for (const byte of body) {
      if (response.destroyed) return;
      response.write(Uint8Array.of(byte));
      await delay(pauseMs);
    }
    response.end();
    return;
  }
  if (answer.truncate === true || answer.hang === 'body') {
    response.setHeader('content-length', body.length);
    response.write(body.subarray(0, Math.floor(body.length / 2)));
    if (answer.truncate === true) {
      await delay(20);
      response.destroy();
    }
    return;
  }
  response.end(body);
}

function writeHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  facts: { answer: FakeAnswer; etag: string | undefined },
): void {
  const { answer, etag } = facts;
  const type = answer.contentType === undefined ? guessType(request, answer) : answer.contentType;
  if (type !== null) response.setHeader('content-type', type);
  if (etag !== undefined) response.setHeader('etag', etag);
  if (answer.lastModified !== undefined) response.setHeader('last-modified', answer.lastModified);
  if (answer.redirectTo !== undefined) response.setHeader('location', answer.redirectTo);
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    response.setHeader(name, value);
  }
}

function guessType(request: IncomingMessage, answer: FakeAnswer): string {
  const ending = /\.(\w+)(?:\?|$)/u.exec(request.url ?? '')?.[1]?.toLowerCase() ?? '';
  const type = contentTypes[ending] ?? 'text/html';
  return /^text|xml|json/u.test(type) ? `${type}; charset=${answer.charset ?? 'utf-8'}` : type;
}

function encodeBody(answer: FakeAnswer): Uint8Array {
  const body = answer.body ?? '';
  if (typeof body !== 'string') return body;
  return answer.charset === 'gb18030' ? encodeGbk(body) : Buffer.from(body, 'utf8');
}

function hashTag(body: Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
}

function isUnchanged(
  request: IncomingMessage,
  lastModified: string | undefined,
  etag: string | undefined,
): boolean {
  const asked = request.headers['if-none-match'];
  if (asked !== undefined) return etag !== undefined && asked === etag;
  const since = request.headers['if-modified-since'];
  return since !== undefined && since === lastModified;
}
