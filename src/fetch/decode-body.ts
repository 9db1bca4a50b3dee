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

type Decode = (bytes: Uint8Array, maxBytes: number) => Promise<Uint8Array>;

/** The bytes grow beyond the cap when decompressed. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

// A stream cut short is still read as far as it goes, as browsers do.
const zlibOptions = (maxBytes: number): ZlibOptions => ({
  maxOutputLength: maxBytes,
  finishFlush: constants.Z_SYNC_FLUSH,
});
const brotliOptions = (maxBytes: number): BrotliOptions => ({
  maxOutputLength: maxBytes,
  finishFlush: constants.BROTLI_OPERATION_FLUSH,
});
const byGzip: Decode = (bytes, max) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(gunzip)(bytes, zlibOptions(max));
const byInflate: Decode = (bytes, max) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(inflate)(bytes, zlibOptions(max));
const byInflateRaw: Decode = (bytes, max) =>
  promisify<Uint8Array, ZlibOptions, Uint8Array>(inflateRaw)(bytes, zlibOptions(max));
const byBrotli: Decode = (bytes, max) =>
  promisify<Uint8Array, BrotliOptions, Uint8Array>(brotliDecompress)(bytes, brotliOptions(max));

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
): Promise<Uint8Array> {
  const names = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name in CODINGS)
    .slice(-MAX_CODINGS)
    .reverse();
  let decoded = bytes;
  for (const name of names) {
    decoded = (await tryEach(CODINGS[name] ?? [], decoded, maxBytes)) ?? decoded;
  }
  return decoded;
}

async function tryEach(
  decoders: readonly Decode[],
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array | null> {
  if (bytes.length === 0) return null;
  if (decoders[0] === byGzip && !(bytes[0] === 0x1f && bytes[1] === 0x8b)) return null;
  for (const decode of decoders) {
    try {
      const decoded = await decode(bytes, maxBytes);
      if (decoded.length > 0) return decoded;
    } catch (error) {
      if (error instanceof RangeError) {
        throw new TooLargeError(`More than ${maxBytes} bytes when decompressed.`, { cause: error });
      }
    }
  }
  return null;
}
