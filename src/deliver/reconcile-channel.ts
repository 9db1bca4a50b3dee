import { DISCORD_LIMITS } from '../card/discord-message.ts';
import { safeUrl } from '../card/escape-markdown.ts';
import type { Delivery, PostedMessage } from '../domain/delivery.ts';
import { isMeantBy } from '../domain/short-id.ts';
import { ChannelGoneError, PermanentError } from '../domain/errors.ts';
import type { DelivererDeps, DeliveryContext } from './deliverer-deps.ts';

/**
 * Before the first message to a channel after a start: what the channel shows already and the store does not know is
 * taken as sent. An older copy of the store may have been put back, and everything since is read and queued again.
 * Returns what is left to send; throws where the channel cannot be read just now.
 */
export async function reconcileChannel(
  deps: DelivererDeps,
  queue: readonly Delivery[],
  { reconciled }: DeliveryContext,
): Promise<readonly Delivery[]> {
  const since = deps.aliveAt?.() ?? null;
  const channelId = queue[0]?.channelId;
  if (since === null || channelId === undefined || deps.listPosted === undefined) return queue;
  const posted = reconciled.get(channelId) ?? (await read(deps, channelId, since));
  reconciled.set(channelId, posted);
  if (posted.length === 0) return queue;
  const left: Delivery[] = [];
  for (const delivery of queue) {
    // One in doubt is looked up by itself, from the time of its first attempt.
    const isInDoubt = 'firstPostAt' in delivery.state && delivery.state.firstPostAt !== undefined;
    const href = safeUrl(delivery.card.url, DISCORD_LIMITS.buttonUrl);
    const isShown = (message: PostedMessage): boolean => shows(message, delivery.articleId, href);
    const found = isInDoubt ? undefined : posted.find(isShown);
    if (found === undefined) {
      left.push(delivery);
      continue;
    }
    const { messageId } = found;
    const at = deps.now().toISOString();
    await deps.outbox.update({ ...delivery, state: { kind: 'sent', messageId, at } });
    deps.logger.warn({ deliveryId: delivery.id, messageId }, 'found posted, not sent again');
  }
  return left;
}

async function read(
  deps: DelivererDeps,
  channelId: string,
  since: Date,
): Promise<readonly PostedMessage[]> {
  try {
    return (await deps.listPosted?.(channelId, since)) ?? [];
  } catch (error) {
    if (!(error instanceof ChannelGoneError || error instanceof PermanentError)) throw error;
    // A channel that may not be read is not held for that: nothing says that it shows what is not known.
    deps.logger.warn({ channelId, reason: error.reason }, 'channel not compared with the store');
    return [];
  }
}

function shows({ ref, listed }: PostedMessage, articleId: string, href: string | null): boolean {
  if (isMeantBy(articleId, ref)) return true;
  return href !== null && listed.includes(href);
}
