import type { Logger } from 'pino';

import type { DiscordMessage } from '../card/discord-message.ts';
import type { Config } from '../config/load-config.ts';
import type { ShardHealth } from '../discord/watch-shards.ts';
import type { PostedMessage } from '../domain/delivery.ts';
import type { Source } from '../domain/source.ts';
import type { Subscription } from '../domain/subscription.ts';
import type { Alarm } from '../health/alarms.ts';
import type { PreviewOptions } from '../preview/create-preview.ts';
import type { Store } from '../store/open-store.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';
import type { SourceCatalogue } from './source-catalogue.ts';

/** Where cards are posted, and the subscriptions to them. */
export interface Outlet {
  readonly kind: 'discord' | 'preview';
  readonly subscriptions: SubscriptionStore;
  readonly post: (
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ) => Promise<{ readonly messageId: string }>;
  /** Replaces what a message says; silent. */
  readonly edit: (channelId: string, messageId: string, message: DiscordMessage) => Promise<void>;
  readonly findRecentMessage:
    | ((
        channelId: string,
        message: DiscordMessage,
        since: Date,
      ) => Promise<{ readonly messageId: string } | null>)
    | null;
  /** What was posted in a channel since then; null where nothing outlasts the process. */
  readonly listPosted:
    | ((channelId: string, since: Date) => Promise<readonly PostedMessage[]>)
    | null;
  /** Announces a paused channel to someone who can restore the permission. */
  readonly onPaused: (subscription: Subscription) => void;
  readonly raiseAlarm: (source: Source, alarm: Alarm) => Promise<void>;
  /** Brings what it shows of the sources up to date; called once a day. */
  readonly tidy: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Ends the requests that are under way, so that a stop need not wait for them. */
  readonly abort: () => void;
  readonly close: () => Promise<void>;
  /** The local page's address once it is open; with Discord it only answers `/healthz`. */
  readonly previewUrl: () => string | null;
  /** How each shard of the Gateway does; none without Discord. */
  readonly shards: () => readonly ShardHealth[];
  /** Resolves when the outlet cannot continue, such as on a refused token. */
  readonly ended: Promise<void>;
  /** Why it ended, or null. */
  readonly failure: () => unknown;
}

/** What the demo says on the local page instead of what the bot says there. */
export type PreviewWording = Pick<PreviewOptions, 'notice' | 'portAdvice'>;

export interface OutletOptions {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly sources: () => readonly Source[];
  readonly catalogue: SourceCatalogue;
  readonly wake: () => void;
  readonly resumeChannels: (channelIds: readonly string[]) => Promise<number>;
  /** Whether the store can be written, as far as is known. */
  readonly isStoreWell: () => boolean;
  readonly previewWording: PreviewWording;
}
