import { DAY_MS } from '../base/clock.ts';
import { SnowflakeUtil } from 'discord.js';

import type { DiscordMessage } from '../card/discord-message.ts';
import { ChannelGoneError, TransientError } from '../domain/errors.ts';
import type { PostedMessage } from '../domain/delivery.ts';
import type { ListedMessage } from './read-answer.ts';

const PAGE = 100;
/** As many messages as a busy channel has in some days; one that has more is not read to its end, and the doubt stays. */
const MAX_PAGES = 200;
/** Discord's clock and this machine's may differ by so much: a search that goes forward may begin early. */
const SKEW_MS = DAY_MS;

/** Which messages of a channel are looked through. */
export interface Search {
  readonly since: Date;
  readonly authorId: string;
  /** Whether the channel's history may be read; null where that is not known. */
  readonly mayRead: boolean | null;
}

type ListMessages = (query: URLSearchParams) => Promise<readonly ListedMessage[]>;

/** The card's id, whatever the language and the revision. */
function refOf(footer: string): string {
  return /(?:编号|ref)\s+(\S{1,40})/u.exec(footer)?.[1] ?? footer;
}

/** The same with the part of a digest. */
function markOf(footer: string): string {
  return `${refOf(footer)} ${PART.exec(footer)?.[0] ?? ''}`;
}

const PART = /\d{1,3}\/\d{1,3}/u;

/**
 * Reads a channel forward from the given time for a message that the bot may have posted. Throws where that cannot be told: the
 * history may not be read, or has no end.
 */
export async function findPosted(
  message: DiscordMessage,
  search: Search,
  listMessages: ListMessages,
): Promise<{ readonly messageId: string } | null> {
  const wanted = markOf(message.embeds[0].footer.text.trim());
  for await (const own of ownMessages(search, listMessages)) {
    const found = own.find(({ footer }) => markOf(footer) === wanted);
    if (found !== undefined) return { messageId: found.id };
  }
  return null;
}

/** All that the bot posted in a channel since then, as documents are recognised by it. Throws like {@link findPosted}. */
export async function listPosted(
  search: Search,
  listMessages: ListMessages,
): Promise<readonly PostedMessage[]> {
  const posted: PostedMessage[] = [];
  for await (const own of ownMessages(search, listMessages)) {
    for (const { id, footer, listed } of own) {
      posted.push({ messageId: id, ref: refOf(footer), listed });
    }
  }
  return posted;
}

async function* ownMessages(
  { since, authorId, mayRead }: Search,
  listMessages: ListMessages,
): AsyncGenerator<readonly ListedMessage[]> {
  let after = String(SnowflakeUtil.generate({ timestamp: since.getTime() - SKEW_MS }));
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const messages = await listMessages(query);
    const isOwn = (posted: ListedMessage): boolean => posted.authorId === authorId;
    yield messages.filter(isOwn);
    if (page === 0 && messages.length === 0) {
      // The time may lie ahead of Discord's, as a clock may that was never set: the newest messages tell.
      const newest = await listMessages(new URLSearchParams({ limit: String(PAGE) }));
      // Without the right to read the history Discord answers with no messages, and no error.
      if (newest.length === 0 && mayRead !== true) {
        throw new ChannelGoneError('the message history may not be read', 'missing-history');
      }
      yield newest.filter(isOwn);
    }
    if (messages.length < PAGE) return;
    after = messages.reduce((last, { id }) => (BigInt(id) > BigInt(last) ? id : last), after);
  }
  throw new TransientError('the channel has more messages since then than are read');
}
