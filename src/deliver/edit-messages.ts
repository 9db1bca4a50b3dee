import { isDeepStrictEqual } from 'node:util';

import { HOUR_MS } from '../base/clock.ts';
import type { Language } from '../domain/card.ts';
import { type Delivery, deliveryId } from '../domain/delivery.ts';
import { ChannelGoneError, PermanentError, TokenError, TransientError } from '../domain/errors.ts';
import type { PendingEdit, SettledEdit, WithdrawnMessage } from '../store/edits.ts';
import type { DelivererDeps, EditingDeps, DeliveryContext } from './deliverer-deps.ts';
import { inDigestOrder, renderOutgoing } from './outgoing-messages.ts';
import { pauseChannel } from './pause-subscription.ts';
import { isAhead, retryDelayMs } from './retry-delay.ts';
import { withoutForgotten } from './withdraw-message.ts';

/** The result of one pass over the edits, and when the next one is due (milliseconds, or null). */
export interface EditReport {
  readonly edited: number;
  readonly nextAt: number | null;
}

interface EditContext {
  readonly deps: DelivererDeps;
  readonly editing: EditingDeps;
  readonly context: DeliveryContext;
}

/** An edit that takes a forgotten document out of its message. */
type Withdrawal = PendingEdit & { readonly withdrawn: WithdrawnMessage };

/** A sent message and what it shows. */
interface Posted {
  readonly messageId: string;
  readonly deliveries: readonly [Delivery, ...Delivery[]];
}

// One message of a channel at a time, with a pause after it: edits are not urgent.
const GAP_MS = 2000;
const CHANNELS_AT_ONCE = 8;
/** After so many requests new cards are sent first; the other channels' edits follow in the next pass. */
const REQUESTS_PER_PASS = 40;
/** The language of what is said in a channel that is no longer subscribed. */
const OTHERS_LANGUAGE: Language = 'zh-CN';
/** An edit that fails by a bug is not repeated for ever. */
const MAX_UNEXPECTED = 8;

/** Brings posted messages up to date, one a channel; a message is edited in place and never posted anew. */
export async function editMessages(
  deps: DelivererDeps,
  editing: EditingDeps,
  context: DeliveryContext,
): Promise<EditReport> {
  const editContext: EditContext = { deps, editing, context };
  const queues = [...Map.groupBy(await editing.edits.all(), (edit) => edit.channelId).values()];
  const times: number[] = [];
  let edited = 0;
  let requests = 0;
  const worker = async (): Promise<void> => {
    for (let queue = queues.shift(); queue !== undefined; queue = queues.shift()) {
      if (context.isStopping()) return;
      if (requests >= REQUESTS_PER_PASS) {
        times.push(deps.now().getTime());
        return;
      }
      const report = await editChannel(editContext, queue);
      edited += report.edited;
      requests += report.requests;
      if (report.nextAt !== null) times.push(report.nextAt);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: CHANNELS_AT_ONCE }, worker));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return { edited, nextAt: times.length === 0 ? null : Math.min(...times) };
}

/** One channel's waiting edits until a message was edited or has to wait. */
async function editChannel(
  editContext: EditContext,
  queue: readonly PendingEdit[],
): Promise<EditReport & { readonly requests: number }> {
  const { deps, editing, context } = editContext;
  const nowMs = deps.now().getTime();
  // What was forgotten goes first, and whether or not the channel is still subscribed.
  const ordered = queue.toSorted((a, b) => Number(isWithdrawal(b)) - Number(isWithdrawal(a)));
  for (const edit of ordered) {
    const { channelId } = edit;
    const subscription = await deps.subscriptions.get(channelId);
    if (subscription === null && !isWithdrawal(edit)) {
      await editing.edits.settle([edit]);
      continue;
    }
    // The end of the pause wakes the deliverer.
    if (subscription !== null && subscription.paused !== null && !isWithdrawal(edit)) break;
    const dueAt = Math.max(Date.parse(edit.notBefore), context.editsRest.get(channelId) ?? 0);
    if (isAhead(dueAt, nowMs)) return { edited: 0, requests: 0, nextAt: dueAt };
    const language = subscription?.language ?? OTHERS_LANGUAGE;
    const step = isWithdrawal(edit)
      ? await withdrawOne(editContext, edit, language)
      : await editOne(editContext, edit, language);
    if (step === 'nothing') continue;
    const edited = step === 'edited' ? 1 : 0;
    const isDone = edited === 1 && edit === ordered.at(-1);
    return {
      edited,
      requests: 1,
      nextAt: isDone ? null : (context.editsRest.get(channelId) ?? null),
    };
  }
  return { edited: 0, requests: 0, nextAt: null };
}

