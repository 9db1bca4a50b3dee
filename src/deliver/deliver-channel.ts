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
  firstMessage,
  outgoingOf,
  renderOutgoing,
  withState,
  type OutgoingMessage,
} from './outgoing-messages.ts';
import { pauseChannel } from './pause-subscription.ts';
import { reconcileChannel } from './reconcile-channel.ts';
import { isAhead, retryDelayMs } from './retry-delay.ts';

/** What came of one turn of a channel. */
export interface Turn {
  readonly sent: number;
  readonly failed: number;
  /** When the channel's next message is due, in milliseconds; null when it waits for no time. */
  readonly nextAt: number | null;
  readonly tokenRefused: boolean;
}

const NOTHING: Turn = { sent: 0, failed: 0, nextAt: null, tokenRefused: false };

type Step =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed' }
  | { readonly kind: 'token' }
  | { readonly kind: 'later'; readonly nextAt: number }
  | { readonly kind: 'gone'; readonly reason: PauseReason };

/** Discord compares nonces for "a few minutes"; after this time the channel is read before anything is posted again. */
const NONCE_WINDOW_MS = 100_000;

/** Where the time of an attempt lies ahead, a clock was wrong and nobody knows when it was: the channel is read from so long ago. */
const UNKNOWN_TIME_MS = 30 * DAY_MS;

/** A bug must not block a channel for ever. */
const MAX_UNEXPECTED = 8;

/** Sends the first message that waits for a channel; holds all that waits where the bot may not write there. */
export async function deliverNext(
  deps: DelivererDeps,
  channelId: string,
  context: DeliveryContext,
): Promise<Turn> {
  const subscription = await deps.subscriptions.get(channelId);
  if (subscription !== null && subscription.paused !== null) {
    await holdAll(deps, channelId, subscription.paused.reason);
    context.caughtUp.delete(channelId);
    return NOTHING;
  }
  const restsUntil = context.pace.restUntil(channelId, deps.now().getTime());
  if (restsUntil !== null) return { ...NOTHING, nextAt: restsUntil };
  if (!context.caughtUp.has(channelId)) await catchUp(deps, channelId);
  context.caughtUp.add(channelId);
  const first = await firstMessage(deps.outbox, channelId);
  if (first === null) return NOTHING;
  const compared = await compare(deps, first, context);
  if ('turn' in compared) return compared.turn;
  if (context.isStopping()) return NOTHING;
  const { outgoing } = compared;
  const step = await deliverOne({ deps, subscription, context }, outgoing);
  const count = outgoing.deliveries.length;
  if (step.kind === 'sent') return { ...NOTHING, sent: count };
  if (step.kind === 'failed') return { ...NOTHING, failed: count };
  if (step.kind === 'later') return { ...NOTHING, nextAt: step.nextAt };
  if (step.kind === 'token') {
    context.onTokenRefused();
    return { ...NOTHING, tokenRefused: true };
  }
  await pauseChannel(deps, channelId, step.reason);
  await holdAll(deps, channelId, step.reason);
  context.caughtUp.delete(channelId);
  return NOTHING;
}

/** What of a message the channel does not show yet; where nothing is left of it, or the channel cannot be read, the turn is over. */
async function compare(
  deps: DelivererDeps,
  outgoing: OutgoingMessage,
  context: DeliveryContext,
): Promise<{ readonly outgoing: OutgoingMessage } | { readonly turn: Turn }> {
  const { channelId } = outgoing;
  try {
    const [first, ...rest] = await reconcileChannel(deps, outgoing.deliveries, context);
    context.comparisons.delete(channelId);
    return first === undefined ? { turn: NOTHING } : { outgoing: outgoingOf([first, ...rest]) };
  } catch (error) {
    if (error instanceof TokenError) {
      context.onTokenRefused();
      return { turn: { ...NOTHING, tokenRefused: true } };
    }
    if (!(error instanceof TransientError)) throw error;
    const failed = (context.comparisons.get(channelId) ?? 0) + 1;
    context.comparisons.set(channelId, failed);
    const retryMs = retryDelayMs(failed, error.retryAfterMs, deps.random ?? Math.random);
    return { turn: { ...NOTHING, nextAt: deps.now().getTime() + retryMs } };
  }
}

interface Posted {
  readonly messageId: string;
}

interface Attempt {
  readonly deps: DelivererDeps;
  readonly subscription: Subscription | null;
  readonly context: Pick<DeliveryContext, 'pace'>;
}

async function deliverOne(attempt: Attempt, outgoing: OutgoingMessage): Promise<Step> {
  const { deps, subscription, context } = attempt;
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
    if (isOpen) posted = await lookFor(deps, { outgoing, subscription, doubt });
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
      context.pace.note(sending.channelId, deps.now().getTime());
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
  deps: DelivererDeps,
  {
    outgoing,
    subscription,
    doubt,
  }: {
    readonly outgoing: OutgoingMessage;
    readonly subscription: Subscription;
    readonly doubt: string;
  },
): Promise<Posted | null> {
  if (deps.findRecentMessage === undefined) return null;
  const message = renderOutgoing(deps, outgoing.deliveries, subscription.language);
  const nowMs = deps.now().getTime();
  const since = Date.parse(doubt);
  const from = since <= nowMs ? since : nowMs - UNKNOWN_TIME_MS;
  return deps.findRecentMessage(outgoing.channelId, message, new Date(from));
}

function doubtIn(outgoing: Pick<OutgoingMessage, 'state' | 'queuedAt'>): {
  readonly firstPostAt?: string;
} {
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

/** So many deliveries are held by one statement of the store. */
const HELD_AT_ONCE = 200;

async function holdAll(deps: DelivererDeps, channelId: string, reason: PauseReason): Promise<void> {
  const since = deps.now().toISOString();
  const waiting = await deps.outbox.waiting(channelId);
  const held = waiting
    .filter(({ state }) => state.kind !== 'held' || state.reason !== reason)
    .map((delivery): Delivery => {
      const tried = { attempts: attemptsOf(delivery.state), ...doubtIn(delivery) };
      return { ...delivery, state: { kind: 'held', reason, since, ...tried } };
    });
  for (let at = 0; at < held.length; at += HELD_AT_ONCE) {
    await deps.outbox.update(...held.slice(at, at + HELD_AT_ONCE));
  }
}
