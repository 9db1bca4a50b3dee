import type { Logger } from 'pino';

import type { RoundReport } from '../crawl/run-round.ts';

/** Reports once when no site can be reached any more, and once when one can be reached again. */
export function watchConnectivity(
  logger: Pick<Logger, 'info' | 'warn'>,
  onOffline: () => void,
): (report: Pick<RoundReport, 'connectivity' | 'blocked'>) => void {
  let isOffline = false;
  return ({ connectivity, blocked }) => {
    if (connectivity === 'offline' && !isOffline) {
      isOffline = true;
      logger.warn({ blocked }, 'no site could be reached: this machine seems to be offline');
      onOffline();
    } else if (connectivity === 'online' && isOffline) {
      isOffline = false;
      logger.info({}, 'sites are reached again');
    }
  };
}
