import { createMutex } from '../base/mutex.ts';
import { createBell } from './bell.ts';
import type { DelivererDeps, DeliveryContext } from './deliverer-deps.ts';
import { drainOutbox, EMPTY_REPORT, type DrainReport } from './drain-outbox.ts';
import { editMessages } from './edit-messages.ts';
import { createPace } from './pace.ts';
import { resumeSubscription } from './pause-subscription.ts';
import { createTurnOrder } from './turn-order.ts';
import { createWakefulLoop } from './wakeful-loop.ts';

/** Empties the outbox into Discord. */
export interface Deliverer {
  /** Sends everything that is due, in one pass or more. Never two at once. */
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
/** Many channels that wait for times close to each other are one pass. */
const LEAST_NAP_MS = 50;

/** Creates the deliverer: channels are independent, each keeps its order. */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const state = { isStopping: false, isRefused: false, hasNews: false, waiters: 0 };
  const context: DeliveryContext = {
    isStopping: () => state.isStopping || state.isRefused || deps.mayDeliver?.() === false,
    onTokenRefused: () => {
      state.isRefused = true;
      deps.logger.error({}, 'token refused: nothing is posted any more');
    },
    order: createTurnOrder(),
    pace: createPace(),
    bell: createBell(),
    hasNews() {
      const { hasNews } = state;
      state.hasNews = false;
      return hasNews;
    },
    isWaitedFor: () => state.waiters > 0,
    caughtUp: new Set(),
    rests: new Map(),
    editsRest: new Map(),
    reconciled: new Map(),
    comparisons: new Map(),
  };
  const loop = createWakefulLoop(pass);
  const mutex = createMutex();

  async function passUnlessRefused(): Promise<DrainReport> {
    if (state.isRefused) return { ...EMPTY_REPORT, tokenRefused: true };
    const report = await drainOutbox(deps, context);
    if (deps.editing === undefined || context.isStopping()) return report;
    // New cards first: an edit is never urgent.
    const { edited, nextAt } = await editMessages(deps, deps.editing, context);
    const due = [report.nextAt, nextAt].filter((time) => time !== null);
    const tokenRefused = state.isRefused;
    return { ...report, edited, tokenRefused, nextAt: due.length === 0 ? null : Math.min(...due) };
  }

  async function drain(): Promise<DrainReport> {
    let sum = { sent: 0, failed: 0, edited: 0 };
    for (;;) {
      const report = await mutex(passUnlessRefused);
      sum = addCounts(sum, report);
      if (!report.isCut) return { ...report, ...sum };
    }
  }

  async function pass(): Promise<number | null> {
    try {
      const { nextAt, tokenRefused, isCut } = await mutex(passUnlessRefused);
      if (tokenRefused) return null;
      if (isCut) return 0;
      const waitMs = (nextAt ?? Infinity) - deps.now().getTime();
      return Math.min(IDLE_MS, Math.max(LEAST_NAP_MS, waitMs));
    } catch (error) {
      deps.logger.error({ err: error }, 'outbox not drained');
      return AFTER_FAILURE_MS;
    }
  }

  function wake(): void {
    state.hasNews = true;
    context.bell.ring();
    loop.wake();
  }

  async function resumeChannels(channelIds: readonly string[]): Promise<number> {
    let resumed = 0;
    for (const channelId of channelIds) {
      if (!(await resumeSubscription(deps.subscriptions, channelId))) continue;
      resumed += 1;
      deps.logger.info({ channelId }, 'subscription resumed');
    }
    if (resumed > 0) wake();
    return resumed;
  }

  return {
    drain,
    start: loop.start,
    wake,
    stop: async () => {
      state.isStopping = true;
      await loop.stop();
      // A drain that is running ends first.
      await mutex(async () => undefined);
    },
    resumeChannels,
    betweenDeliveries: (work) => {
      state.waiters += 1;
      return mutex(() => {
        state.waiters -= 1;
        return work();
      });
    },
  };
}

type Counts = Pick<DrainReport, 'sent' | 'failed' | 'edited'>;

function addCounts(a: Counts, b: Counts): Counts {
  return { sent: a.sent + b.sent, failed: a.failed + b.failed, edited: a.edited + b.edited };
}
