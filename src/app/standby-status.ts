import type { Config } from '../config/load-config.ts';
import type { Routes } from '../local/route.ts';
import { createMetrics } from '../status/create-metrics.ts';
import { createStatusBook } from '../status/create-status-book.ts';
import type { StatusFacts } from '../status/status-facts.ts';
import { statusRoutes } from '../status/status-routes.ts';
import { botVersion } from './fetcher-options.ts';
import type { RoleKeeper } from './role-status.ts';

export interface StandbyStatusOptions {
  readonly config: Pick<Config, 'language' | 'schedule'>;
  readonly keeper: Pick<RoleKeeper, 'status'>;
  /** When the process was started. */
  readonly startedAt: Date;
  readonly now: () => Date;
}

/** What a process that stands by tells of itself: that it lives, and whether it reaches the place where its turn is kept. It has no store open. */
export function standbyRoutes({ config, keeper, startedAt, now }: StandbyStatusOptions): Routes {
  const maxIntervalMs = config.schedule.maxIntervalMinutes * 60_000;
  const book = createStatusBook({ now, startedAt, maxIntervalMs });
  const look = async (): Promise<StatusFacts> => {
    const { role, standing, isReached } = keeper.status();
    const sources = book.sources([]);
    return {
      version: botVersion,
      role,
      standing,
      startedAt,
      store: { isWritable: isReached, freeBytes: null },
      shards: null,
      rounds: { ...book.rounds(sources), lateMs: 0 },
      sources,
      deliveries: null,
      readers: {
        size: 0,
        running: 0,
        busy: 0,
        waiting: 0,
        residentBytes: 0,
        recentDeaths: 0,
      },
    };
  };
  const metrics = createMetrics();
  return statusRoutes({ language: config.language, isAlive: () => true, look, metrics, now });
}