async function editOne(
  editContext: EditContext,
  edit: PendingEdit,
  language: Language,
): Promise<'edited' | 'nothing' | 'stopped'> {
  const { deps, editing, context } = editContext;
  const delivery = await editing.outbox.get(edit.deliveryId);
  if (delivery !== null && !hasEnded(delivery)) return 'nothing'; // its post comes first
  const posted = delivery === null ? null : await postedWith(editing, delivery);
  if (posted === null || posted.deliveries.some(({ isErased }) => isErased === true)) {
    await editing.edits.settle([edit]);
    return 'nothing';
  }
  const { deliveries, settled, isBehind } = await refresh(editing, posted.deliveries);
  if (!isBehind) {
    await editing.edits.settle([edit, ...settled]);
    return 'nothing';
  }
  const message = renderOutgoing(deps, deliveries, language);
  // A digest says little about each document: not every change of a card shows in it.
  const isSeen = !isDeepStrictEqual(message, renderOutgoing(deps, posted.deliveries, language));
  if (isSeen) await deps.confirm?.();
  try {
    if (isSeen) await editing.edit(edit.channelId, posted.messageId, message);
  } catch (error) {
    return afterTrouble(editContext, { edit, settled, posted }, error);
  }
  // A crash before this line edits the message once more, to the same words.
  await editing.outbox.update(...deliveries);
  await editing.edits.settle(settled);
  if (!isSeen) return 'nothing';
  for (const [index, shown] of deliveries.entries()) {
    if (shown !== posted.deliveries[index]) deps.onEdited?.(shown);
  }
  context.editsRest.set(edit.channelId, deps.now().getTime() + GAP_MS);
  const { messageId } = posted;
  deps.logger.info({ deliveryId: edit.deliveryId, messageId }, 'message edited');
  return 'edited';
}

function isWithdrawal(edit: PendingEdit): edit is Withdrawal {
  return edit.withdrawn !== undefined;
}

/** Takes a forgotten document out of the message that shows it. */
async function withdrawOne(
  editContext: EditContext,
  edit: Withdrawal,
  language: Language,
): Promise<'edited' | 'stopped'> {
  const { deps, editing, context } = editContext;
  const { channelId, withdrawn } = edit;
  const { messageId } = withdrawn;
  const shown = await withoutForgotten({ ...deps, outbox: editing.outbox }, edit, language);
  await deps.confirm?.();
  try {
    await editing.edit(channelId, messageId, shown.message);
  } catch (error) {
    const posted = { messageId, deliveries: shown.deliveries };
    return afterTrouble(editContext, { edit, settled: [edit], posted }, withdrawalFailure(error));
  }
  await editing.edits.settle([edit]);
  context.editsRest.set(channelId, deps.now().getTime() + GAP_MS);
  deps.logger.info({ deliveryId: edit.deliveryId, messageId }, 'message withdrawn');
  return 'edited';
}

/** A message that cannot be reached now must be emptied all the same, later; with its channel it is gone. */
function withdrawalFailure(error: unknown): unknown {
  if (!(error instanceof ChannelGoneError)) return error;
  const { message, reason } = error;
  return reason === 'unknown-channel'
    ? new PermanentError(message, { cause: error, reason: 'unknown-message' })
    : new TransientError(message, { cause: error, retryAfterMs: HOUR_MS });
}

const hasEnded = ({ state }: Delivery): boolean => state.kind === 'sent' || state.kind === 'failed';

