import type { Delivery } from '../domain/delivery.ts';
import { deliverLane } from './deliver-lane.ts';
import type { DelivererDeps, LaneContext, LaneReport } from './deliver-lane.ts';
import { resumeSubscription } from './pause-subscription.ts';

/** What one pass over the outbox did, and when the next one is due (milliseconds, or null). */
export type DrainReport = LaneReport;

/** Empties the outbox into Discord. */
export interface Deliverer {
  /** One pass over everything that is due. Never two at once. */
  readonly drain: () => Promise<DrainReport>;
  /** Drains now, whenever something is due, and whenever woken. */
  readonly start: () => void;
  /** Finishes the request in hand and stops. */
  readonly stop: () => Promise<void>;
  /** Something was queued. */
  readonly wake: () => void;
  /** Ends the pause of those channels that lost and regained the permission to write; what was held goes out. */
  readonly resumeChannels: (channelIds: readonly string[]) => Promise<number>;
}

const CHANNELS_AT_ONCE = 8;
/** Even without a call the outbox is looked at this often. */
const IDLE_MS = 60_000;
const AFTER_FAULT_MS = 30_000;
const NOTHING: DrainReport = {
  sent: 0,
  failed: 0,
  held: 0,
  waiting: 0,
  nextAt: null,
  tokenRefused: false,
};

function lanesOf(pending: readonly Delivery[]): readonly (readonly Delivery[])[] {
  return [...Map.groupBy(pending, ({ channelId }) => channelId).values()];
}

function addReports(a: DrainReport, b: DrainReport): DrainReport {
  const due = [a.nextAt, b.nextAt].filter((time) => time !== null);
  return {
    sent: a.sent + b.sent,
    failed: a.failed + b.failed,
    held: a.held + b.held,
    waiting: a.waiting + b.waiting,
    nextAt: due.length === 0 ? null : Math.min(...due),
    tokenRefused: a.tokenRefused || b.tokenRefused,
  };
}

/** Builds the deliverer: order within a channel, independence between channels. */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const state = { isStopping: false, tokenRefused: false, isWoken: false };
  const context: LaneContext = {
    isStopping: () => state.isStopping || state.tokenRefused,
    firstAttempts: new Map(),
  };
  let current: Promise<unknown> = Promise.resolve();
  let loop: Promise<void> | null = null;
  let endNap = (): void => undefined;

  async function drainOnce(): Promise<DrainReport> {
    if (state.tokenRefused) return { ...NOTHING, tokenRefused: true };
    const lanes = [...lanesOf(await deps.outbox.pending())];
    let total = NOTHING;
    const worker = async (): Promise<void> => {
      for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
        const report = await deliverLane(deps, lane, context);
        if (report.tokenRefused) state.tokenRefused = true;
        total = addReports(total, report);
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: CHANNELS_AT_ONCE }, worker));
    const fault = ends.find((end) => end.status === 'rejected');
    if (fault !== undefined) throw fault.reason;
    if (total.tokenRefused) deps.logger.error({}, 'token refused: nothing is posted any more');
    return total;
  }

  function drain(): Promise<DrainReport> {
    const next = current.then(drainOnce);
    current = next.catch(() => undefined);
    return next;
  }

  function nap(ms: number): Promise<void> {
    if (state.isWoken || state.isStopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endNap = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function pass(): Promise<number> {
    try {
      const { nextAt } = await drain();
      if (nextAt === null) return IDLE_MS;
      return Math.min(IDLE_MS, Math.max(0, nextAt - deps.now().getTime()));
    } catch (error) {
      deps.logger.error({ error }, 'outbox not drained');
      return AFTER_FAULT_MS;
    }
  }

  async function run(): Promise<void> {
    while (!state.isStopping && !state.tokenRefused) {
      state.isWoken = false;
      await nap(await pass());
    }
  }

  function wake(): void {
    state.isWoken = true;
    endNap();
  }

  return {
    drain,
    start: () => {
      loop ??= run();
    },
    stop: async () => {
      state.isStopping = true;
      endNap();
      await loop;
      await current;
    },
    wake,
    resumeChannels: async (channelIds) => {
      let resumed = 0;
      for (const channelId of channelIds) {
        if (!(await resumeSubscription(deps.subscriptions, channelId))) continue;
        resumed += 1;
        deps.logger.info({ channelId }, 'subscription resumed');
      }
      if (resumed > 0) wake();
      return resumed;
    },
  };
}
