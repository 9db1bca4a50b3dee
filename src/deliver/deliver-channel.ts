import { DAY_MS } from '../base/clock.ts';
import type { Delivery, DeliveryState } from '../domain/delivery.ts';
import { ChannelGoneError, PermanentError, TokenError, TransientError } from '../domain/errors.ts';
import type { PauseReason, Subscription } from '../domain/subscription.ts';
import type { DelivererDeps, DeliveryContext } from './deliverer-deps.ts';
import { catchUp } from './catch-up.ts';
import { deliveryNonce } from './delivery-nonce.ts';
import {
  attemptsOf,
  doubtOf,
  countDeliveries,
  renderOutgoing,
  outgoingMessages,
  withState,
  type OutgoingMessage,
} from './outgoing-messages.ts';
import { pauseChannel } from './pause-subscription.ts';
import { reconcileChannel } from './reconcile-channel.ts';
import { isAhead, retryDelayMs } from './retry-delay.ts';

/** The result of one channel's queue. */
export interface ChannelReport {
  readonly sent: number;
  readonly failed: number;
  readonly held: number;
  /** When the first waiting delivery is due, in milliseconds; null when none waits for a time. */
  readonly nextAt: number | null;
  readonly waiting: number;
  readonly tokenRefused: boolean;
}

type Step =
  | { readonly kind: 'sent' | 'failed' | 'token' }
  | { readonly kind: 'later'; readonly nextAt: number }
  | { readonly kind: 'gone'; readonly reason: PauseReason };

/** Discord compares nonces for "a few minutes"; after this time the channel is read before anything is posted again. */
const NONCE_WINDOW_MS = 100_000;

/** Where the time of an attempt lies ahead, a clock was wrong and nobody knows when it was: the channel is read from so long ago. */
const UNKNOWN_TIME_MS = 30 * DAY_MS;

/** A bug must not block a channel for ever. */
const MAX_UNEXPECTED = 8;

/** Delivers one channel's queue in order until it is empty or its first message has to wait. */
export async function deliverChannel(
  deps: DelivererDeps,
  queue: readonly Delivery[],
  context: DeliveryContext,
): Promise<ChannelReport> {
  const counts = { sent: 0, failed: 0, held: 0, nextAt: null, tokenRefused: false };
  const channelId = queue[0]?.channelId ?? '';
  let left: readonly Delivery[];
  try {
    left = await reconcileChannel(deps, queue, context);
    context.comparisons.delete(channelId);
  } catch (error) {
    if (error instanceof TokenError) {
      context.onTokenRefused();
      return { ...counts, waiting: queue.length, tokenRefused: true };
    }
    if (!(error instanceof TransientError)) throw error;
    const failed = (context.comparisons.get(channelId) ?? 0) + 1;
    context.comparisons.set(channelId, failed);
    const retryMs = retryDelayMs(failed, error.retryAfterMs, deps.random ?? Math.random);
    return { ...counts, waiting: queue.length, nextAt: deps.now().getTime() + retryMs };
  }
  const paused = (await deps.subscriptions.get(channelId))?.paused ?? null;
  const messages = outgoingMessages(paused === null ? await catchUp(deps, left) : left);
  for (const [index, outgoing] of messages.entries()) {
    const rest = messages.slice(index);
    const waiting = countDeliveries(rest);
    if (context.isStopping()) return { ...counts, waiting };
    const subscription = await deps.subscriptions.get(outgoing.channelId);
    if (subscription !== null && subscription.paused !== null) {
      await hold(deps, rest, subscription.paused.reason);
      return { ...counts, held: waiting, waiting: 0 };
    }
    const step = await deliverOne({ deps, subscription }, outgoing);
    if (step.kind === 'sent') counts.sent += outgoing.deliveries.length;
    if (step.kind === 'failed') counts.failed += outgoing.deliveries.length;
    if (step.kind === 'token') {
      context.onTokenRefused();
      return { ...counts, waiting, tokenRefused: true };
    }
    if (step.kind === 'later') return { ...counts, waiting, nextAt: step.nextAt };
    if (step.kind === 'gone') {
      await pauseChannel(deps, outgoing.channelId, step.reason);
      await hold(deps, rest, step.reason);
      return { ...counts, held: waiting, waiting: 0 };
    }
  }
  return { ...counts, waiting: 0 };
}

interface Posted {
  readonly messageId: string;
}

interface Attempt {
  readonly deps: DelivererDeps;
  readonly subscription: Subscription | null;
}

async function deliverOne(attempt: Attempt, outgoing: OutgoingMessage): Promise<Step> {
  const { deps, subscription } = attempt;
  const nowMs = deps.now().getTime();
  const { state } = outgoing;
  if (subscription === null) return fail(deps, outgoing, 'unsubscribed');
  const notBefore = state.kind === 'queued' ? Date.parse(state.notBefore ?? '') : Number.NaN;
  if (isAhead(notBefore, nowMs)) return { kind: 'later', nextAt: notBefore };

  const attempts = attemptsOf(state) + 1;
  const doubt = doubtOf(outgoing);
  const isOpen = doubt !== null && isBeyondNonce(doubt, nowMs);
  let posted: Posted | null = null;
  try {
    if (isOpen) posted = await lookFor({ deps, subscription }, outgoing, doubt);
  } catch (error) {
    return afterTrouble(deps, outgoing, { error, attempts });
  }
  if (posted === null) {
    const since = deps.now().toISOString();
    const firstPostAt = doubt === null || isOpen ? since : doubt;
    // Written before the request leaves: a crash in between is seen afterwards.
    const sending = await write(deps, outgoing, { kind: 'sending', since, attempts, firstPostAt });
    await deps.confirm?.();
    try {
      const message = renderOutgoing(deps, sending.deliveries, subscription.language);
      posted = await deps.post(sending.channelId, message, sending.nonce);
    } catch (error) {
      return afterTrouble(deps, sending, { error, attempts });
    }
  }
  const at = deps.now().toISOString();
  const { messageId } = posted;
  await write(deps, outgoing, { kind: 'sent', messageId, at });
  const documents = outgoing.deliveries.length;
  deps.logger.info({ deliveryId: outgoing.id, messageId, attempts, documents }, 'card delivered');
  for (const delivery of outgoing.deliveries) deps.onDelivered?.(delivery, messageId);
  return { kind: 'sent' };
}

