import { Gunzip } from 'fflate';

import type { PageIssue } from '../domain/page.ts';

// A page is never this large; the fetcher stops at less. Bounds what a gzip bomb costs.
const MAX_EXPANDED_BYTES = 32 * 1024 * 1024;
// Deflate grows at most 1,032-fold: one step yields at most 8 MB before the limit is looked at.
const STEP_BYTES = 8 * 1024;
// A server and its gateway may both compress.
const MAX_LAYERS = 2;

/** Bytes after undoing gzip, and what went wrong on the way. */
export interface Expanded {
  readonly bytes: Uint8Array;
  readonly issues: readonly PageIssue[];
}

/** Undoes gzip where the magic bytes say so, whatever the headers said; stops at 32 MB. */
export function expandGzip(bytes: Uint8Array): Expanded {
  let expanded: Expanded = { bytes, issues: [] };
  for (let layer = 0; layer < MAX_LAYERS && isGzip(expanded.bytes); layer += 1) {
    const next = gunzip(expanded.bytes);
    expanded = { bytes: next.bytes, issues: [...expanded.issues, ...next.issues] };
  }
  return expanded;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 18 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

function gunzip(bytes: Uint8Array): Expanded {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stream = new Gunzip((chunk) => {
    chunks.push(chunk);
    size += chunk.length;
  });
  try {
    for (let start = 0; start < bytes.length; start += STEP_BYTES) {
      if (size > MAX_EXPANDED_BYTES) break;
      const end = start + STEP_BYTES;
      stream.push(bytes.subarray(start, end), end >= bytes.length);
    }
  } catch {
    // Half a page is worth reading; no page is not.
    return { bytes: join(chunks, size), issues: [size > 0 ? 'truncated' : 'unreadable'] };
  }
  return {
    bytes: join(chunks, Math.min(size, MAX_EXPANDED_BYTES)),
    issues: size > MAX_EXPANDED_BYTES ? ['too-large'] : [],
  };
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk.subarray(0, size - at), at);
    at += Math.min(chunk.length, size - at);
  }
  return joined;
}
