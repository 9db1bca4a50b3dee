import { hash } from 'node:crypto';

/** Discord takes at most 25 characters: https://discord.com/developers/docs/resources/message#create-message */
const NONCE_LENGTH = 24;

/**
 * The nonce of one message in one channel: always the same, so that a repeated post within Discord's window of a
 * few minutes gives the first message back. The channel is part of it because Discord compares by author only.
 * `subject` is a document with its posting, or a digest with its part.
 */
export function deliveryNonce(channelId: string, subject: string, number: number): string {
  return hash('sha256', `${channelId}|${subject}|${number}`, 'base64url').slice(0, NONCE_LENGTH);
}
