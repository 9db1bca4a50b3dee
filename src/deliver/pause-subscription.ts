import type { PauseReason } from '../domain/subscription.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';
import type { DelivererDeps } from './deliverer-deps.ts';

/** Pauses that end by themselves once Discord lets the bot write again. */
const ENDS_BY_ITSELF: ReadonlySet<PauseReason> = new Set([
  'missing-access',
  'missing-permission',
  'unknown-channel',
  // Who invites the bot back wants it as it was.
  'guild-removed',
]);

/** Ends a pause that was not a person's wish. True when something changed. */
export async function resumeSubscription(
  store: Pick<SubscriptionStore, 'change'>,
  channelId: string,
): Promise<boolean> {
  let isResumed = false;
  await store.change(channelId, (subscription) => {
    const reason = subscription?.paused?.reason;
    isResumed = reason !== undefined && ENDS_BY_ITSELF.has(reason);
    return subscription !== null && isResumed ? { ...subscription, paused: null } : subscription;
  });
  return isResumed;
}

/** Pauses a channel that Discord refused, and says so. */
export async function pauseChannel(
  deps: DelivererDeps,
  channelId: string,
  reason: PauseReason,
): Promise<void> {
  const since = deps.now().toISOString();
  // Nothing is deleted, and a pause that is there already stays.
  const paused = await deps.subscriptions.change(channelId, (known) =>
    known === null || known.paused !== null ? known : { ...known, paused: { reason, since } },
  );
  deps.logger.warn({ channelId, reason }, 'subscription paused');
  if (paused !== null) deps.onPaused?.(paused);
}
