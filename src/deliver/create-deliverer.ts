import { createMutex } from '../base/mutex.ts';
import type { DelivererDeps, DeliveryContext } from './deliverer-deps.ts';
import { drainOutbox, EMPTY_REPORT, type DrainReport } from './drain-outbox.ts';
import { editMessages } from './edit-messages.ts';
import { resumeSubscription } from './pause-subscription.ts';
import { createWakefulLoop } from './wakeful-loop.ts';

/** Empties the outbox into Discord. */
export interface Deliverer {
  /** One pass over everything that is due. Never two at once. */
  readonly drain: () => Promise<DrainReport>;
  /** Drains now, whenever something is due, and whenever woken. */
  readonly start: () => void;
  /** Finishes the current request and stops. */
  readonly stop: () => Promise<void>;
  /** To be called after something was queued. */
  readonly wake: () => void;
  /** Ends the pause of channels that lost and regained the permission to write; what was held is sent. */
  readonly resumeChannels: (channelIds: readonly string[]) => Promise<number>;
  /** Runs work while nothing is sent or edited: after the current pass, before the next one. */
  readonly betweenDeliveries: <T>(work: () => Promise<T>) => Promise<T>;
}

/** The outbox is checked this often even when nothing wakes the deliverer. */
const IDLE_MS = 60_000;
const AFTER_FAILURE_MS = 30_000;

/** Creates the deliverer: channels are independent, each keeps its order. */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const state = { isStopping: false, isRefused: false };
  const context: DeliveryContext = {
    isStopping: () => state.isStopping || state.isRefused || deps.mayDeliver?.() === false,
    onTokenRefused: () => {
      state.isRefused = true;
      deps.logger.error({}, 'token refused: nothing is posted any more');
    },
    editsRest: new Map(),
    reconciled: new Map(),
    comparisons: new Map(),
  };
  const loop = createWakefulLoop(pass);
  const mutex = createMutex();

  async function drainUnlessRefused(): Promise<DrainReport> {
    if (state.isRefused) return { ...EMPTY_REPORT, tokenRefused: true };
    const report = await drainOutbox(deps, context);
    if (deps.editing === undefined || context.isStopping()) return report;
    // New cards first: an edit is never urgent.
    const { edited, nextAt } = await editMessages(deps, deps.editing, context);
    const due = [report.nextAt, nextAt].filter((time) => time !== null);
    const tokenRefused = state.isRefused;
    return { ...report, edited, tokenRefused, nextAt: due.length === 0 ? null : Math.min(...due) };
  }

  function drain(): Promise<DrainReport> {
    return mutex(drainUnlessRefused);
  }

  async function pass(): Promise<number | null> {
    try {
      const { nextAt, tokenRefused } = await drain();
      if (tokenRefused) return null;
      return nextAt === null
        ? IDLE_MS
        : Math.min(IDLE_MS, Math.max(0, nextAt - deps.now().getTime()));
    } catch (error) {
      deps.logger.error({ err: error }, 'outbox not drained');
      return AFTER_FAILURE_MS;
    }
  }

  async function resumeChannels(channelIds: readonly string[]): Promise<number> {
    let resumed = 0;
    for (const channelId of channelIds) {
      if (!(await resumeSubscription(deps.subscriptions, channelId))) continue;
      resumed += 1;
      deps.logger.info({ channelId }, 'subscription resumed');
    }
    if (resumed > 0) loop.wake();
    return resumed;
  }

  return {
    drain,
    start: loop.start,
    wake: loop.wake,
    stop: async () => {
      state.isStopping = true;
      await loop.stop();
      // A drain that is running ends first.
      await mutex(async () => undefined);
    },
    resumeChannels,
    betweenDeliveries: (work) => mutex(work),
  };
}
