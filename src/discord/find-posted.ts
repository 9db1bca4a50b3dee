import { DAY_MS } from '../base/clock.ts';
import { SnowflakeUtil } from 'discord.js';

import type { DiscordMessage } from '../card/discord-message.ts';
import { ChannelGoneError, TransientError } from '../domain/errors.ts';
import type { ListedMessage } from './read-answer.ts';

const PAGE = 100;
/** As many messages as a busy channel has in some days; one that has more is not read to its end, and the doubt stays. */
const MAX_PAGES = 200;
/** Discord's clock and this machine's may differ by so much: a search that goes forward may begin early. */
const SKEW_MS = DAY_MS;

/** The message to find, and since when. */
export interface SearchedPost {
  readonly message: DiscordMessage;
  readonly since: Date;
  readonly authorId: string;
  /** Whether the channel's history may be read; null where that is not known. */
  readonly mayRead: boolean | null;
}

type ListMessages = (query: URLSearchParams) => Promise<readonly ListedMessage[]>;

/** The card's id with the part of a digest, whatever the language and the revision. */
function markOf(footer: string): string {
  const id = /(?:编号|ref)\s+(\S{1,40})/u.exec(footer)?.[1] ?? footer;
  return `${id} ${/\d{1,3}\/\d{1,3}/u.exec(footer)?.[0] ?? ''}`;
}

/**
 * Reads a channel forward from the given time for a message that the bot may have posted. Throws where that cannot be told: the
 * history may not be read, or has no end.
 */
export async function findPosted(
  { message, since, authorId, mayRead }: SearchedPost,
  listMessages: ListMessages,
): Promise<{ readonly messageId: string } | null> {
  const wanted = markOf(message.embeds[0].footer.text.trim());
  let after = String(SnowflakeUtil.generate({ timestamp: since.getTime() - SKEW_MS }));
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE), after });
    const messages = await listMessages(query);
    const found = messages.find(
      (posted) => posted.authorId === authorId && markOf(posted.footer) === wanted,
    );
    if (found !== undefined) return { messageId: found.id };
    // Without the right to read the history Discord answers with no messages, and no error.
    if (page === 0 && messages.length === 0 && mayRead !== true) await proveReadable(listMessages);
    if (messages.length < PAGE) return null;
    after = messages.reduce((last, { id }) => (BigInt(id) > BigInt(last) ? id : last), after);
  }
  throw new TransientError('the channel has more messages since then than are read');
}

async function proveReadable(listMessages: ListMessages): Promise<void> {
  const any = await listMessages(new URLSearchParams({ limit: '1' }));
  if (any.length > 0) return;
  throw new ChannelGoneError('the message history may not be read', 'missing-history');
}
