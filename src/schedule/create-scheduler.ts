import { createTask, validate } from 'node-cron';

import { ConfigError } from '../domain/errors.ts';

export interface SchedulerOptions {
  /** Five or six fields, like `0 8-19 * * 1-5`. */
  readonly cron: string;
  /** Default `Asia/Shanghai`. */
  readonly timezone?: string;
  /** Makes one round. */
  readonly run: () => Promise<void>;
  /** A round failed; the next one comes all the same. */
  readonly onError?: (error: unknown) => void;
  /** A time passed without a round: the process slept, or the round before was still running. */
  readonly onMissed?: (why: 'missed' | 'overlap') => void;
}

/** Makes rounds, never two at once. */
export interface Scheduler {
  start(): void;
  /** Makes a round now, or joins the running one. Fails when the round fails. */
  runNow(): Promise<void>;
  /** When the next round comes by the clock; null once stopped, or where it has no more times. */
  nextAt(): Date | null;
  /** Starts no more rounds and waits for the running one. */
  stop(): Promise<void>;
}

// Its own warnings would go past our log.
const SILENT = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
};

/** Creates a scheduler on node-cron. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  if (!validate(options.cron)) {
    throw new ConfigError(`The schedule "${options.cron}" is not a cron expression.`);
  }
  let round: Promise<void> | null = null;
  let isStopped = false;

  const runNow = (): Promise<void> => {
    if (isStopped) return round ?? Promise.resolve();
    round ??= options.run().finally(() => {
      round = null;
    });
    return round;
  };

  const task = createTask(
    options.cron,
    async () => {
      if (round !== null) {
        options.onMissed?.('overlap');
        return;
      }
      await runNow().catch((error: unknown) => options.onError?.(error));
    },
    {
      timezone: options.timezone ?? 'Asia/Shanghai',
      noOverlap: true,
      logger: SILENT,
    },
  );
  task.on('execution:missed', () => options.onMissed?.('missed'));
  task.on('execution:overlap', () => options.onMissed?.('overlap'));

  return {
    start: () => void task.start(),
    runNow,
    nextAt: () => (isStopped ? null : task.getNextRun()),
    stop: async () => {
      isStopped = true;
      await task.destroy();
      await round?.catch(() => undefined);
    },
  };
}
