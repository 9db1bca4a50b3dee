import { TooLargeError } from './decode-body.ts';
import type { Framing } from './tolerant-head.ts';
import { MalformedError } from './wire-errors.ts';
import type { PackedAnswer } from './within-limits.ts';

/** Takes a body piece by piece. */
export interface BodyReader {
  /** Returns whether the body is whole. */
  push(piece: Uint8Array): boolean;
  /** What came, and whether that is all of it; `short`: less than the length that was promised. */
  end(): { readonly bytes: Uint8Array; readonly end: PackedAnswer['end'] | 'short' };
}

// Extensions of a chunk and lines behind the last one: nobody uses them, and none is this long.
const MAX_LINE = 4096;
const MAX_TRAILERS = 100;
const CHUNK_SIZE = /^[ \t]{0,20}0{0,40}([\da-f]{1,8})[ \t]{0,20}(?:;|$)/iu;
const LF = 0x0a;

/** Creates the reader for one way of telling a body's end. Throws `TooLargeError` beyond `maxBytes`. */
export function createBodyReader(framing: Framing, maxBytes: number): BodyReader {
  const kept = keepUpTo(maxBytes);
  switch (framing.kind) {
    case 'none':
      return { push: () => true, end: () => ({ bytes: kept.all(), end: 'known' }) };
    case 'until-close':
      return {
        push: (piece) => {
          kept.add(piece);
          return false;
        },
        end: () => ({ bytes: kept.all(), end: 'silent' }),
      };
    case 'length':
      return byLength(framing.bytes, kept, maxBytes);
    case 'chunked':
      return byChunks(kept);
    default:
      return framing satisfies never;
  }
}

interface Kept {
  add(piece: Uint8Array): void;
  size(): number;
  all(): Uint8Array;
}

function keepUpTo(maxBytes: number): Kept {
  const pieces: Uint8Array[] = [];
  let size = 0;
  return {
    add(piece) {
      size += piece.length;
      if (size > maxBytes) throw new TooLargeError(`More than ${maxBytes} bytes.`);
      pieces.push(piece);
    },
    size: () => size,
    all: () => Buffer.concat(pieces, size),
  };
}

function byLength(promised: number, kept: Kept, maxBytes: number): BodyReader {
  if (promised > maxBytes) {
    throw new TooLargeError(`${promised} bytes promised, at most ${maxBytes} are read.`);
  }
  return {
    push(piece) {
      kept.add(piece.subarray(0, promised - kept.size()));
      return kept.size() === promised;
    },
    end: () => ({ bytes: kept.all(), end: kept.size() === promised ? 'known' : 'short' }),
  };
}

/** RFC 9112 7.1; lines may end in LF alone. */
function byChunks(kept: Kept): BodyReader {
  let state: 'size' | 'data' | 'gap' | 'trailers' | 'whole' = 'size';
  let line = '';
  let left = 0;
  let trailers = 0;

  function takeLine(text: string): void {
    if (state === 'size') {
      const digits = CHUNK_SIZE.exec(text)?.[1];
      if (digits === undefined) throw new MalformedError('a chunk without its size');
      left = Number.parseInt(digits, 16);
      state = left === 0 ? 'trailers' : 'data';
    } else if (state === 'gap') {
      if (text !== '') throw new MalformedError('a chunk that is longer than its size');
      state = 'size';
    } else {
      trailers += 1;
      if (text === '' || trailers > MAX_TRAILERS) state = 'whole';
    }
  }

  /** Takes what belongs to the chunk, or to the line, that begins there; returns where the next one begins. */
  function take(piece: Uint8Array, at: number): number {
    if (state === 'data') {
      const data = piece.subarray(at, at + left);
      kept.add(data);
      left -= data.length;
      if (left === 0) state = 'gap';
      return at + data.length;
    }
    const end = piece.indexOf(LF, at);
    const stop = end < 0 ? piece.length : end;
    if (line.length + stop - at > MAX_LINE) throw new MalformedError('a chunk without its size');
    line += Buffer.from(piece.subarray(at, stop)).toString('latin1');
    if (end >= 0) {
      const text = line.replace(/\r$/u, '');
      line = '';
      takeLine(text);
    }
    return stop + 1;
  }

  return {
    push(piece) {
      for (let at = 0; at < piece.length && state !== 'whole';) at = take(piece, at);
      return state === 'whole';
    },
    end() {
      // The last chunk has come, only what may follow it has not.
      const isWhole = state === 'trailers' || state === 'whole';
      return { bytes: kept.all(), end: isWhole ? 'known' : 'missing' };
    },
  };
}
