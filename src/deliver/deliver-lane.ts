import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import { ChannelGoneError, PermanentError, TokenError, TransientError } from '../domain/errors.ts';
import type { PauseReason, Subscription } from '../domain/subscription.ts';
import type { DelivererDeps, LaneContext } from './deliverer-deps.ts';
import { deliveryNonce } from './delivery-nonce.ts';
import {
  attemptsOf,
  countDeliveries,
  parcelMessage,
  parcelsOf,
  withState,
  type Parcel,
} from './parcels.ts';
import { pauseChannel } from './pause-subscription.ts';
import { retryDelayMs } from './retry-delay.ts';

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

type Step =
  | { readonly kind: 'sent' | 'failed' | 'token' }
  | { readonly kind: 'later'; readonly nextAt: number }
  | { readonly kind: 'gone'; readonly reason: PauseReason };

/** Discord compares nonces for "a few minutes"; beyond this the channel is read before posting again. */
const NONCE_WINDOW_MS = 100_000;

/** A bug must not block a channel for ever. */
const MAX_UNEXPECTED = 8;

/** Delivers one channel's queue in order until it is empty or the head has to wait. */
export async function deliverLane(
  deps: DelivererDeps,
  lane: readonly Delivery[],
  context: LaneContext,
): Promise<LaneReport> {
  const counts = { sent: 0, failed: 0, held: 0, nextAt: null, tokenRefused: false };
  const parcels = parcelsOf(lane);
  for (const [index, parcel] of parcels.entries()) {
    const rest = parcels.slice(index);
    const left = countDeliveries(rest);
    if (context.isStopping()) return { ...counts, waiting: left };
    const subscription = await deps.subscriptions.get(parcel.channelId);
    if (subscription !== null && subscription.paused !== null) {
      await hold(deps, rest, subscription.paused.reason);
      return { ...counts, held: left, waiting: 0 };
    }
    const step = await deliverOne({ deps, context, subscription }, parcel);
    if (step.kind === 'sent') counts.sent += parcel.deliveries.length;
    if (step.kind === 'failed') counts.failed += parcel.deliveries.length;
    if (step.kind === 'token') {
      context.onTokenRefused();
      return { ...counts, waiting: left, tokenRefused: true };
    }
    if (step.kind === 'later') return { ...counts, waiting: left, nextAt: step.nextAt };
    if (step.kind === 'gone') {
      await pauseChannel(deps, parcel.channelId, step.reason);
      await hold(deps, rest, step.reason);
      return { ...counts, held: left, waiting: 0 };
    }
  }
  return { ...counts, waiting: 0 };
}

interface Attempt {
  readonly deps: DelivererDeps;
  readonly context: LaneContext;
  readonly subscription: Subscription | null;
}

async function deliverOne(attempt: Attempt, parcel: Parcel): Promise<Step> {
  const { deps, context, subscription } = attempt;
  const nowMs = deps.now().getTime();
  const { state } = parcel;
  if (subscription === null) return fail(deps, parcel, 'unsubscribed');
  const notBefore = state.kind === 'queued' ? Date.parse(state.notBefore ?? '') : Number.NaN;
  if (notBefore > nowMs) return { kind: 'later', nextAt: notBefore };

  const attempts = attemptsOf(state) + 1;
  const isDoubtful = mayBePosted(parcel, context, nowMs);
  if (!context.firstAttempts.has(parcel.id)) context.firstAttempts.set(parcel.id, nowMs);
  const since = deps.now().toISOString();
  // Written before the request leaves: a crash in between is seen afterwards.
  const sending = await write(deps, parcel, { kind: 'sending', since, attempts });

  let posted: { readonly messageId: string };
  try {
    posted = await postOnce({ deps, subscription, isDoubtful }, sending);
  } catch (error) {
    return afterFailure(deps, sending, error);
  }
  const at = deps.now().toISOString();
  const { messageId } = posted;
  await write(deps, parcel, { kind: 'sent', messageId, at });
  context.firstAttempts.delete(parcel.id);
  const documents = parcel.deliveries.length;
  deps.logger.info({ deliveryId: parcel.id, messageId, attempts, documents }, 'card delivered');
  for (const delivery of parcel.deliveries) deps.onDelivered?.(delivery, messageId);
  return { kind: 'sent' };
}

