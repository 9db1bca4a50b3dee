import { promisify } from 'node:util';
import {
  brotliDecompress,
  constants,
  gunzip,
  inflate,
  inflateRaw,
  type BrotliOptions,
  type ZlibOptions,
} from 'node:zlib';

interface Bounds {
  readonly maxBytes: number;
  /** A stream without its end is read as far as it goes, as browsers do. */
  readonly mayBeCut: boolean;
}

type Decode = (bytes: Uint8Array, bounds: Bounds) => Promise<Uint8Array>;

/** A body without its codings. */
interface DecodedBody {
  readonly bytes: Uint8Array;
  /** A coding's own end was missing; there may have been more. */
  readonly isUnfinished: boolean;
}

/** The bytes grow beyond the cap when decompressed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

const zlibOptions = ({ maxBytes, mayBeCut }: Bounds): ZlibOptions => ({
  maxOutputLength: maxBytes,
  ...(mayBeCut ? { finishFlush: constants.Z_SYNC_FLUSH } : {}),
});
const brotliOptions = ({ maxBytes, mayBeCut }: Bounds): BrotliOptions => ({
  maxOutputLength: maxBytes,
  ...(mayBeCut ? { finishFlush: constants.BROTLI_OPERATION_FLUSH } : {}),
});
const byGzip: Decode = (bytes, bounds) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip)(bytes, zlibOptions(bounds));
const byInflate: Decode = (bytes, bounds) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(inflate)(bytes, zlibOptions(bounds));
const byInflateRaw: Decode = (bytes, bounds) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(inflateRaw)(bytes, zlibOptions(bounds));
const byBrotli: Decode = (bytes, bounds) =>
  promisify<Uint8Array, BrotliOptions, Uint8Array>(brotliDecompress)(bytes, brotliOptions(bounds));

// What each coding may really be: servers send raw deflate as `deflate`.
const CODINGS: Readonly<Record<string, readonly Decode[]>> = {
  gzip: [byGzip],
  'x-gzip': [byGzip],
  deflate: [byInflate, byInflateRaw],
  br: [byBrotli],
};
const MAX_CODINGS = 3;

/** Undoes `Content-Encoding`; a header that lies about a plain body is tolerated. */
export async function decodeBody(
  bytes: Uint8Array,
  contentEncoding: string | null,
  maxBytes: number,
): Promise<DecodedBody> {
  const names = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name in CODINGS)
    .slice(-MAX_CODINGS)
    .reverse();
  let decoded: DecodedBody = { bytes, isUnfinished: false };
  for (const name of names) {
    const next = await tryEach(CODINGS[name] ?? [], decoded.bytes, maxBytes);
    if (next === null) continue;
    decoded = { bytes: next.bytes, isUnfinished: decoded.isUnfinished || next.isUnfinished };
  }
  return decoded;
}

async function tryEach(
  decoders: readonly Decode[],
  bytes: Uint8Array,
  maxBytes: number,
): Promise<DecodedBody | null> {
  if (bytes.length === 0) return null;
  if (decoders[0] === byGzip && !(bytes[0] === 0x1f && bytes[1] === 0x8b)) return null;
  for (const mayBeCut of [false, true]) {
    for (const decode of decoders) {
      const decoded = await tryOne(decode, bytes, { maxBytes, mayBeCut });
      if (decoded !== null) return { bytes: decoded, isUnfinished: mayBeCut };
    }
  }
  return null;
}

async function tryOne(
  decode: Decode,
  bytes: Uint8Array,
  bounds: Bounds,
): Promise<Uint8Array | null> {
  try {
    const decoded = await decode(bytes, bounds);
    return decoded.length > 0 ? decoded : null;
  } catch (error) {
    if (!(error instanceof RangeError)) return null;
    const message = `More than ${bounds.maxBytes} bytes when decompressed.`;
    throw new TooLargeError(message, { cause: error });
  }
}
