import { Client } from 'undici';

import type { LookupFunction } from 'node:net';

import type { FetchFailure } from '../domain/fetch.ts';
import { hostOf } from './check-address.ts';
import { classifyError } from './classify-error.ts';
import { decodeBody, TooLargeError } from './decode-body.ts';
import { fetchFailure } from './fetch-failure.ts';

/** What came over the wire for one request, before anything was judged. */
export interface Answer {
  readonly kind: 'answer';
  readonly url: URL;
  readonly status: number;
  readonly bytes: Uint8Array;
  /** One header's value, joined when it came several times; null when absent. */
  readonly header: (name: string) => string | null;
}

/** What a request may use and how far it may go. */
export interface WireOptions {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly lookup: LookupFunction;
  /** Certificates to trust instead of the default ones (which they include). */
  readonly ca: readonly string[] | null;
  readonly ecdhCurve: string | null;
  readonly signal: AbortSignal;
}

const MAX_HEADER_BYTES = 16_384;

/** Sends one GET on a new connection and reads the answer within all limits; failures are values. */
export async function sendRequest(
  url: URL,
  headers: Readonly<Record<string, string>>,
  options: WireOptions,
): Promise<Answer | FetchFailure> {
  const client = new Client(url.origin, {
    // No keep-alive: the gap between requests is longer than servers keep idle connections.
    pipelining: 0,
    // One request is one connection: HTTP/2 would only add what a hostile server can do with it.
    allowH2: false,
    maxHeaderSize: MAX_HEADER_BYTES,
    connect: {
      timeout: options.timeoutMs,
      lookup: options.lookup,
      ...(options.ca === null ? {} : { ca: [...options.ca] }),
      ...(options.ecdhCurve === null ? {} : { ecdhCurve: options.ecdhCurve }),
    },
  });
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), options.timeoutMs);
  try {
    return await readAnswer(
      client,
      { url, headers },
      {
        ...options,
        signal: AbortSignal.any([timeout.signal, options.signal]),
      },
    );
  } catch (error) {
    if (options.signal.aborted) return fetchFailure('closed', 'The fetcher was closed.');
    if (timeout.signal.aborted) {
      return fetchFailure('timeout', `${hostOf(url)}: no whole answer in ${options.timeoutMs} ms.`);
    }
    return classifyError(error, hostOf(url));
  } finally {
    clearTimeout(timer);
    await client.destroy().catch(() => undefined);
  }
}

async function readAnswer(
  client: Client,
  request: { readonly url: URL; readonly headers: Readonly<Record<string, string>> },
  options: WireOptions,
): Promise<Answer> {
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
  const packed = await collect(response.body, Number(header('content-length')), options.maxBytes);
  const bytes = await decodeBody(packed, header('content-encoding'), options.maxBytes);
  return { kind: 'answer', url: request.url, status: response.statusCode, bytes, header };
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
