import type { DiscordMessage } from '../card/discord-message.ts';
import type { Card, CardOccasion, Language } from '../domain/card.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import { ChannelGoneError, PermanentError, TokenError, TransientError } from '../domain/errors.ts';
import type { PauseReason, Subscription } from '../domain/subscription.ts';
import type { Outbox } from '../store/outbox.ts';
import type { SubscriptionStore } from '../store/subscriptions.ts';
import { pauseSubscription } from './pause-subscription.ts';
import { retryDelayMs } from './retry-delay.ts';

/** Takes facts first, then a constant message. */
interface DeliverLogger {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What delivering needs from the world. */
export interface DelivererDeps {
  readonly outbox: Pick<Outbox, 'pending' | 'update'>;
  readonly subscriptions: SubscriptionStore;
  /** One attempt; throws our own errors. */
  readonly post: (
    channelId: string,
    message: DiscordMessage,
    nonce: string,
  ) => Promise<{ readonly messageId: string }>;
  /** Looks for a message that we may have posted since that time, without knowing whether we did. */
  readonly findRecentMessage?: (
    channelId: string,
    message: DiscordMessage,
    since: Date,
  ) => Promise<{ readonly messageId: string } | null>;
  readonly render: (
    card: Card,
    options: { readonly language: Language; readonly occasion: CardOccasion },
  ) => DiscordMessage;
  readonly onDelivered?: (delivery: Delivery, messageId: string) => void;
  readonly onPaused?: (subscription: Subscription) => void;
  readonly now: () => Date;
  readonly random?: () => number;
  readonly logger: DeliverLogger;
}

/** What came of one channel's queue. */
export interface LaneReport {
  readonly sent: number;
  readonly failed: number;
  readonly held: number;
  /** When the first waiting one is due, in milliseconds; null when nothing waits for time. */
  readonly nextAt: number | null;
  readonly waiting: number;
  readonly tokenRefused: boolean;
}

/** What the lanes of one deliverer share. */
export interface LaneContext {
  readonly isStopping: () => boolean;
  readonly onTokenRefused: () => void;
  /** When each delivery was first attempted by this process. */
  readonly firstAttempts: Map<string, number>;
}

type Step =
  | { readonly kind: 'sent' | 'failed' | 'token' }
  | { readonly kind: 'later'; readonly nextAt: number }
  | { readonly kind: 'gone'; readonly reason: PauseReason };

/** Discord compares nonces for "a few minutes"; beyond this the channel is read before posting again. */
const NONCE_WINDOW_MS = 100_000;

/** A mistake of our own must not block a channel for good. */
const MAX_UNEXPECTED = 8;

/** Delivers one channel's queue in order until it is empty or the head has to wait. */
export async function deliverLane(
  deps: DelivererDeps,
  lane: readonly Delivery[],
  context: LaneContext,
): Promise<LaneReport> {
  const counts = { sent: 0, failed: 0, held: 0, nextAt: null, tokenRefused: false };
  for (const [index, delivery] of lane.entries()) {
    const rest = lane.slice(index);
    if (context.isStopping()) return { ...counts, waiting: rest.length };
    const subscription = await deps.subscriptions.get(delivery.channelId);
    if (subscription !== null && subscription.paused !== null) {
      await hold(deps, rest, subscription.paused.reason);
      return { ...counts, held: rest.length, waiting: 0 };
    }
    const step = await deliverOne({ deps, context, subscription }, delivery);
    if (step.kind === 'sent') counts.sent += 1;
    if (step.kind === 'failed') counts.failed += 1;
    if (step.kind === 'token') {
      context.onTokenRefused();
      return { ...counts, waiting: rest.length, tokenRefused: true };
    }
    if (step.kind === 'later') return { ...counts, waiting: rest.length, nextAt: step.nextAt };
    if (step.kind === 'gone') {
      await pause(deps, delivery.channelId, step.reason);
      await hold(deps, rest, step.reason);
      return { ...counts, held: rest.length, waiting: 0 };
    }
  }
  return { ...counts, waiting: 0 };
}

interface Attempt {
  readonly deps: DelivererDeps;
  readonly context: LaneContext;
  readonly subscription: Subscription | null;
}

async function deliverOne(attempt: Attempt, delivery: Delivery): Promise<Step> {
  const { deps, context, subscription } = attempt;
  const nowMs = deps.now().getTime();
  const { state } = delivery;
  if (subscription === null) return fail(deps, delivery, 'unsubscribed');
  const notBefore = state.kind === 'queued' ? Date.parse(state.notBefore ?? '') : Number.NaN;
  if (notBefore > nowMs) return { kind: 'later', nextAt: notBefore };

  const attempts = attemptsOf(state) + 1;
  const isDoubtful = mayBePosted(delivery, context, nowMs);
  if (!context.firstAttempts.has(delivery.id)) context.firstAttempts.set(delivery.id, nowMs);
  const since = deps.now().toISOString();
  const sending: Delivery = { ...delivery, state: { kind: 'sending', since, attempts } };
  // Written before the request leaves: a crash in between is seen afterwards.
  await deps.outbox.update(sending);

  let posted: { readonly messageId: string };
  try {
    posted = await postOnce({ deps, subscription, isDoubtful }, sending);
  } catch (error) {
    return afterFailure(deps, sending, error);
  }
  const at = deps.now().toISOString();
  const { messageId } = posted;
  await deps.outbox.update({ ...delivery, state: { kind: 'sent', messageId, at } });
  context.firstAttempts.delete(delivery.id);
  deps.logger.info({ deliveryId: delivery.id, messageId, attempts }, 'card delivered');
  deps.onDelivered?.(delivery, messageId);
  return { kind: 'sent' };
}

function attemptsOf(state: DeliveryState): number {
  return 'attempts' in state ? state.attempts : 0;
}

/** Whether an earlier attempt may have reached Discord so long ago that the nonce no longer protects. */
function mayBePosted({ id, state }: Delivery, context: LaneContext, nowMs: number): boolean {
  if (attemptsOf(state) === 0) return false;
  const isFirst = state.kind === 'sending' && state.attempts === 1;
  const first = context.firstAttempts.get(id) ?? (isFirst ? Date.parse(state.since) : 0);
  return nowMs - first > NONCE_WINDOW_MS;
}

async function postOnce(
  context: {
    readonly deps: DelivererDeps;
    readonly subscription: Subscription;
    readonly isDoubtful: boolean;
  },
  delivery: Delivery,
): Promise<{ readonly messageId: string }> {
  const { deps, subscription, isDoubtful } = context;
  const { language } = subscription;
  const message = deps.render(delivery.card, { language, occasion: delivery.occasion });
  if (isDoubtful && deps.findRecentMessage !== undefined) {
    const since = new Date(delivery.queuedAt);
    const found = await deps.findRecentMessage(delivery.channelId, message, since);
    if (found !== null) return found;
  }
  return deps.post(delivery.channelId, message, delivery.nonce);
}

/** The catch site of a delivery: each kind of error says what to do. */
async function afterFailure(
  deps: DelivererDeps,
  delivery: Delivery,
  error: unknown,
): Promise<Step> {
  if (error instanceof ChannelGoneError) return { kind: 'gone', reason: error.reason };
  if (error instanceof PermanentError) return fail(deps, delivery, error.reason, error);
  const attempts = attemptsOf(delivery.state);
  if (error instanceof TokenError) {
    await requeue(deps, delivery, { notBefore: null, attempts });
    return { kind: 'token' };
  }
  const isExpected = error instanceof TransientError;
  if (!isExpected && attempts >= MAX_UNEXPECTED) {
    deps.logger.error({ deliveryId: delivery.id, attempts, err: error }, 'card set aside');
    return fail(deps, delivery, 'unexpected-error');
  }
  const retryAfterMs = isExpected ? error.retryAfterMs : null;
  const delayMs = retryDelayMs(attempts, retryAfterMs, deps.random ?? Math.random);
  const nextAt = deps.now().getTime() + delayMs;
  await requeue(deps, delivery, { notBefore: new Date(nextAt).toISOString(), attempts });
  const facts = { deliveryId: delivery.id, attempts, delayMs, reason: String(error) };
  if (isExpected) deps.logger.warn(facts, 'delivery postponed');
  else deps.logger.error({ ...facts, err: error }, 'delivery failed unexpectedly');
  return { kind: 'later', nextAt };
}

async function requeue(
  deps: DelivererDeps,
  delivery: Delivery,
  when: { readonly notBefore: string | null; readonly attempts: number },
): Promise<void> {
  await deps.outbox.update({ ...delivery, state: { kind: 'queued', ...when } });
}

async function fail(
  deps: DelivererDeps,
  delivery: Delivery,
  ...[reason, error]: [reason: string, error?: PermanentError]
): Promise<Step> {
  const at = deps.now().toISOString();
  await deps.outbox.update({ ...delivery, state: { kind: 'failed', reason, at } });
  const facts = { deliveryId: delivery.id, reason, detail: error?.message ?? null };
  if (error === undefined) deps.logger.info(facts, 'delivery dropped');
  else deps.logger.error(facts, 'card refused');
  return { kind: 'failed' };
}

async function pause(deps: DelivererDeps, channelId: string, reason: PauseReason): Promise<void> {
  const paused = await pauseSubscription(deps.subscriptions, channelId, {
    reason,
    now: deps.now(),
  });
  deps.logger.warn({ channelId, reason }, 'subscription paused');
  if (paused !== null) deps.onPaused?.(paused);
}

async function hold(
  deps: DelivererDeps,
  lane: readonly Delivery[],
  reason: PauseReason,
): Promise<void> {
  const since = deps.now().toISOString();
  for (const delivery of lane) {
    if (delivery.state.kind === 'held' && delivery.state.reason === reason) continue;
    const attempts = attemptsOf(delivery.state);
    await deps.outbox.update({ ...delivery, state: { kind: 'held', reason, since, attempts } });
  }
}
