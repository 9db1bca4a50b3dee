import type { LookupFunction } from 'node:net';

import { buildConnector } from 'undici';

import type { FetchFailure } from '../domain/fetch.ts';
import { hostOf } from './check-address.ts';
import { classifyError } from './classify-error.ts';
import { decodeBody } from './decode-body.ts';
import { endsEarly } from './ends-early.ts';
import { trouble } from './trouble.ts';

/** What came over the wire for one request, before anything was judged. */
export interface Answer {
  readonly kind: 'answer';
  readonly url: URL;
  readonly status: number;
  readonly bytes: Uint8Array;
  /** The connection ended before the answer did: there was more. */
  readonly isCut: boolean;
  /** It came over https in place of the http that its address says. */
  readonly isSecured?: true;
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

/** An answer as it came: still packed, its end not yet looked for. */
export interface PackedAnswer extends Omit<Answer, 'kind' | 'isCut'> {
  /** `known`: all of it came; `missing`: not all of it; `silent`: nothing says where it ends but the end of the connection. */
  readonly end: 'known' | 'missing' | 'silent';
}

export const MAX_HEADER_BYTES = 65_536;

/** Opens connections to checked addresses only; the same for every parser. */
export function connectorFor(options: WireOptions): buildConnector.connector {
  return buildConnector({
    timeout: options.timeoutMs,
    // One request is one connection: HTTP/2 would only add what a hostile server can do with it.
    allowH2: false,
    lookup: options.lookup,
    ...(options.ca === null ? {} : { ca: [...options.ca] }),
    ...(options.ecdhCurve === null ? {} : { ecdhCurve: options.ecdhCurve }),
  });
}

/** Reads one answer within the time of a request, and unpacks it; failures are values. */
export async function withinLimits(
  url: URL,
  options: WireOptions,
  read: (signal: AbortSignal) => Promise<PackedAnswer>,
): Promise<Answer | FetchFailure> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), options.timeoutMs);
  try {
    return await unpack(await read(AbortSignal.any([timeout.signal, options.signal])), options);
  } catch (error) {
    if (options.signal.aborted) return trouble('closed', 'The fetcher was closed.');
    if (timeout.signal.aborted) {
      return trouble('timeout', `${hostOf(url)}: no whole answer in ${options.timeoutMs} ms.`);
    }
    return classifyError(error, hostOf(url));
  } finally {
    clearTimeout(timer);
  }
}

async function unpack(
  { end, ...packed }: PackedAnswer,
  { maxBytes }: Pick<WireOptions, 'maxBytes'>,
): Promise<Answer> {
  const coding = packed.header('content-encoding');
  const { bytes, isUnfinished } = await decodeBody(packed.bytes, coding, maxBytes);
  // Some servers never finish what they pack, and many old ones give no length: the content itself knows its end.
  const isDoubtful = end === 'silent' || isUnfinished;
  const isCut = end === 'missing' || (isDoubtful && endsEarly(bytes));
  return { ...packed, kind: 'answer', bytes, isCut };
}
