import type { Logger } from 'pino';

import { openLocalPages, type LocalPages } from '../app/open-local-pages.ts';
import type { Config } from '../config/load-config.ts';
import { noteAddress } from '../local/noted-address.ts';
import type { Routes } from '../local/route.ts';

/** The local page of a process that does not lead: what probes, people and Prometheus ask. */
export interface StandbyPage {
  /** Does nothing where it is open; may be tried again where it failed. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface StandbyPageOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly status: Routes;
}

export function createStandbyPage({ config, logger, status }: StandbyPageOptions): StandbyPage {
  let pages: LocalPages | null = null;
  let forgetAddress = (): void => undefined;
  return {
    async start() {
      if (pages !== null) return;
      const opened = openLocalPages({ config, outlet: {}, status, logger });
      pages = opened;
      try {
        await opened.start();
      } catch (error) {
        pages = null;
        await opened.stop();
        throw error;
      }
      forgetAddress = noteAddress(config.dataDirectory, opened.statusUrl(), logger);
    },
    async stop() {
      forgetAddress();
      await pages?.stop();
      pages = null;
    },
  };
}
