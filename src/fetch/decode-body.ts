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
/** Of a gzip stream that something is written behind: what the stream itself holds. RFC 1952 2.3 gives its header. */
const byGzipBody: Decode = (bytes, bounds) => {
  const start = gzipHeaderLength(bytes);
  return start === null
    ? Promise.reject(new Error('This is no gzip stream.'))
    : byInflateRaw(bytes.subarray(start), bounds);
};
const byInflate: Decode = (bytes, bounds) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(inflate)(bytes, zlibOptions(bounds));
const byInflateRaw: Decode = (bytes, bounds) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(inflateRaw)(bytes, zlibOptions(bounds));
const byBrotli: Decode = (bytes, bounds) =>
  promisify<Uint8Array, BrotliOptions, Uint8Array>(brotliDecompress)(bytes, brotliOptions(bounds));

// What each coding may really be: servers send raw deflate as `deflate`.
const CODINGS: Readonly<Record<string, readonly Decode[]>> = {
  gzip: [byGzip, byGzipBody],
  'x-gzip': [byGzip, byGzipBody],
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

const GZIP_HEADER = 10;
const HAS_EXTRA = 4;
const HAS_NAME = 8;
const HAS_COMMENT = 16;
const HAS_CHECK = 2;

/** Where the packed data of a gzip stream begins; null where it is none. */
function gzipHeaderLength(bytes: Uint8Array): number | null {
  if (bytes.length < GZIP_HEADER || bytes[0] !== 0x1f || bytes[1] !== 0x8b) return null;
  const flags = bytes[3] ?? 0;
  let at = GZIP_HEADER;
  if ((flags & HAS_EXTRA) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256;
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if ((flags & flag) === 0) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) return null;
    at = end + 1;
  }
  if ((flags & HAS_CHECK) !== 0) at += 2;
  return at < bytes.length ? at : null;
}
