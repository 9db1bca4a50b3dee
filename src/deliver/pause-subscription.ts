import type { PauseReason, Subscription } from '../domain/subscription.ts';
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

/** Pauses a channel's subscription unless it is paused already. Nothing is deleted. */
async function pauseSubscription(
  store: SubscriptionStore,
  channelId: string,
  pause: { readonly reason: PauseReason; readonly now: Date },
): Promise<Subscription | null> {
  const subscription = await store.get(channelId);
  if (subscription === null || subscription.paused !== null) return subscription;
  const since = pause.now.toISOString();
  const paused = { ...subscription, paused: { reason: pause.reason, since } };
  await store.save(paused);
  return paused;
}

/** Ends a pause that was not a person's wish. True when something changed. */
export async function resumeSubscription(
  store: SubscriptionStore,
  channelId: string,
): Promise<boolean> {
  const subscription = await store.get(channelId);
  const reason = subscription?.paused?.reason;
  if (!subscription || reason === undefined || !ENDS_BY_ITSELF.has(reason)) return false;
  await store.save({ ...subscription, paused: null });
  return true;
}

/** Pauses a channel that Discord refused, and says so. */
export async function pauseChannel(
  deps: DelivererDeps,
  channelId: string,
  reason: PauseReason,
): Promise<void> {
  const now = deps.now();
  const paused = await pauseSubscription(deps.subscriptions, channelId, { reason, now });
  deps.logger.warn({ channelId, reason }, 'subscription paused');
  if (paused !== null) deps.onPaused?.(paused);
}
