import type { Language } from './card.ts';
import type { Kind, Relevance } from './verdict.ts';

/** Why a subscription gets no cards just now. Never a reason to delete it. */
export type PauseReason =
  | 'missing-access'
  | 'missing-permission'
  /** A card may have been posted without an answer, and the channel's history that would tell may not be read. */
  | 'missing-history'
  | 'unknown-channel'
  | 'moderator'
  | 'guild-removed';

export interface Subscription {
  /** The channel's id: one subscription per channel. */
  readonly channelId: string;
  readonly guildId: string;
  /** GB/T 2260 prefixes (`11`, `3205`); empty means everywhere. National replies are always included. */
  readonly regionPrefixes: readonly string[];
  /** Default `['core', 'related']`. */
  readonly relevances: readonly Relevance[];
  /** Default `['reply']`. */
  readonly kinds: readonly Kind[];
  /** Topic keys; empty means all. */
  readonly topics: readonly string[];
  readonly language: Language;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly paused: { readonly reason: PauseReason; readonly since: string } | null;
}
