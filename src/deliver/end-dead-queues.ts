import { DAY_MS } from '../base/clock.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { PauseReason, Subscription } from '../domain/subscription.ts';
import type { Outbox } from '../store/outbox.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';

/** Discord knows the channel, or the bot in its server, no more. It may be an outage or a mistake that somebody mends. */
const GONE: ReadonlySet<PauseReason> = new Set(['unknown-channel', 'guild-removed']);
const GONE_FOR_GOOD_MS = 30 * DAY_MS;
const AT_ONCE = 200;

/** Whether a channel is gone for so long that nothing waits for it any more; its subscription stays, should it come back. */
export function isGoneForGood({ paused }: Pick<Subscription, 'paused'>, now: Date): boolean {
  if (paused === null || !GONE.has(paused.reason)) return false;
  return now.getTime() - Date.parse(paused.since) > GONE_FOR_GOOD_MS;
}

/** Ends what waits for channels that are gone for good; returns how much. */
export async function endDeadQueues(
  stores: {
    readonly outbox: Pick<Outbox, 'waiting' | 'update'>;
    readonly subscriptions: Pick<SubscriptionStore, 'all'>;
  },
  now: Date,
): Promise<number> {
  const gone = (await stores.subscriptions.all()).filter((one) => isGoneForGood(one, now));
  const state = { kind: 'failed', reason: 'channel-gone', at: now.toISOString() } as const;
  let count = 0;
  for (const { channelId } of gone) {
    const waiting = await stores.outbox.waiting(channelId);
    count += waiting.length;
    for (let at = 0; at < waiting.length; at += AT_ONCE) {
      const ended = waiting.slice(at, at + AT_ONCE).map((one): Delivery => ({ ...one, state }));
      await stores.outbox.update(...ended);
    }
  }
  return count;
}
