import { SnowflakeUtil } from 'discord.js';

import type { DiscordMessage } from '../card/discord-message.ts';
import type { ListedMessage } from './read-answer.ts';

const PAGE = 100;
const MAX_PAGES = 5;
/** Discord's clock and this machine's may differ by so much, in milliseconds. */
const SKEW_MS = 60_000;

/** The message to find, and since when. */
export interface SearchedPost {
  readonly message: DiscordMessage;
  readonly since: Date;
  readonly authorId: string;
}

type ListMessages = (query: URLSearchParams) => Promise<readonly ListedMessage[]>;

/** The footer names the article and its revision; the title guards against a footer that was changed. */
function isSame({ message, authorId }: SearchedPost, posted: ListedMessage): boolean {
  const wanted = message.embeds[0];
  return (
    posted.authorId === authorId &&
    posted.title === wanted.title.trim() &&
    posted.footer === wanted.footer.text.trim()
  );
}

/** Reads a channel backwards to the given time for a message that the bot may have posted. */
export async function findPosted(
  searched: SearchedPost,
  listMessages: ListMessages,
): Promise<{ readonly messageId: string } | null> {
  const oldest = searched.since.getTime() - SKEW_MS;
  let before: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ limit: String(PAGE) });
    if (before !== null) query.set('before', before);
    const messages: readonly ListedMessage[] = await listMessages(query);
    const recent = messages.filter(({ id }) => SnowflakeUtil.timestampFrom(id) >= oldest);
    const found = recent.find((posted) => isSame(searched, posted));
    if (found !== undefined) return { messageId: found.id };
    before = messages.at(-1)?.id ?? null;
    if (before === null || recent.length < PAGE) return null;
  }
  return null;
}
