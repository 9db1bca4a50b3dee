import type { Logger } from 'pino';

import type { RoundReport } from '../crawl/run-round.ts';

/** Tells once when no site at all can be reached any more, and once when they can be again. */
export function watchReach(
  logger: Pick<Logger, 'info' | 'warn'>,
  onOffline: () => void,
): (report: RoundReport) => void {
  let isOffline = false;
  return ({ reach, blocked }) => {
    if (reach === 'offline' && !isOffline) {
      isOffline = true;
      logger.warn({ blocked }, 'no site could be reached: this machine seems to be offline');
      onOffline();
    } else if (reach === 'online' && isOffline) {
      isOffline = false;
      logger.info({}, 'sites are reached again');
    }
  };
}
