import { createHash } from 'node:crypto';

/** Discord takes at most 25 characters: https://discord.com/developers/docs/resources/message#create-message */
const NONCE_LENGTH = 24;

/**
 * The nonce of one card in one channel: always the same, so that a repeated post within Discord's window of a
 * few minutes gives the first message back. The channel is part of it because Discord compares by author only.
 */
export function deliveryNonce(channelId: string, articleId: string, revision: number): string {
  const hash = createHash('sha256').update(`${channelId}|${articleId}|${revision}`);
  return hash.digest('base64url').slice(0, NONCE_LENGTH);
}
