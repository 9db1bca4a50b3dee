import { previewChannels } from '../app/preview-channels.ts';
import type { Config } from '../config/load-config.ts';
import { createPreview } from '../preview/create-preview.ts';

/** The local page of a process that does not lead: it answers `/healthz`. */
export interface StandbyPage {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function createStandbyPage(
  { preview: { host, port }, language }: Config,
  isHealthy: () => boolean = () => true,
): StandbyPage {
  const channels = previewChannels(language);
  const now = (): Date => new Date();
  let page: ReturnType<typeof createPreview> | null = null;
  return {
    async start() {
      page ??= createPreview({ host, port, language, channels, isHealthy, now });
      await page.start();
    },
    async stop() {
      await page?.stop();
      page = null;
    },
  };
}
