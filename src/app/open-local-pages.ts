import type { Logger } from 'pino';

import type { Config } from '../config/load-config.ts';
import { createLocalServer, type LocalServer } from '../local/create-local-server.ts';
import type { Routes } from '../local/route.ts';

export interface LocalPagesOptions {
  readonly config: Pick<Config, 'preview' | 'status'>;
  /** The channel page, where cards go to it. */
  readonly outlet: Routes;
  readonly status: Routes;
  /** How to choose another port than the preview's. */
  readonly portAdvice?: string;
  readonly logger: Pick<Logger, 'error'>;
}

/** What a browser, a probe and Prometheus find on this machine. */
export interface LocalPages {
  start(): Promise<void>;
  /** Where a person looks: at the channels, or at the status where those are on Discord; null before it is open. */
  readonly url: () => string | null;
  /** Where probes look. */
  readonly statusUrl: () => string | null;
  stop(): Promise<void>;
}

/** One server for the channel page and the status, or two where `status.port` says so. */
export function openLocalPages(options: LocalPagesOptions): LocalPages {
  const { config, outlet, status, logger } = options;
  const { preview } = config;
  const { port, host, allowedHosts } = config.status;
  const onError = (error: unknown): void => logger.error({ err: error }, 'local page failed');
  const statusFirst = withRoot(status);
  const isApart = port !== null;
  const page = createLocalServer({
    ...preview,
    // A name that others may call the status by is none of the preview's.
    allowedHosts: isApart ? [] : allowedHosts,
    routes: { ...statusFirst, ...outlet },
    portAdvice: options.portAdvice ?? 'Set preview.port in bot.yaml to another port.',
    onError,
  });
  const probes: LocalServer | null = isApart
    ? createLocalServer({
        host,
        port,
        allowedHosts,
        routes: statusFirst,
        portAdvice: 'Set status.port in bot.yaml, or STATUS_PORT, to another port.',
        onError,
      })
    : null;
  let url: string | null = null;
  let statusUrl: string | null = null;

  return {
    async start() {
      ({ url } = await page.start());
      const probed = await probes?.start();
      statusUrl = probed?.url ?? url;
    },
    url: () => url,
    statusUrl: () => statusUrl,
    async stop() {
      await Promise.all([page.stop(), probes?.stop()]);
    },
  };
}

/** Whoever opens the bare address wants to see how the bot is doing. */
function withRoot(status: Routes): Routes {
  return {
    '/': (_request, response) => void response.writeHead(302, { location: '/status' }).end(),
    ...status,
  };
}
