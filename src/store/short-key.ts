import { createHash } from 'node:crypto';

const SHORTENED = /^~[0-9a-f]{64}$/u;

/** Whether a key is longer than a server takes, holds what it refuses, or could be mistaken for the digest of another one. */
export function needsShortening(key: string, limit: number): boolean {
  if (limit === Number.POSITIVE_INFINITY) return false;
  return key.length > limit || key.includes('\0') || !key.isWellFormed() || SHORTENED.test(key);
}

/** The digest that is the key in its place. */
export function shortKey(key: string): string {
  return `~${createHash('sha256').update(Buffer.from(key, 'utf16le')).digest('hex')}`;
}
