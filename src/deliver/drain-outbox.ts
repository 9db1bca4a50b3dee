import type { ChannelQueue } from '../store/queue-index.ts';
import { deliverNext } from './deliver-channel.ts';
import type { DelivererDeps, DeliveryContext } from './deliverer-deps.ts';
import type { Subscription } from '../domain/subscription.ts';
import { isAhead } from './retry-delay.ts';
import type { Waiter } from './turn-order.ts';

/** What one pass over the outbox did, and when the next one is due (milliseconds, or null). */
export interface DrainReport {
  readonly sent: number;
  readonly failed: number;
  /** What waits for channels that are paused. */
  readonly held: number;
  /** What else waits. */
  readonly waiting: number;
  readonly nextAt: number | null;
  readonly tokenRefused: boolean;
  /** Posted messages that were brought up to date. */
  readonly edited: number;
  /** More is due already: the pass ended so that other work has its turn. */
  readonly isCut: boolean;
}

/** Discord takes 50 messages a second, and answers within 400 ms on a bad day. */
const TURNS_AT_ONCE = 24;
/** After so many messages, some twenty seconds, edits have their turn; who waits to work alone, after as many as run at a time. */
const TURNS_PER_PASS = 1000;

const LONGEST_NAP_MS = 60_000;

/** The report of a pass with nothing to do. */
export const EMPTY_REPORT: DrainReport = {
  sent: 0,
  failed: 0,
  held: 0,
  waiting: 0,
  nextAt: null,
  tokenRefused: false,
  edited: 0,
  isCut: false,
};

/**
 * One pass over what is due: a message of each channel in turn, some channels at a time. What is queued meanwhile joins as soon as
 * the bell rings.
 */
export async function drainOutbox(
  deps: DelivererDeps,
  context: DeliveryContext,
): Promise<DrainReport> {
  const { order, bell } = context;
  const counts = { sent: 0, failed: 0, tokenRefused: false };
  const failures: unknown[] = [];
  let running = 0;
  let begun = 0;
  let nextRestMs = await lineUp(deps, context);

  function rest(channelId: string, untilMs: number): void {
    context.rests.set(channelId, untilMs);
    nextRestMs = Math.min(nextRestMs, untilMs);
  }

  async function takeTurn(channelId: string): Promise<void> {
    let hasMore = false;
    try {
      const turn = await deliverNext(deps, channelId, context);
      counts.sent += turn.sent;
      counts.failed += turn.failed;
      counts.tokenRefused ||= turn.tokenRefused;
      if (turn.nextAt === null) hasMore = await mayGoOn(deps, channelId);
      else rest(channelId, turn.nextAt);
    } catch (error) {
      failures.push(error);
    } finally {
      order.end(channelId, hasMore);
      running -= 1;
      bell.ring();
    }
  }

  const isOver = (): boolean => begun >= (context.isWaitedFor() ? TURNS_AT_ONCE : TURNS_PER_PASS);

  const mayBegin = (): boolean =>
    running < TURNS_AT_ONCE && !isOver() && failures.length === 0 && !context.isStopping();

  async function lineUpAgain(): Promise<void> {
    const isNew = context.hasNews() || deps.now().getTime() >= nextRestMs;
    if (!isNew || failures.length > 0) return;
    try {
      nextRestMs = await lineUp(deps, context);
    } catch (error) {
      failures.push(error);
    }
  }

  for (;;) {
    await lineUpAgain();
    while (mayBegin()) {
      const channelId = order.next();
      if (channelId === null) break;
      begun += 1;
      running += 1;
      void takeTurn(channelId);
    }
    if (running === 0) break;
    const restMs = nextRestMs - deps.now().getTime();
    const timer = setTimeout(() => bell.ring(), Math.min(restMs, LONGEST_NAP_MS));
    await bell.rung();
    clearTimeout(timer);
  }
  // A broken store ends the pass; the turns that were under way have ended before.
  if (failures.length > 0) throw failures[0];
  const isCut = isOver() && !context.isStopping();
  return { ...EMPTY_REPORT, ...counts, ...(await whatWaits(deps, context)), isCut };
}

/** Puts the channels in line for which something is due; returns when the first of the others is, in milliseconds. */
async function lineUp(deps: DelivererDeps, context: DeliveryContext): Promise<number> {
  const { order, rests } = context;
  const nowMs = deps.now().getTime();
  const joining: (Waiter & ChannelQueue)[] = [];
  let nextRestMs = Number.POSITIVE_INFINITY;
  for (const queue of await deps.outbox.queues()) {
    const { channelId } = queue;
    if (order.isInLine(channelId)) continue;
    const restMs = rests.get(channelId) ?? 0;
    if (isAhead(restMs, nowMs)) {
      nextRestMs = Math.min(nextRestMs, restMs);
      continue;
    }
    rests.delete(channelId);
    const subscription = await deps.subscriptions.get(channelId);
    // What is held already need not be looked at until the pause ends.
    if (isAllHeld(queue, subscription)) {
      context.caughtUp.delete(channelId);
      continue;
    }
    joining.push({ ...queue, guildId: subscription?.guildId ?? '' });
  }
  order.join(joining.sort((a, b) => a.since - b.since));
  return nextRestMs;
}

/** Whether something is held already for a channel that is paused, and nothing else waits for it. */
function isAllHeld({ held, size }: ChannelQueue, subscription: Subscription | null): boolean {
  return held === size && isPaused(subscription);
}

const isPaused = (subscription: Subscription | null): boolean =>
  subscription !== null && subscription.paused !== null;

async function mayGoOn(
  { outbox, subscriptions }: DelivererDeps,
  channelId: string,
): Promise<boolean> {
  const queue = await outbox.queue(channelId);
  return queue !== null && !isAllHeld(queue, await subscriptions.get(channelId));
}

async function whatWaits(
  deps: DelivererDeps,
  { rests }: DeliveryContext,
): Promise<Pick<DrainReport, 'held' | 'waiting' | 'nextAt'>> {
  const nowMs = deps.now().getTime();
  let [held, waiting, nextAtMs] = [0, 0, Number.POSITIVE_INFINITY];
  for (const { channelId, size } of await deps.outbox.queues()) {
    if (isPaused(await deps.subscriptions.get(channelId))) {
      held += size;
      continue;
    }
    waiting += size;
    const restMs = rests.get(channelId) ?? 0;
    if (isAhead(restMs, nowMs)) nextAtMs = Math.min(nextAtMs, restMs);
  }
  return { held, waiting, nextAt: Number.isFinite(nextAtMs) ? nextAtMs : null };
}