async function write(deps: DelivererDeps, parcel: Parcel, state: DeliveryState): Promise<Parcel> {
  const changed = withState(parcel, state);
  await deps.outbox.update(...changed.deliveries);
  return changed;
}

/** Whether an earlier attempt may have reached Discord so long ago that the nonce no longer protects. */
function mayBePosted({ id, state }: Parcel, context: LaneContext, nowMs: number): boolean {
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
  parcel: Parcel,
): Promise<{ readonly messageId: string }> {
  const { deps, subscription, isDoubtful } = context;
  const message = parcelMessage(deps, parcel.deliveries, subscription.language);
  if (isDoubtful && deps.findRecentMessage !== undefined) {
    const since = new Date(parcel.queuedAt);
    const found = await deps.findRecentMessage(parcel.channelId, message, since);
    if (found !== null) return found;
  }
  return deps.post(parcel.channelId, message, parcel.nonce);
}

/** The catch site of a delivery: each kind of error says what to do. */
async function afterFailure(deps: DelivererDeps, parcel: Parcel, error: unknown): Promise<Step> {
  if (error instanceof ChannelGoneError) return { kind: 'gone', reason: error.reason };
  if (error instanceof PermanentError) {
    return parcel.deliveries[0].digest === undefined
      ? fail(deps, parcel, error.reason, error)
      : scatter(deps, parcel, error);
  }
  const attempts = attemptsOf(parcel.state);
  if (error instanceof TokenError) {
    await write(deps, parcel, { kind: 'queued', notBefore: null, attempts });
    return { kind: 'token' };
  }
  const isExpected = error instanceof TransientError;
  if (!isExpected && attempts >= MAX_UNEXPECTED) {
    deps.logger.error({ deliveryId: parcel.id, attempts, err: error }, 'card set aside');
    return fail(deps, parcel, 'unexpected-error');
  }
  const retryAfterMs = isExpected ? error.retryAfterMs : null;
  const delayMs = retryDelayMs(attempts, retryAfterMs, deps.random ?? Math.random);
  const nextAt = deps.now().getTime() + delayMs;
  const notBefore = new Date(nextAt).toISOString();
  await write(deps, parcel, { kind: 'queued', notBefore, attempts });
  const facts = { deliveryId: parcel.id, attempts, delayMs, reason: String(error) };
  if (isExpected) deps.logger.warn(facts, 'delivery postponed');
  else deps.logger.error({ ...facts, err: error }, 'delivery failed unexpectedly');
  return { kind: 'later', nextAt };
}

/** One address that a server's rules refuse must not cost a digest's other replies: each becomes a card. */
async function scatter(deps: DelivererDeps, parcel: Parcel, error: PermanentError): Promise<Step> {
  const cards = parcel.deliveries.map(({ digest: _listed, ...delivery }): Delivery => {
    const nonce = deliveryNonce(delivery.channelId, delivery.articleId, 1);
    const state = { kind: 'queued', notBefore: null, attempts: 0 } as const;
    return { ...delivery, occasion: 'new', nonce, state };
  });
  await deps.outbox.update(...cards);
  const facts = { deliveryId: parcel.id, reason: error.reason, detail: error.message };
  deps.logger.error({ ...facts, documents: cards.length }, 'digest refused, sent as cards');
  return { kind: 'later', nextAt: deps.now().getTime() };
}

async function fail(
  deps: DelivererDeps,
  parcel: Parcel,
  ...[reason, error]: [reason: string, error?: PermanentError]
): Promise<Step> {
  const at = deps.now().toISOString();
  await write(deps, parcel, { kind: 'failed', reason, at });
  const facts = { deliveryId: parcel.id, reason, detail: error?.message ?? null };
  if (error === undefined) deps.logger.info(facts, 'delivery dropped');
  else deps.logger.error(facts, 'card refused');
  return { kind: 'failed' };
}

async function hold(
  deps: DelivererDeps,
  lane: readonly Parcel[],
  reason: PauseReason,
): Promise<void> {
  const since = deps.now().toISOString();
  for (const parcel of lane) {
    if (parcel.state.kind === 'held' && parcel.state.reason === reason) continue;
    const attempts = attemptsOf(parcel.state);
    await write(deps, parcel, { kind: 'held', reason, since, attempts });
  }
}
