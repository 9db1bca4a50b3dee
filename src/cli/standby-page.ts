import type { Logger } from 'pino';

import { openLocalPages, type LocalPages } from '../app/open-local-pages.ts';
import type { Config } from '../config/load-config.ts';
import { noteAddress } from '../local/noted-address.ts';
import type { Routes } from '../local/route.ts';

/** The local page of a process that does not lead: what probes, people and Prometheus ask. */
export interface StandbyPage {
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
      pages ??= openLocalPages({ config, outlet: {}, status, logger });
      await pages.start();
      forgetAddress = noteAddress(config.dataDirectory, pages.statusUrl(), logger);
    },
    async stop() {
      forgetAddress();
      await pages?.stop();
      pages = null;
    },
  };
}
