import { Client } from 'undici';

import type { FetchFailure } from '../domain/fetch.ts';
import { TooLargeError } from './decode-body.ts';
import { CutError } from './wire-errors.ts';
import {
  connectorFor,
  MAX_HEADER_BYTES,
  withinLimits,
  type Answer,
  type PackedAnswer,
  type WireOptions,
} from './within-limits.ts';

/** RFC 9112 6.3: another coding at the end is read until the connection is closed. */
const CHUNKED = /(?:^|[,\s])chunked\s*$/iu;

/** Sends one GET on a new connection and reads the answer within all limits; failures are values. */
export async function sendRequest(
  url: URL,
  headers: Readonly<Record<string, string>>,
  options: WireOptions,
): Promise<Answer | FetchFailure> {
  const client = new Client(url.origin, {
    // No keep-alive: the gap between requests is longer than servers keep idle connections.
    pipelining: 0,
    maxHeaderSize: MAX_HEADER_BYTES,
    connect: connectorFor(options),
  });
  try {
    return await withinLimits(url, options, (signal) =>
      readAnswer(client, { url, headers }, { ...options, signal }),
    );
  } finally {
    await client.destroy().catch(() => undefined);
  }
}

async function readAnswer(
  client: Client,
  request: { readonly url: URL; readonly headers: Readonly<Record<string, string>> },
  options: WireOptions,
): Promise<PackedAnswer> {
  const response = await client.request({
    method: 'GET',
    path: request.url.pathname + request.url.search,
    headers: request.headers,
    signal: options.signal,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
  });
  // The end of an abandoned body would otherwise be an unhandled error.
  response.body.on('error', () => undefined);
  const header = (name: string): string | null => {
    const value = response.headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  };
  const isChunked = CHUNKED.test(header('transfer-encoding') ?? '');
  const length = header('content-length');
  const end = isChunked || length !== null ? 'known' : 'silent';
  try {
    const bytes = await collect(response.body, Number(length), options.maxBytes);
    return { url: request.url, status: response.statusCode, bytes, header, end };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // The tolerant parser will tell whether it was whole, and counted wrongly. In a head the second code is a length that
    // the parser does not take; here it is one that was not kept.
    if (code === 'UND_ERR_SOCKET' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
      throw new CutError(`it ended before its ${isChunked ? 'last chunk' : 'length'}`, error);
    }
    throw error;
  }
}

async function collect(
  body: AsyncIterable<unknown>,
  promisedBytes: number,
  maxBytes: number,
): Promise<Uint8Array> {
  if (promisedBytes > maxBytes) {
    throw new TooLargeError(`${promisedBytes} bytes promised, at most ${maxBytes} are read.`);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > maxBytes) throw new TooLargeError(`More than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