async function write(
  deps: DelivererDeps,
  outgoing: OutgoingMessage,
  state: DeliveryState,
): Promise<OutgoingMessage> {
  const changed = withState(outgoing, state);
  await deps.outbox.update(...changed.deliveries);
  return changed;
}

/** Whether an attempt lies so far back that the nonce no longer protects; a time that lies ahead says nothing. */
function isBeyondNonce(firstPostAt: string, nowMs: number): boolean {
  const age = nowMs - Date.parse(firstPostAt);
  return !(age >= 0 && age <= NONCE_WINDOW_MS);
}

/** Looks in the channel for what an attempt without an answer may have posted. */
async function lookFor(
  { deps, subscription }: Attempt & { readonly subscription: Subscription },
  outgoing: OutgoingMessage,
  doubt: string,
): Promise<Posted | null> {
  if (deps.findRecentMessage === undefined) return null;
  const message = renderOutgoing(deps, outgoing.deliveries, subscription.language);
  const nowMs = deps.now().getTime();
  const since = Date.parse(doubt);
  const from = since <= nowMs ? since : nowMs - UNKNOWN_TIME_MS;
  return deps.findRecentMessage(outgoing.channelId, message, new Date(from));
}

function doubtIn(outgoing: OutgoingMessage): { readonly firstPostAt?: string } {
  const doubt = doubtOf(outgoing);
  return doubt === null ? {} : { firstPostAt: doubt };
}

/** Decides by the kind of error what happens to the message. */
async function afterTrouble(
  deps: DelivererDeps,
  outgoing: OutgoingMessage,
  { error, attempts }: { readonly error: unknown; readonly attempts: number },
): Promise<Step> {
  if (error instanceof ChannelGoneError) return { kind: 'gone', reason: error.reason };
  if (error instanceof PermanentError) {
    return outgoing.deliveries[0].digest === undefined
      ? fail(deps, outgoing, error.reason, error)
      : sendAsCards(deps, outgoing, error);
  }
  const tried = { attempts, ...doubtIn(outgoing) };
  if (error instanceof TokenError) {
    await write(deps, outgoing, { kind: 'queued', notBefore: null, ...tried });
    return { kind: 'token' };
  }
  const isExpected = error instanceof TransientError;
  if (!isExpected && attempts >= MAX_UNEXPECTED) {
    deps.logger.error({ deliveryId: outgoing.id, attempts, err: error }, 'card set aside');
    return fail(deps, outgoing, 'unexpected-error');
  }
  const retryAfterMs = isExpected ? error.retryAfterMs : null;
  const delayMs = retryDelayMs(attempts, retryAfterMs, deps.random ?? Math.random);
  const nextAt = deps.now().getTime() + delayMs;
  const notBefore = new Date(nextAt).toISOString();
  await write(deps, outgoing, { kind: 'queued', notBefore, ...tried });
  const facts = { deliveryId: outgoing.id, attempts, delayMs, reason: String(error) };
  if (isExpected) deps.logger.warn(facts, 'delivery postponed');
  else deps.logger.error({ ...facts, err: error }, 'delivery failed unexpectedly');
  return { kind: 'later', nextAt };
}

/** A digest that a server's rules refuse, for one address in it, is sent as single cards: the others arrive. */
async function sendAsCards(
  deps: DelivererDeps,
  outgoing: OutgoingMessage,
  error: PermanentError,
): Promise<Step> {
  const cards = outgoing.deliveries.map(({ digest: _listed, ...delivery }): Delivery => {
    const nonce = deliveryNonce(delivery.channelId, delivery.articleId, 1);
    const state = { kind: 'queued', notBefore: null, attempts: 0 } as const;
    return { ...delivery, occasion: 'new', nonce, state };
  });
  await deps.outbox.update(...cards);
  const facts = { deliveryId: outgoing.id, reason: error.reason, detail: error.message };
  deps.logger.error({ ...facts, documents: cards.length }, 'digest refused, sent as cards');
  return { kind: 'later', nextAt: deps.now().getTime() };
}

async function fail(
  deps: DelivererDeps,
  outgoing: OutgoingMessage,
  ...[reason, error]: [reason: string, error?: PermanentError]
): Promise<Step> {
  const at = deps.now().toISOString();
  await write(deps, outgoing, { kind: 'failed', reason, at });
  const facts = { deliveryId: outgoing.id, reason, detail: error?.message ?? null };
  if (error === undefined) deps.logger.info(facts, 'delivery dropped');
  else deps.logger.error(facts, 'card refused');
  return { kind: 'failed' };
}

async function hold(
  deps: DelivererDeps,
  queue: readonly OutgoingMessage[],
  reason: PauseReason,
): Promise<void> {
  const since = deps.now().toISOString();
  for (const outgoing of queue) {
    if (outgoing.state.kind === 'held' && outgoing.state.reason === reason) continue;
    const tried = { attempts: attemptsOf(outgoing.state), ...doubtIn(outgoing) };
    await write(deps, outgoing, { kind: 'held', reason, since, ...tried });
  }
}
