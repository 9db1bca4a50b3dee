import { createPreview } from '../preview/create-preview.ts';
import type { Outlet, OutletOptions } from './outlet.ts';
import { previewChannels, previewSubscriptions } from './preview-channels.ts';

/** Posts cards to a page on this machine only. */
export function openPreviewOutlet(options: OutletOptions): Outlet {
  const { config, logger, now } = options;
  const { language } = config;
  const preview = createPreview({
    host: config.preview.host,
    port: config.preview.port,
    language,
    channels: previewChannels(language),
    isHealthy: options.isStoreWell,
    now,
    ...options.previewWording,
  });
  let url: string | null = null;
  return {
    kind: 'preview',
    subscriptions: previewSubscriptions(language, now()),
    post: (channelId, message, nonce) => preview.post(channelId, message, nonce),
    edit: (channelId, messageId, message) => preview.edit(channelId, messageId, message),
    findRecentMessage: null,
    listPosted: null,
    onPaused: () => undefined,
    raiseAlarm: async (source, alarm) =>
      logger.warn({ name: source.name, ...alarm }, 'source alarm'),
    tidy: () => Promise.resolve(),
    async open() {
      ({ url } = await preview.start());
    },
    abort: () => undefined,
    close: () => preview.stop(),
    previewUrl: () => url,
    shards: () => [],
    // A preview ends when the operator ends it.
    ended: new Promise(() => undefined),
    failure: () => null,
  };
}
