import { createPreview } from '../preview/create-preview.ts';
import type { Outlet, OutletOptions } from './outlet.ts';
import { previewChannels, previewSubscriptions } from './preview-channels.ts';

/** Posts cards to a page on this machine only. */
export function openPreviewOutlet(options: OutletOptions): Outlet {
  const { config, logger, now } = options;
  const { language } = config;
  const preview = createPreview({
    language,
    channels: previewChannels(language),
    now,
    ...options.previewWording,
  });
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
    open: () => Promise.resolve(),
    abort: () => undefined,
    close: async () => preview.close(),
    routes: preview.routes,
    shards: () => null,
    // A preview ends when the operator ends it.
    ended: new Promise(() => undefined),
    failure: () => null,
  };
}
