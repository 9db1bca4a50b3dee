import type { Delivery } from '../domain/delivery.ts';
import { deliverChannel, type ChannelReport } from './deliver-channel.ts';
import type { DelivererDeps, DeliveryContext } from './deliverer-deps.ts';

/** What one pass over the outbox did, and when the next one is due (milliseconds, or null). */
export interface DrainReport extends ChannelReport {
  /** Posted messages that were brought up to date. */
  readonly edited: number;
}

const CHANNELS_AT_ONCE = 8;

/** The report of a pass with nothing to do. */
export const EMPTY_REPORT: DrainReport = {
  sent: 0,
  failed: 0,
  held: 0,
  waiting: 0,
  nextAt: null,
  tokenRefused: false,
  edited: 0,
};

function queuesByChannel(pending: readonly Delivery[]): (readonly Delivery[])[] {
  return [...Map.groupBy(pending, ({ channelId }) => channelId).values()];
}

function addReports(a: DrainReport, b: ChannelReport): DrainReport {
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
export async function drainOutbox(
  deps: DelivererDeps,
  context: DeliveryContext,
): Promise<DrainReport> {
  const queues = queuesByChannel(await deps.outbox.pending());
  let total = EMPTY_REPORT;
  const worker = async (): Promise<void> => {
    for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) {
      const report = await deliverChannel(deps, queue, context);
      total = addReports(total, report);
    }
  };
  // A broken store ends one worker; the others finish their channels before the error is thrown.
  const ends = await Promise.allSettled(Array.from({ length: CHANNELS_AT_ONCE }, worker));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return total;
}
