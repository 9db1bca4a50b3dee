import type { Logger } from 'pino';

import type { DiscordMessage } from '../card/discord-message.ts';
import type { Config } from '../config/load-config.ts';
import type { Source } from '../domain/source.ts';
import type { Alarm } from '../health/alarms.ts';
import type { Store } from '../store/open-store.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';
import { openDiscordOutlet } from './discord-outlet.ts';
import { openPreviewOutlet } from './preview-outlet.ts';

/** Where cards go, and who asked for them. */
export interface Outlet {
  readonly kind: 'discord' | 'preview';
  readonly subscriptions: SubscriptionStore;
  post(
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ): Promise<{ readonly messageId: string }>;
  readonly findRecentMessage:
    | ((
        channelId: string,
        message: DiscordMessage,
        since: Date,
      ) => Promise<{ readonly messageId: string } | null>)
    | null;
  raiseAlarm(source: Source, alarm: Alarm): Promise<void>;
  open(): Promise<void>;
  close(): Promise<void>;
  /** The local page's address once it is open; with Discord it only answers `/healthz`. */
  previewUrl(): string | null;
  /** Resolves when the outlet gave up for good, such as on a refused token. */
  readonly ended: Promise<void>;
  exitCode(): number;
}

/** What an outlet is built from. */
export interface OutletOptions {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  now(): Date;
  sources(): readonly Source[];
  wake(): void;
  resumeChannels(channelIds: readonly string[]): Promise<number>;
}

/** Discord where there is a token, the local page where there is none. */
export function openOutlet(options: OutletOptions): Outlet {
  const { token } = options.config.discord;
  return token === null ? openPreviewOutlet(options) : openDiscordOutlet(options, token);
}
