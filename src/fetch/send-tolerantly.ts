import { addAbortSignal } from 'node:stream';
import type { Socket } from 'node:net';

import type { FetchFailure } from '../domain/fetch.ts';
import { hostOf } from './check-address.ts';
import { TooLargeError } from './decode-body.ts';
import { createBodyReader, type BodyReader } from './tolerant-body.ts';
import { parseHead, type Head } from './tolerant-head.ts';
import { closedEarly, MalformedError } from './wire-errors.ts';
import {
  connectorFor,
  MAX_HEADER_BYTES,
  withinLimits,
  type Answer,
  type PackedAnswer,
  type WireOptions,
} from './within-limits.ts';

// RFC 9110 15.2: any number of them may come before the answer.
const MAX_INTERIM = 8;
const HEAD_END = /\r?\n\r?\n/u;

/**
 * Like `sendRequest`, with a parser that reads what browsers and curl read: for the second request, after the strict parser
 * refused the first answer. The connection, its checks and all limits are the same.
 */
export async function sendTolerantly(
  url: URL,
  headers: Readonly<Record<string, string>>,
  options: WireOptions,
): Promise<Answer | FetchFailure> {
  return withinLimits(url, options, async (signal) => {
    const socket = await connect(url, options, signal);
    try {
      addAbortSignal(signal, socket);
      socket.write(requestText(url, headers));
      return await readAnswer(socket, url, options.maxBytes);
    } finally {
      socket.destroy();
    }
  });
}

function connect(url: URL, options: WireOptions, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(new Error('The request was ended.'));
    signal.addEventListener('abort', give, { once: true });
    const target = {
      hostname: hostOf(url),
      host: url.host,
      protocol: url.protocol,
      port: url.port,
    };
    connectorFor(options)(target, (error, socket) => {
      signal.removeEventListener('abort', give);
      if (error !== null) reject(error);
      else if (signal.aborted) socket.destroy();
      else resolve(socket);
    });
  });
}

/** Nothing in it can break a line: the URL parser escapes, and headers were checked. */
function requestText(url: URL, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ host: url.host, connection: 'close', ...headers });
  const fields = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `GET ${url.pathname}${url.search} HTTP/1.1\r\n${fields}\r\n`;
}

const CLOSED_PAGE = /<\/html>\s{0,100}(?:<!--[^>]{0,300}-->\s{0,100})?$/iu;

function tailOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(-600)).toString('latin1');
}

async function readAnswer(socket: Socket, url: URL, maxBytes: number): Promise<PackedAnswer> {
  const heads = readHead();
  let head: Head | null = null;
  let body: BodyReader | null = null;
  for await (const piece of socket) {
    if (!(piece instanceof Uint8Array)) continue;
    let rest: Uint8Array = piece;
    if (head === null || body === null) {
      const found = heads.push(piece);
      if (found === null) continue;
      ({ head, rest } = found);
      body = createBodyReader(head.framing, maxBytes);
    }
    if (body.push(rest)) break;
  }
  if (head === null || body === null) throw closedEarly();
  const { bytes, end } = body.end();
  // A server that counts wrongly sends a whole page all the same: its end shows that.
  if (end === 'short' && !CLOSED_PAGE.test(tailOf(bytes))) throw closedEarly();
  const { status, header } = head;
  return { url, status, bytes, header, end: end === 'short' ? 'known' : end };
}

interface FoundHead {
  readonly head: Head;
  /** What came behind it. */
  readonly rest: Uint8Array;
}

const HTTP = 'HTTP/';

/** As far as it has come: whatever else a server says is told at once, it may say nothing more. */
function beginsAsHttp(text: string): boolean {
  return HTTP.startsWith(text.slice(0, HTTP.length).toUpperCase());
}

/** Collects the head of the final answer. */
function readHead(): { push(piece: Uint8Array): FoundHead | null } {
  let bytes: Uint8Array = new Uint8Array();
  let interim = 0;

  function next(): FoundHead | null {
    const text = Buffer.from(bytes.subarray(0, MAX_HEADER_BYTES)).toString('latin1');
    const skipped = /^(?:\r?\n){0,8}/u.exec(text)?.[0].length ?? 0;
    const start = text.slice(skipped);
    if (!beginsAsHttp(start)) throw new MalformedError('it does not begin as HTTP does');
    const end = HEAD_END.exec(start);
    if (end === null) {
      if (bytes.length >= MAX_HEADER_BYTES) throw new TooLargeError('Its head is too long.');
      return null;
    }
    const head = parseHead(start.slice(0, end.index));
    bytes = bytes.subarray(skipped + end.index + end[0].length);
    if (head.status >= 200) return { head, rest: bytes };
    interim += 1;
    if (interim > MAX_INTERIM) throw new MalformedError('no answer after the interim ones');
    return next();
  }

  return {
    push(piece) {
      bytes = Buffer.concat([bytes, piece]);
      return next();
    },
  };
}
