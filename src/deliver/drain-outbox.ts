import type { Delivery } from '../domain/delivery.ts';
import { deliverLane, type LaneReport } from './deliver-lane.ts';
import type { DelivererDeps, LaneContext } from './deliverer-deps.ts';

/** What one pass over the outbox did, and when the next one is due (milliseconds, or null). */
export interface DrainReport extends LaneReport {
  /** Posted messages that were brought up to date. */
  readonly edited: number;
}

const CHANNELS_AT_ONCE = 8;

/** Nothing was there to do. */
export const EMPTY_REPORT: DrainReport = {
  sent: 0,
  failed: 0,
  held: 0,
  waiting: 0,
  nextAt: null,
  tokenRefused: false,
  edited: 0,
};

function lanesOf(pending: readonly Delivery[]): (readonly Delivery[])[] {
  return [...Map.groupBy(pending, ({ channelId }) => channelId).values()];
}

function addReports(a: DrainReport, b: LaneReport): DrainReport {
  const due = [a.nextAt, b.nextAt].filter((time) => time !== null);
  return {
    sent: a.sent + b.sent,
    failed: a.failed + b.failed,
    held: a.held + b.held,
    waiting: a.waiting + b.waiting,
    nextAt: due.length === 0 ? null : Math.min(...due),
    tokenRefused: a.tokenRefused || b.tokenRefused,
    edited: a.edited,
  };
}

/** One pass over everything that is due: in order within a channel, some channels at a time. */
export async function drainOutbox(deps: DelivererDeps, context: LaneContext): Promise<DrainReport> {
  const lanes = lanesOf(await deps.outbox.pending());
  let total = EMPTY_REPORT;
  const worker = async (): Promise<void> => {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      const report = await deliverLane(deps, lane, context);
      total = addReports(total, report);
    }
  };
  // A broken store ends one worker; the others finish what they have in hand before we say so.
  const ends = await Promise.allSettled(Array.from({ length: CHANNELS_AT_ONCE }, worker));
  const fault = ends.find((end) => end.status === 'rejected');
  if (fault !== undefined) throw fault.reason;
  return total;
}