/** The message that shows this delivery, with the others that it lists; null when there is none any more. */
async function postedWith(editing: EditingDeps, delivery: Delivery): Promise<Posted | null> {
  const { state, digest, channelId } = delivery;
  if (state.kind !== 'sent' || state.deletedAt !== undefined) return null;
  const { messageId } = state;
  if (digest === undefined) return { messageId, deliveries: [delivery] };
  const ids = digest.articleIds.map((articleId) => deliveryId(channelId, articleId));
  const listed = [...(await editing.outbox.getMany(ids)).values()].filter(
    (other) =>
      other.id !== delivery.id &&
      other.state.kind === 'sent' &&
      other.state.messageId === messageId,
  );
  return { messageId, deliveries: inDigestOrder([delivery, ...listed]) };
}

/** The deliveries with the newest card that is known of each. */
async function refresh(
  editing: EditingDeps,
  [first, ...rest]: Posted['deliveries'],
): Promise<{
  readonly deliveries: Posted['deliveries'];
  readonly settled: readonly SettledEdit[];
  readonly isBehind: boolean;
}> {
  const renew = async (delivery: Delivery): Promise<Delivery> => {
    const record = await editing.articles.get(delivery.articleId);
    const isNewer = record !== null && record.card.revision > delivery.card.revision;
    return isNewer ? { ...delivery, card: record.card } : delivery;
  };
  const renewed = await renew(first);
  const others = await Promise.all(rest.map(renew));
  const deliveries: Posted['deliveries'] = [renewed, ...others];
  const settled = deliveries.map(({ id, card }) => ({ deliveryId: id, revision: card.revision }));
  const isBehind = renewed !== first || others.some((other, index) => other !== rest[index]);
  return { deliveries, settled, isBehind };
}

/** Decides by the kind of error what happens to the edit. */
async function afterTrouble(
  editContext: EditContext,
  work: {
    readonly edit: PendingEdit;
    readonly settled: readonly SettledEdit[];
    readonly posted: Omit<Posted, 'deliveries'> & { readonly deliveries: readonly Delivery[] };
  },
  error: unknown,
): Promise<'stopped'> {
  const { deps, editing, context } = editContext;
  const { edit, settled, posted } = work;
  if (error instanceof TokenError) {
    context.onTokenRefused();
    return 'stopped';
  }
  if (error instanceof ChannelGoneError) {
    await pauseChannel(deps, edit.channelId, error.reason);
    return 'stopped';
  }
  const attempts = edit.attempts + 1;
  const facts = { deliveryId: edit.deliveryId, attempts, reason: String(error) };
  const isExpected = error instanceof TransientError;
  if (error instanceof PermanentError || (!isExpected && attempts >= MAX_UNEXPECTED)) {
    const isDeleted = error instanceof PermanentError && error.reason === 'unknown-message';
    if (isDeleted) await markDeleted(editContext, posted);
    await editing.edits.settle(settled);
    if (isDeleted) deps.logger.info(facts, 'message is gone and stays so');
    else deps.logger.error({ ...facts, err: error }, 'edit given up');
    context.editsRest.set(edit.channelId, deps.now().getTime() + GAP_MS);
    return 'stopped';
  }
  const retryAfterMs = isExpected ? error.retryAfterMs : null;
  const delayMs = retryDelayMs(attempts, retryAfterMs, deps.random ?? Math.random);
  const nextAt = deps.now().getTime() + delayMs;
  // Discord's hidden limit on editing old messages counts for the channel, not for one message.
  context.editsRest.set(edit.channelId, nextAt);
  await editing.edits.postpone({ ...edit, attempts, notBefore: new Date(nextAt).toISOString() });
  deps.logger.warn({ ...facts, delayMs }, 'edit postponed');
  return 'stopped';
}

async function markDeleted(
  { deps, editing }: EditContext,
  { deliveries }: { readonly deliveries: readonly Delivery[] },
): Promise<void> {
  const deletedAt = deps.now().toISOString();
  const marked = deliveries.flatMap((delivery): readonly Delivery[] => {
    const { state } = delivery;
    return state.kind === 'sent' ? [{ ...delivery, state: { ...state, deletedAt } }] : [];
  });
  await editing.outbox.update(...marked);
}
